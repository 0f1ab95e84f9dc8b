import { type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { entryPage } from './entry.tsx';
import { downloadLog, logPage, logPath } from './log.tsx';

const read: ScreenOptions = { area: 'staff', permission: 'logs:view' };

export const auditPages = [
  screen('GET /staf/aktivitas', read, logPage),
  screen('GET /staf/aktivitas/unduh', { ...read, permission: 'logs:export' }, downloadLog),
  screen('GET /staf/aktivitas/:id', read, entryPage),
];

export const auditMenu = [
  {
    area: 'staff',
    path: logPath,
    label: 'audit.page.title',
    permission: 'logs:view',
    icon: 'log',
    group: 'ui.group.reports',
  },
] as const;
