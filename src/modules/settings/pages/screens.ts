import { type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { branchesPage, branchesPath, branchPage, takeBranch, takeBranchState } from './branches.tsx';
import { holidaysPage, holidaysPath, takeHoliday, takeNationalHolidays, takeRemoval } from './holidays.tsx';
import { settingsPage, settingsPath, takeSettings } from './settings.tsx';
import { themeSheet } from './theme.ts';

const read: ScreenOptions = { area: 'staff', permission: 'settings:read' };
const branch: ScreenOptions = { area: 'staff', permission: 'branch:manage' };
const holiday: ScreenOptions = { area: 'staff', permission: 'holiday:manage' };

export const settingsPages = [
  themeSheet,
  screen('GET /staf/pengaturan', read, settingsPage),
  screen('POST /staf/pengaturan', { ...read, permission: 'settings:manage' }, takeSettings),
  screen('GET /staf/cabang', { ...branch, permission: 'settings:read' }, branchesPage),
  screen('GET /staf/cabang/baru', branch, branchPage),
  screen('POST /staf/cabang/baru', branch, takeBranch),
  screen('GET /staf/cabang/:id', { ...branch, permission: 'settings:read' }, branchPage),
  screen('POST /staf/cabang/:id', branch, takeBranch),
  screen('POST /staf/cabang/:id/keadaan', branch, takeBranchState),
  screen('GET /staf/hari-libur', { ...holiday, permission: 'holiday:read' }, holidaysPage),
  screen('POST /staf/hari-libur', holiday, takeHoliday),
  screen('POST /staf/hari-libur/nasional', holiday, takeNationalHolidays),
  screen('POST /staf/hari-libur/:id/hapus', holiday, takeRemoval),
];

const group = 'ui.group.settings';
export const settingsMenu = [
  {
    area: 'staff',
    path: settingsPath,
    label: 'settings.page.title',
    permission: 'settings:read',
    icon: 'settings',
    group,
  },
  {
    area: 'staff',
    path: branchesPath,
    label: 'settings.page.branches',
    permission: 'settings:read',
    icon: 'branch',
    group,
  },
  {
    area: 'staff',
    path: holidaysPath,
    label: 'settings.page.holidays',
    permission: 'holiday:read',
    icon: 'sun',
    group,
  },
] as const;
