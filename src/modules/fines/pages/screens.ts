import { type MenuEntry, type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { staffOnly } from '../../../ui/staff-only.ts';
import { cashPage } from './cash.tsx';
import { chargePage, takeCharge } from './charge.tsx';
import { finePage, takePayment, takeRefundRequest, takeWaiver } from './fine.tsx';
import { listPage } from './list.tsx';
import { receiptPage } from './receipt.tsx';
import { refundsPage, takeApproval, takeRejection } from './refunds.tsx';

const may = (permission: string): ScreenOptions => ({ area: 'staff', permission });

export const finesPages = [
  screen('GET /staf/denda', may('fine:read'), staffOnly(listPage)),
  screen('GET /staf/denda/baru', may('fine:charge'), chargePage),
  screen('POST /staf/denda/baru', may('fine:charge'), takeCharge),
  screen('GET /staf/denda/pengembalian', may('fine:refund'), refundsPage),
  screen('POST /staf/denda/pengembalian/:id/setuju', may('fine:refund'), takeApproval),
  screen('POST /staf/denda/pengembalian/:id/tolak', may('fine:refund'), takeRejection),
  screen('GET /staf/denda/:id', may('fine:read'), staffOnly(finePage)),
  screen('POST /staf/denda/:id/bayar', may('fine:pay'), takePayment),
  screen('POST /staf/denda/:id/hapuskan', may('fine:waive'), takeWaiver),
  screen('POST /staf/denda/:id/kembalikan', may('fine:refund'), takeRefundRequest),
  screen('GET /staf/kuitansi', may('fine:read'), staffOnly(receiptPage)),
  screen('GET /staf/kas', may('fine:pay'), cashPage),
];

const money = { area: 'staff', group: 'ui.group.money' } as const;
export const finesMenu: readonly MenuEntry[] = [
  { ...money, path: '/staf/denda', label: 'fines.page.title', permission: 'fine:read', icon: 'money' },
  { ...money, path: '/staf/kas', label: 'fines.page.cash', permission: 'fine:pay', icon: 'chart' },
];
