import { type Screen, type ScreenOptions, type Shown, screen } from '../../../kernel/http/screen.ts';
import { classReturnPage, takeClass } from './class-return.tsx';
import { deskPage } from './desk.tsx';
import { quickAdd, renewLoan, takeBackScan, takeMoney, takeScan } from './desk-acts.ts';
import { slipPage } from './slip.tsx';

const desk: ScreenOptions = { area: 'desk', permission: 'borrowing:create' };

/** The desk's script reads a stop from the page; to a browser alone it is a conflict. */
const answered =
  (run: (...asked: Parameters<Screen['run']>) => Promise<Shown>): Screen['run'] =>
  async (ctx, asked) => {
    const shown = await run(ctx, asked);
    return asked.frame === 'desk' ? { ...shown, status: 200 } : shown;
  };

export const circulationPages = [
  screen('GET /desk', desk, deskPage),
  screen('POST /desk', desk, answered(takeScan)),
  screen('POST /desk/urungkan', { ...desk, permission: 'borrowing:undo' }, answered(takeBackScan)),
  screen('POST /desk/perpanjang', { ...desk, permission: 'borrowing:renew' }, answered(renewLoan)),
  screen('POST /desk/bayar', { ...desk, permission: 'fine:pay' }, answered(takeMoney)),
  screen('POST /desk/tambah', { ...desk, permission: 'book:create' }, answered(quickAdd)),
  screen('GET /desk/slip', desk, slipPage),
  screen('GET /desk/kelas', { ...desk, permission: 'borrowing:return' }, classReturnPage),
  screen('POST /desk/kelas', { ...desk, permission: 'borrowing:return' }, takeClass),
];

export const circulationMenu = [
  { area: 'staff', path: '/desk', label: 'circulation.desk.menu', permission: 'borrowing:create', icon: 'desk' },
] as const;
