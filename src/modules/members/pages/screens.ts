import { type MenuEntry, type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { staffOnly } from '../../../ui/staff-only.ts';
import { PHOTO_BYTES } from '../verbs/photo.ts';
import { cardsPage, takeCards } from './cards.tsx';
import { editPage, newPage, takeEdit, takeNew } from './form.tsx';
import { listPage, takeFilter, takeFilterAway } from './list.tsx';
import { memberPage } from './member.tsx';
import {
  cardPage,
  exportPage,
  takeActivation,
  takeDeletion,
  takeErasure,
  takeMerge,
  takePhoto,
  takePhotoAway,
  takePin,
  takeRenewal,
  takeRestoration,
  takeSuspension,
} from './member-take.tsx';
import { promotePage, takePromotion, takeUndo } from './promote.tsx';

const read: ScreenOptions = { area: 'staff', permission: 'member:read' };
const write: ScreenOptions = { area: 'staff', permission: 'member:update' };
const create: ScreenOptions = { area: 'staff', permission: 'member:create' };
const remove: ScreenOptions = { area: 'staff', permission: 'member:delete' };

export const membersPages = [
  screen('GET /staf/anggota', read, staffOnly(listPage)),
  screen('POST /staf/anggota/saringan', read, staffOnly(takeFilter)),
  screen('POST /staf/anggota/saringan/:id/hapus', read, staffOnly(takeFilterAway)),
  screen('GET /staf/anggota/baru', create, newPage),
  screen('POST /staf/anggota/baru', create, takeNew),
  screen('GET /staf/anggota/kartu', read, staffOnly(cardsPage)),
  screen('POST /staf/anggota/kartu', read, staffOnly(takeCards)),
  screen('GET /staf/anggota/naik-kelas', write, promotePage),
  screen('POST /staf/anggota/naik-kelas', write, takePromotion),
  screen('POST /staf/anggota/massal/:id/urungkan', write, takeUndo),
  screen('GET /staf/anggota/:id', read, staffOnly(memberPage)),
  screen('GET /staf/anggota/:id/ubah', write, editPage),
  screen('POST /staf/anggota/:id/ubah', write, takeEdit),
  screen('GET /staf/anggota/:id/kartu.pdf', read, staffOnly(cardPage)),
  screen('GET /staf/anggota/:id/data.json', { ...read, permission: 'member:export' }, staffOnly(exportPage)),
  screen('POST /staf/anggota/:id/perpanjang', write, takeRenewal),
  screen('POST /staf/anggota/:id/tangguhkan', write, takeSuspension),
  screen('POST /staf/anggota/:id/aktifkan', write, takeActivation),
  screen('POST /staf/anggota/:id/foto', { ...write, upload: { maxBytes: PHOTO_BYTES } }, takePhoto),
  screen('POST /staf/anggota/:id/hapus-foto', write, takePhotoAway),
  screen('POST /staf/anggota/:id/pin', { ...read, permission: 'member:pin' }, staffOnly(takePin)),
  screen('POST /staf/anggota/:id/gabung', write, takeMerge),
  screen('POST /staf/anggota/:id/hapus', remove, takeDeletion),
  screen('POST /staf/anggota/:id/pulihkan', remove, takeRestoration),
  screen('POST /staf/anggota/:id/hapus-data', { ...read, permission: 'member:erase' }, staffOnly(takeErasure)),
];

export const membersMenu: readonly MenuEntry[] = [
  {
    area: 'staff',
    path: '/staf/anggota',
    label: 'members.page.title',
    permission: 'member:read',
    icon: 'people',
    group: 'ui.group.people',
  },
];
