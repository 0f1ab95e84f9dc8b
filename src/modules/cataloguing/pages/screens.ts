import { type MenuEntry, type Screen, type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { copyCataloguingPath, sourcesPath } from './paths.ts';
import { searchPage, takeCandidate } from './search.tsx';
import { sourcePage, takeDeletion, takeSource } from './source.tsx';
import { sourcesPage, takeCheck, takePreset } from './sources.tsx';

const work: ScreenOptions = { area: 'staff', permission: 'book:create' };
const manage: ScreenOptions = { area: 'staff', permission: 'settings:manage' };

export const cataloguingPages: readonly Screen[] = [
  screen('GET /staf/katalogisasi', work, searchPage),
  screen('POST /staf/katalogisasi', work, takeCandidate),
  screen('GET /staf/sumber-katalog', work, sourcesPage),
  screen('GET /staf/sumber-katalog/baru', manage, sourcePage),
  screen('POST /staf/sumber-katalog/baru', manage, takeSource),
  screen('POST /staf/sumber-katalog/umum', work, takePreset),
  screen('GET /staf/sumber-katalog/:id', manage, sourcePage),
  screen('POST /staf/sumber-katalog/:id', manage, takeSource),
  screen('POST /staf/sumber-katalog/:id/periksa', work, takeCheck),
  screen('POST /staf/sumber-katalog/:id/hapus', manage, takeDeletion),
];

export const cataloguingMenu: readonly MenuEntry[] = [
  {
    area: 'staff',
    path: copyCataloguingPath,
    label: 'cataloguing.page.title',
    permission: 'book:create',
    icon: 'plus',
    group: 'ui.group.catalog',
  },
  {
    area: 'staff',
    path: sourcesPath,
    label: 'cataloguing.sources.title',
    permission: 'book:create',
    icon: 'globe',
    group: 'ui.group.settings',
  },
];
