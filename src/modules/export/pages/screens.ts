import { type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { exportsPage, exportsPath, takeFile, takeRemove, takeRequest, takeStop } from './exports.tsx';

const mayExport: ScreenOptions = { area: 'staff', permission: 'library:export' };

export const exportPages = [
  screen('GET /staf/ekspor', mayExport, exportsPage),
  screen('POST /staf/ekspor', mayExport, takeRequest),
  screen('POST /staf/ekspor/:id/henti', mayExport, takeStop),
  screen('POST /staf/ekspor/:id/hapus', mayExport, takeRemove),
  screen('GET /staf/ekspor/:id/unduh', mayExport, takeFile),
];

export const exportMenu = [
  {
    area: 'staff',
    path: exportsPath,
    label: 'export.page.title',
    permission: 'library:export',
    icon: 'shield',
    group: 'ui.group.system',
  },
] as const;
