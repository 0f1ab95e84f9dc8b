import type { LedgerAccount } from '../finance/index.ts';

export const FINE_REASONS = ['OVERDUE', 'LOST', 'DAMAGED', 'OTHER'] as const;
export type FineReason = (typeof FINE_REASONS)[number];

export const FINE_STATUSES = ['UNPAID', 'PARTIAL', 'PAID', 'WAIVED', 'CANCELLED'] as const;
export type FineStatus = (typeof FINE_STATUSES)[number];

/** S1's methods, and a member's own credit. */
export const METHODS = ['CASH', 'TRANSFER', 'E_WALLET', 'CARD', 'QRIS', 'CREDIT'] as const;
export type Method = (typeof METHODS)[number];

export const REFUND_STATUSES = ['REQUESTED', 'APPROVED', 'REJECTED'] as const;

/** At most a trillion rupiah at once, so that every sum stays exact. */
export const LARGEST = 1_000_000_000_000;

export const RECEIVABLE: LedgerAccount = '1200';
export const CREDIT: LedgerAccount = '2100';
export const WAIVED: LedgerAccount = '5100';

/** Lateness earns fines; a lost, damaged or otherwise charged thing is replaced. */
export const incomeOf = (reason: FineReason): LedgerAccount => (reason === 'OVERDUE' ? '4100' : '4200');

const MONEY: Readonly<Record<Method, LedgerAccount>> = {
  CASH: '1010',
  TRANSFER: '1020',
  E_WALLET: '1030',
  CARD: '1040',
  QRIS: '1050',
  CREDIT,
};
/** Where the money of a method lies. */
export const moneyOf = (method: Method): LedgerAccount => MONEY[method];
