import { SIGNED_IN } from '../../../../kernel/access.ts';
import { type ScreenOptions, screen } from '../../../../kernel/http/screen.ts';
import { historyPage } from './history.tsx';
import { holdsPage, takeCancelling } from './holds.tsx';
import { loansPage, takeRenewal } from './loans.tsx';
import { holdPage, takeHold } from './place-hold.tsx';

const own: ScreenOptions = { area: 'member', permission: 'borrowing:read' };
const placing: ScreenOptions = { area: 'public', permission: 'hold:create', en: '/en/catalog/:id/hold' };

export const ownPages = [
  screen('GET /katalog/:id/pesan', placing, holdPage),
  screen('POST /katalog/:id/pesan', placing, takeHold),
  screen('GET /akun', { ...own, permission: SIGNED_IN }, loansPage),
  screen('POST /akun/perpanjang', { ...own, permission: 'borrowing:renew' }, takeRenewal),
  screen('GET /akun/pemesanan', { ...own, permission: 'hold:read' }, holdsPage),
  screen('POST /akun/pemesanan/batal', { ...own, permission: 'hold:cancel' }, takeCancelling),
  screen('GET /akun/riwayat', own, historyPage),
];

const mine = { area: 'member', permission: 'borrowing:read' } as const;

export const ownMenu = [
  { ...mine, path: '/akun', label: 'circulation.own.loans', icon: 'book', rank: 1 },
  { ...mine, path: '/akun/pemesanan', label: 'circulation.own.holds', permission: 'hold:read', icon: 'hold', rank: 2 },
  { ...mine, path: '/akun/riwayat', label: 'circulation.own.history', icon: 'clock', rank: 4 },
] as const;
