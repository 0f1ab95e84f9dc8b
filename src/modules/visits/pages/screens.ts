import { type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { kioskPage, takeVisit } from './kiosk.tsx';
import { downloadVisits, takeRoom, visitsPage, visitsPath } from './visits.tsx';

const kiosk: ScreenOptions = { area: 'plain', permission: 'visit:create' };
const staff: ScreenOptions = { area: 'staff', permission: 'visit:create' };

export const visitsPages = [
  screen('GET /kunjungan', kiosk, kioskPage),
  screen('POST /kunjungan', kiosk, takeVisit),
  // Members read their own visits elsewhere; the list is for who stands at the door.
  screen('GET /staf/kunjungan', staff, visitsPage),
  screen('GET /staf/kunjungan/unduh', { ...staff, permission: 'visit:export' }, downloadVisits),
  screen('POST /staf/kunjungan/ruang', { ...staff, permission: 'visit:manage' }, takeRoom),
];

export const visitsMenu = [
  {
    area: 'staff',
    path: visitsPath,
    label: 'visits.page.title',
    permission: 'visit:create',
    icon: 'home',
    group: 'ui.group.people',
  },
] as const;
