import { type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { deskPage } from './desk.tsx';
import { quickAdd, renewLoan, takeBackScan, takeMoney, takeScan } from './desk-acts.ts';

const desk: ScreenOptions = { area: 'desk', permission: 'borrowing:create' };

export const circulationPages = [
  screen('GET /desk', desk, deskPage),
  screen('POST /desk', desk, takeScan),
  screen('POST /desk/urungkan', { ...desk, permission: 'borrowing:undo' }, takeBackScan),
  screen('POST /desk/perpanjang', { ...desk, permission: 'borrowing:renew' }, renewLoan),
  screen('POST /desk/bayar', { ...desk, permission: 'fine:pay' }, takeMoney),
  screen('POST /desk/tambah', { ...desk, permission: 'book:create' }, quickAdd),
];

export const circulationMenu = [
  { area: 'staff', path: '/desk', label: 'circulation.desk.menu', permission: 'borrowing:create', icon: 'desk' },
] as const;
