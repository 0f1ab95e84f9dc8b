import { type MenuEntry, type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { ANY_KIND } from '../rights.ts';
import { listPage, takeUpload } from './list.tsx';
import { importPage, rejectsPage } from './one.tsx';
import { profilePage, profilesPage, takeProfileAway, takeProfileName } from './profiles.tsx';
import { takeAct, takePhotos, takePlan, takeProfile } from './take.ts';

const create: ScreenOptions = { area: 'staff', permission: ANY_KIND };
/** The verb holds to IMPORT_MAX_BYTES; this only ends what never ends. */
const upload = { maxBytes: 20_000_000_000, toDisk: true } as const;

export const importsPages = [
  screen('GET /staf/impor', create, listPage),
  screen('POST /staf/impor', { ...create, upload }, takeUpload),
  screen('GET /staf/impor/profil', create, profilesPage),
  screen('GET /staf/impor/profil/:id', create, profilePage),
  screen('POST /staf/impor/profil/:id', create, takeProfileName),
  screen('POST /staf/impor/profil/:id/hapus', create, takeProfileAway),
  screen('GET /staf/impor/:id', create, importPage),
  screen('POST /staf/impor/:id', create, takePlan),
  screen('POST /staf/impor/:id/foto', { ...create, upload }, takePhotos),
  screen('POST /staf/impor/:id/profil', create, takeProfile),
  screen('POST /staf/impor/:id/jalankan', create, takeAct('run')),
  screen('POST /staf/impor/:id/jeda', create, takeAct('pause')),
  screen('POST /staf/impor/:id/lanjutkan', create, takeAct('resume')),
  screen('POST /staf/impor/:id/batalkan', create, takeAct('cancel')),
  screen('POST /staf/impor/:id/urungkan', create, takeAct('undo')),
  screen('GET /staf/impor/:id/ditolak/unduh', create, rejectsPage),
];

export const importsMenu: readonly MenuEntry[] = [
  {
    area: 'staff',
    path: '/staf/impor',
    label: 'imports.page.title',
    permission: ANY_KIND,
    icon: 'plus',
    group: 'ui.group.catalog',
    rank: 60,
  },
];
