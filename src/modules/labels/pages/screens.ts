import { type MenuEntry, type Screen, type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { labelsPage, previewFile, takePrint } from './labels.tsx';
import { printsPage, takeAgain } from './prints.tsx';
import { rangePage, takeRangePrint } from './range.tsx';
import { rangesPage, takeRange } from './ranges.tsx';
import { pictureFile, sheetPage, takeSheetAway, takeSheetChange, takeShift, testFile } from './sheet.tsx';
import { sheetsPage, takeSheet } from './sheets.tsx';

const see: ScreenOptions = { area: 'staff', permission: 'copy:read' };
const change: ScreenOptions = { area: 'staff', permission: 'copy:update' };

export const labelsPages: readonly Screen[] = [
  screen('GET /staf/label', see, labelsPage),
  screen('POST /staf/label/pdf', see, takePrint),
  screen('GET /staf/label/pratinjau.svg', see, previewFile),
  screen('GET /staf/label/riwayat', see, (ctx, asked) => printsPage(ctx, asked)),
  screen('POST /staf/label/riwayat/:id/lagi', see, takeAgain),
  screen('GET /staf/label/lembar', see, sheetsPage),
  screen('POST /staf/label/lembar', change, takeSheet),
  screen('GET /staf/label/lembar/:id', see, sheetPage),
  screen('POST /staf/label/lembar/:id', change, takeSheetChange),
  screen('POST /staf/label/lembar/:id/geser', change, takeShift),
  screen('POST /staf/label/lembar/:id/hapus', change, takeSheetAway),
  screen('GET /staf/label/lembar/:id/uji.pdf', see, testFile),
  screen('GET /staf/label/lembar/:id/gambar.svg', see, pictureFile),
  screen('GET /staf/nomor-barkode', see, rangesPage),
  screen('POST /staf/nomor-barkode', { area: 'staff', permission: 'copy:create' }, takeRange),
  screen('GET /staf/nomor-barkode/:id', see, rangePage),
  screen('POST /staf/nomor-barkode/:id/pdf', see, takeRangePrint),
];

const entry = (path: string, label: string, icon: string): MenuEntry => ({
  area: 'staff',
  path,
  label,
  permission: 'copy:read',
  icon,
  group: 'ui.group.catalog',
});

export const labelsMenu: readonly MenuEntry[] = [
  entry('/staf/label', 'labels.page.title', 'label'),
  entry('/staf/nomor-barkode', 'labels.page.ranges', 'desk'),
];
