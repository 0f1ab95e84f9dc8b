import { localDateIn } from '../../lib/calendar/zone.ts';
import { overdueFine } from '../../modules/circulation/index.ts';
import type { FineReason, Method } from '../../modules/fines/index.ts';
import type { DemoLoan } from './lending.ts';
import { atTheDesk, openDay, type Stage } from './stage.ts';

export interface DemoPayment {
  at: Date;
  amount: number;
  method: Exclude<Method, 'CREDIT'>;
  reference: string | null;
  by: string;
}

export interface DemoFine {
  loan: DemoLoan;
  reason: FineReason;
  period: number;
  amount: number;
  at: Date;
  explanation: Record<string, unknown>;
  payments: DemoPayment[];
  waiver: { at: Date; amount: number; reason: string; by: string } | null;
}

type Settling = 'atOnce' | 'later' | 'twoParts' | 'partly' | 'waived' | 'unpaid';
const SETTLING: Readonly<Record<Settling, number>> = {
  atOnce: 60,
  later: 12,
  twoParts: 7,
  partly: 6,
  waived: 6,
  unpaid: 9,
};
const METHODS = { CASH: 70, QRIS: 14, TRANSFER: 8, E_WALLET: 6, CARD: 2 } as const;
const REASONS = [
  'Sakit, ada surat keterangan',
  'Perpustakaan tutup karena banjir',
  'Kegiatan sekolah di luar kota',
  'Kesalahan pencatatan tanggal kembali',
  'Program bulan bebas denda',
];

/** A charge of so much goes in two parts, in hundreds. */
const half = (amount: number): number => Math.max(100, Math.floor(amount / 200) * 100);

function pay(stage: Stage, loan: DemoLoan, after: number, amount: number): DemoPayment | null {
  const { random, calendars, staff, now } = stage;
  const zone = calendars[loan.branch].timeZone;
  const end = loan.returnDate ?? now;
  const day = openDay(stage, loan.branch, localDateIn(zone, end), after);
  const at = after === 0 ? new Date(end.getTime() + 60_000) : atTheDesk(stage, loan.branch, day);
  if (at >= now || amount <= 0) return null;
  const method = random.weighted(METHODS);
  const reference = method === 'CASH' ? null : `${method.slice(0, 2)}${String(random.uint32()).padStart(10, '0')}`;
  return { at, amount, method, reference, by: random.pick(staff[loan.branch]) };
}

function settle(stage: Stage, fine: DemoFine): void {
  const { random, staff, now } = stage;
  const { loan, amount } = fine;
  const how = random.weighted(SETTLING);
  const first = how === 'twoParts' || how === 'partly' ? half(amount) : amount;
  const paid: (DemoPayment | null)[] = [];
  if (how === 'atOnce') paid.push(pay(stage, loan, 0, amount));
  if (how === 'later') paid.push(pay(stage, loan, random.int(1, 15), amount));
  if (how === 'twoParts' || how === 'partly') paid.push(pay(stage, loan, random.int(0, 3), first));
  if (how === 'twoParts' && paid[0]) paid.push(pay(stage, loan, random.int(4, 25), amount - first));
  fine.payments = paid.filter((payment) => payment !== null);
  const at = new Date(fine.at.getTime() + 120_000);
  if (how === 'waived' && at < now)
    fine.waiver = { at, amount, reason: random.pick(REASONS), by: random.pick(staff[loan.branch]) };
}

const charge = (
  loan: DemoLoan,
  reason: FineReason,
  amount: number,
  explanation: Record<string, unknown>,
): DemoFine => ({
  loan,
  reason,
  period: reason === 'OVERDUE' ? loan.renewals : 0,
  amount,
  at: loan.returnDate ?? loan.dueDate,
  explanation,
  payments: [],
  waiver: null,
});

/** What ended loans cost their readers, and how it was settled. */
export function finesOf(stage: Stage, loans: readonly DemoLoan[]): DemoFine[] {
  const fines = loans.flatMap((loan) => {
    if (loan.returnDate === null) return [];
    const { copy, member, branch } = loan;
    const late = overdueFine(member.rule, stage.calendars[branch], loan.dueDate, loan.returnDate);
    const gone = { title: copy.title, barcode: copy.barcode, price: copy.price };
    return [
      ...(late.amount > 0
        ? [charge(loan, 'OVERDUE', late.amount, { ...late, rule: member.rule.id, title: copy.title })]
        : []),
      ...(loan.outcome === 'LOST' ? [charge(loan, 'LOST', copy.price, gone)] : []),
      ...(loan.outcome === 'DAMAGED' ? [charge(loan, 'DAMAGED', half(copy.price), gone)] : []),
    ];
  });
  for (const fine of fines) settle(stage, fine);
  return fines;
}
