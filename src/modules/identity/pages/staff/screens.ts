import { type ScreenOptions, screen } from '../../../../kernel/http/screen.ts';
import { rolePage, rolesPage, rolesPath, takeRole, takeRoleRemoval } from './roles.tsx';
import { takeAccess, takeRemoval } from './staff-access.tsx';
import { staffListPage, staffPath } from './staff-list.tsx';
import { staffMemberPage, takeStaff } from './staff-member.tsx';

const admin: ScreenOptions = { area: 'staff', permission: 'admin:manage' };
const role: ScreenOptions = { area: 'staff', permission: 'role:manage' };

export const staffPages = [
  screen('GET /staf/petugas', admin, staffListPage),
  screen('GET /staf/petugas/baru', admin, staffMemberPage),
  screen('POST /staf/petugas/baru', admin, takeStaff),
  screen('GET /staf/petugas/:id', admin, staffMemberPage),
  screen('POST /staf/petugas/:id', admin, takeStaff),
  screen('POST /staf/petugas/:id/sandi', admin, takeAccess('sandi')),
  screen('POST /staf/petugas/:id/undang', admin, takeAccess('undang')),
  screen('POST /staf/petugas/:id/totp', admin, takeAccess('totp')),
  screen('POST /staf/petugas/:id/tangguhkan', admin, takeAccess('tangguhkan')),
  screen('POST /staf/petugas/:id/buka', admin, takeAccess('buka')),
  screen('POST /staf/petugas/:id/hapus', admin, takeRemoval),
  screen('GET /staf/peran', { ...role, permission: 'role:read' }, rolesPage),
  screen('GET /staf/peran/baru', role, rolePage),
  screen('POST /staf/peran/baru', role, takeRole),
  screen('GET /staf/peran/:id', role, rolePage),
  screen('POST /staf/peran/:id', role, takeRole),
  screen('POST /staf/peran/:id/hapus', role, takeRoleRemoval),
];

const group = 'ui.group.system';
export const staffMenu = [
  { area: 'staff', path: staffPath, label: 'identity.staff.title', permission: 'admin:manage', icon: 'people', group },
  { area: 'staff', path: rolesPath, label: 'identity.staff.matrix', permission: 'role:read', icon: 'shield', group },
] as const;
