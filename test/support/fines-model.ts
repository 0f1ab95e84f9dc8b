import type { Method } from '../../src/modules/fines/index.ts';

/** Fines of one member as a cashier would keep them in a notebook: slow, plain, one thing after another. */
export interface Book {
  fines: { id: string; amount: number; paid: number; waived: number; isCancelled: boolean }[];
  payments: { id: string; fine: number; amount: number; refunded: number }[];
  refunds: { id: string; payment: number; amount: number; method: Method; status: string }[];
  credit: number;
  money: Partial<Record<Method, number>>;
}

/** Numbers point into the book as it stood before; they wrap around, so that any number points somewhere. */
export type Act =
  | { do: 'charge'; amount: number }
  | { do: 'pay'; fine: number; amount?: number | undefined; method: Method; keep: boolean }
  | { do: 'payAll'; amount?: number | undefined; method: Method; keep: boolean }
  | { do: 'waive'; fine: number; amount?: number | undefined }
  | { do: 'cancel'; fine: number }
  | { do: 'request'; payment: number; amount?: number | undefined; method: Method }
  | { do: 'approve' | 'reject'; refund: number };

/** What came of an act: the reason of a refusal, or the ids of what was made. */
export interface Outcome {
  refused?: string;
  ids: readonly string[];
  /** Amounts of what was made, to compare. */
  amounts: readonly number[];
}

export const emptyBook = (): Book => ({ fines: [], payments: [], refunds: [], credit: 0, money: {} });

const owedOn = (fine: Book['fines'][number]): number => (fine.isCancelled ? 0 : fine.amount - fine.paid - fine.waived);

export const owedIn = (book: Book): number => book.fines.reduce((sum, fine) => sum + owedOn(fine), 0);

type Result = { refused: string } | { amounts: number[] };
const refused = (reason: string): Result => ({ refused: `fines.${reason}` });

/** Writes the act into the book and says what must have come of it; ids are taken from what really came. */
export function write(book: Book, act: Act, really: Outcome): Result {
  if (act.do === 'charge') {
    book.fines.push({ id: really.ids[0] ?? '', amount: act.amount, paid: 0, waived: 0, isCancelled: false });
    return { amounts: [act.amount] };
  }
  if (act.do === 'pay') return pay(book, [act.fine], act, really);
  if (act.do === 'payAll') return pay(book, [...book.fines.keys()], act, really);
  if (act.do === 'waive') return waive(book, act);
  if (act.do === 'cancel') return cancel(book, act.fine);
  if (act.do === 'request') return request(book, act, really);
  return decide(book, act);
}

interface Handed {
  amount?: number | undefined;
  method: Method;
  keep: boolean;
}

function pay(book: Book, which: number[], { amount, method, keep }: Handed, really: Outcome): Result {
  const owed = which.reduce((sum, n) => sum + owedOn(at(book.fines, n)), 0);
  if (owed === 0) return refused('nothing_owed');
  const handed = amount ?? owed;
  if (handed > owed && !keep) return refused('more_than_owed');
  let left = Math.min(handed, owed);
  if (method === 'CREDIT' && book.credit < left) return refused('credit_too_low');
  if (method === 'CREDIT') book.credit -= left;
  else book.money[method] = (book.money[method] ?? 0) + handed;
  book.credit += Math.max(0, handed - owed);
  const amounts: number[] = [];
  for (const n of which) {
    const fine = at(book.fines, n);
    const part = Math.min(left, owedOn(fine));
    if (part === 0) continue;
    fine.paid += part;
    left -= part;
    book.payments.push({ id: really.ids[amounts.length] ?? '', fine: n, amount: part, refunded: 0 });
    amounts.push(part);
  }
  return { amounts };
}

function waive(book: Book, act: { fine: number; amount?: number | undefined }): Result {
  const fine = at(book.fines, act.fine);
  const owed = owedOn(fine);
  if (owed === 0) return refused('nothing_owed');
  const amount = act.amount ?? owed;
  if (amount > owed) return refused('more_than_owed');
  fine.waived += amount;
  return { amounts: [amount] };
}

function cancel(book: Book, n: number): Result {
  const fine = at(book.fines, n);
  if (fine.isCancelled) return { amounts: [] };
  if (book.payments.some((payment) => payment.fine === n)) return refused('money_moved');
  fine.isCancelled = true;
  return { amounts: [] };
}

type Asking = { payment: number; amount?: number | undefined; method: Method };
function request(book: Book, act: Asking, really: Outcome): Result {
  const payment = at(book.payments, act.payment);
  const asked = book.refunds.filter((r) => r.payment === act.payment && r.status === 'REQUESTED');
  const left = payment.amount - payment.refunded - asked.reduce((sum, r) => sum + r.amount, 0);
  const amount = act.amount ?? left;
  if (left === 0 || amount > left) return refused('more_than_paid');
  book.refunds.push({
    id: really.ids[0] ?? '',
    payment: act.payment,
    amount,
    method: act.method,
    status: 'REQUESTED',
  });
  return { amounts: [amount] };
}

function decide(book: Book, act: { do: 'approve' | 'reject'; refund: number }): Result {
  const refund = at(book.refunds, act.refund);
  if (refund.status !== 'REQUESTED') return refused('refund_decided');
  refund.status = act.do === 'approve' ? 'APPROVED' : 'REJECTED';
  if (act.do === 'reject') return { amounts: [refund.amount] };
  const payment = at(book.payments, refund.payment);
  const fine = at(book.fines, payment.fine);
  payment.refunded += refund.amount;
  fine.paid -= refund.amount;
  fine.waived += refund.amount;
  if (refund.method === 'CREDIT') book.credit += refund.amount;
  else book.money[refund.method] = (book.money[refund.method] ?? 0) - refund.amount;
  return { amounts: [refund.amount] };
}

export function at<T>(rows: readonly T[], n: number): T {
  const row = rows[n];
  if (row === undefined) throw new RangeError(`no row ${n}`);
  return row;
}
