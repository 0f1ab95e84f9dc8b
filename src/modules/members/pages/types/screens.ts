import { type ScreenOptions, screen } from '../../../../kernel/http/screen.ts';
import { takeType, takeTypeState, typePage, typesPage, typesPath } from './types.tsx';

const manage: ScreenOptions = { area: 'staff', permission: 'member-type:manage' };

export const typePages = [
  screen('GET /staf/jenis-anggota', { ...manage, permission: 'member-type:read' }, typesPage),
  screen('GET /staf/jenis-anggota/baru', manage, typePage),
  screen('POST /staf/jenis-anggota/baru', manage, takeType),
  screen('GET /staf/jenis-anggota/:id', manage, typePage),
  screen('POST /staf/jenis-anggota/:id', manage, takeType),
  screen('POST /staf/jenis-anggota/:id/keadaan', manage, takeTypeState),
];

export const typeMenu = [
  {
    area: 'staff',
    path: typesPath,
    label: 'members.types.title',
    permission: 'member-type:read',
    icon: 'label',
    group: 'ui.group.settings',
  },
] as const;
