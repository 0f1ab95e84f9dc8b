import { type MenuEntry, type Screen, type ScreenOptions, type Shown, screen } from '../../../kernel/http/screen.ts';
import { staffOnly } from '../../../ui/staff-only.ts';
import { classReturnPage, takeClass } from './class-return.tsx';
import { deskPage } from './desk.tsx';
import { quickAdd, renewLoan, takeBackScan, takeMoney, takeScan } from './desk-acts.ts';
import { takeTrouble } from './desk-troubles.ts';
import { overduePage, takeReminders } from './overdue.tsx';
import { holdSlip, shelfPage, takeCancelling, takeShelving } from './shelf.tsx';
import { slipPage } from './slip.tsx';

const desk: ScreenOptions = { area: 'desk', permission: 'borrowing:create' };
const staff = { area: 'staff' } as const;

/** The desk's script reads a stop from the page; to a browser alone it is a conflict. */
const answered =
  (run: (...asked: Parameters<Screen['run']>) => Promise<Shown>): Screen['run'] =>
  async (ctx, asked) => {
    const shown = await run(ctx, asked);
    return asked.frame === 'desk' ? { ...shown, status: 200 } : shown;
  };

export const circulationPages = [
  screen('GET /desk', { ...desk, camera: true }, deskPage),
  screen('POST /desk', { ...desk, camera: true }, answered(takeScan)),
  screen('POST /desk/urungkan', { ...desk, permission: 'borrowing:undo' }, answered(takeBackScan)),
  screen('POST /desk/perpanjang', { ...desk, permission: 'borrowing:renew' }, answered(renewLoan)),
  screen('POST /desk/bayar', { ...desk, permission: 'fine:pay' }, answered(takeMoney)),
  screen('POST /desk/masalah', { ...desk, permission: 'borrowing:claim' }, answered(takeTrouble)),
  screen('POST /desk/tambah', { ...desk, permission: 'book:create' }, answered(quickAdd)),
  screen('GET /desk/slip', desk, slipPage),
  screen('GET /desk/kelas', { ...desk, permission: 'borrowing:return' }, classReturnPage),
  screen('POST /desk/kelas', { ...desk, permission: 'borrowing:return' }, takeClass),
  screen('GET /staf/terlambat', { ...staff, permission: 'borrowing:read' }, staffOnly(overduePage)),
  screen('POST /staf/terlambat', { ...staff, permission: 'borrowing:create' }, takeReminders),
  screen('GET /staf/pemesanan', { ...staff, permission: 'hold:read' }, staffOnly(shelfPage)),
  screen('GET /staf/pemesanan/:id/slip', { ...staff, permission: 'hold:read' }, staffOnly(holdSlip)),
  screen('POST /staf/pemesanan/:id/siapkan', { ...staff, permission: 'hold:shelve' }, takeShelving),
  screen('POST /staf/pemesanan/:id/batal', { ...staff, permission: 'hold:cancel' }, staffOnly(takeCancelling)),
];

const lending = { area: 'staff', group: 'ui.group.lending' } as const;

export const circulationMenu: readonly MenuEntry[] = [
  { area: 'staff', path: '/desk', label: 'circulation.desk.menu', permission: 'borrowing:create', icon: 'desk' },
  { ...lending, path: '/staf/pemesanan', label: 'circulation.shelf.title', permission: 'hold:read', icon: 'hold' },
  { ...lending, path: '/staf/terlambat', label: 'circulation.late.title', permission: 'borrowing:read', icon: 'clock' },
];
