import { type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { classesFile, classesPage, classesPath } from './classes.tsx';
import { downloadReport, reportPage } from './report.tsx';
import { reportsPage, reportsPath, takeReport } from './reports.tsx';

const read: ScreenOptions = { area: 'staff', permission: 'reports:read' };

export const reportsPages = [
  screen('GET /staf/laporan', read, reportsPage),
  screen('POST /staf/laporan', { ...read, permission: 'reports:generate' }, takeReport),
  screen('GET /staf/rekap-kelas', read, classesPage),
  screen('GET /staf/rekap-kelas/csv', read, classesFile),
  screen('GET /staf/laporan/:id', read, reportPage),
  screen('GET /staf/laporan/:id/unduh', read, downloadReport),
];

export const reportsMenu = [
  {
    area: 'staff',
    path: reportsPath,
    label: 'reports.page.title',
    permission: 'reports:read',
    icon: 'chart',
    group: 'ui.group.reports',
  },
  {
    area: 'staff',
    path: classesPath,
    label: 'reports.classes.title',
    permission: 'reports:read',
    icon: 'book',
    group: 'ui.group.reports',
  },
] as const;
