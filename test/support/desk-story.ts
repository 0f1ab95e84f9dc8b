import fc from 'fast-check';
import { addBook, addMember, type Person } from './cast.ts';
import { charged, treasurer } from './fines.ts';
import type { TestLibrary } from './library.ts';
import { dayIn } from './recount.ts';

const METHODS = ['CASH', 'TRANSFER', 'E_WALLET', 'CARD', 'QRIS'] as const;
const TIMES = ['00:00:00+07:00', '00:00:00+09:00', '23:59:59+07:00', '23:59:59+09:00', '10:00:00+07:00'] as const;
// biome-ignore format: as often as they stand here
const ACTS = [
  'lend', 'lend', 'lend', 'return', 'return', 'renew', 'hold', 'lose', 'undo', 'pay', 'pay', 'waive', 'charge', 'refund',
] as const;

/** One thing that happens at a desk, some days after the one before, often around a midnight. */
export interface Step {
  days: number;
  time: (typeof TIMES)[number];
  act: (typeof ACTS)[number];
  /** In Jayapura, by Yosef; else at Central, by Wati. */
  far: boolean;
  /** Picks copy, member, loan or fine, and how much. */
  n: number;
  method: (typeof METHODS)[number];
}

export const step: fc.Arbitrary<Step> = fc.record({
  days: fc.constantFrom(0, 0, 0, 1, 1, 2, 6),
  time: fc.constantFrom(...TIMES),
  act: fc.constantFrom(...ACTS),
  far: fc.boolean(),
  n: fc.nat(1000),
  method: fc.constantFrom(...METHODS),
});

// Not held_for_other: a copy shelved for somebody stays there for them.
const confirmed = ['same_title', 'member_owes', 'has_overdue', 'renew_overdue', 'reserved_for_others']
  .concat('already_borrowed', 'on_hold')
  .map((code) => `circulation.${code}`);

interface Cast {
  members: readonly string[];
  copies: readonly { barcode: string; bookId: string; far: boolean }[];
  asks: Person;
  agrees: Person;
}

const pick = <T>(rows: readonly T[], n: number): T | undefined => rows[n % rows.length];

/** Two branches, three members, sixteen copies, loans of five days. */
async function castOf(library: TestLibrary): Promise<Cast> {
  const { app, cast } = library;
  const { memberId } = await addMember(app, cast, { branch: cast.jayapura, type: cast.teacher });
  const copies: { barcode: string; bookId: string; far: boolean }[] = [];
  for (const branch of [cast.central, cast.central, cast.jayapura, cast.jayapura]) {
    const { barcodes, bookId } = await addBook(app, cast, { branch, copies: 4 });
    copies.push(...barcodes.map((barcode) => ({ barcode, bookId, far: branch === cast.jayapura })));
  }
  await app.pool.query('update members set expiry_date = null');
  await app.pool.query('update circulation_rules set loan_days = 5, max_loans = 20, max_renewals = 50');
  const members = [cast.sari.memberId, cast.andi.memberId, memberId];
  return { members, copies, asks: await treasurer(library), agrees: await treasurer(library) };
}

/** Due dates of a loan as they were told at the desk, oldest first. */
type Dues = Map<string, { at: Date; due: Date }[]>;

export async function deskStory(library: TestLibrary) {
  const cast = await castOf(library);
  const dues: Dues = new Map();
  const live = async (steps: readonly Step[]): Promise<void> => {
    for (const one of steps) {
      await wait(library, one);
      await perform(library, cast, dues, one);
    }
    library.clock.move('1s');
  };
  return { live, dues };
}

async function wait({ app, clock }: TestLibrary, { days, time }: Step): Promise<void> {
  const now = app.clock.now();
  const next = new Date(`${dayIn('Asia/Jakarta', new Date(now.getTime() + days * 86_400_000))}T${time}`);
  if (next > now) clock.set(next.toISOString());
  else clock.move('1m'); // time does not go back
}

async function perform(library: TestLibrary, cast: Cast, dues: Dues, { act, far, n, method }: Step): Promise<void> {
  const who = far ? library.cast.yosef : library.cast.wati;
  const send = async (path: string, body: object = {}) => (await library.call(who, 'POST', path, body)).body.data;
  const ids = async (sql: string) => (await library.app.pool.query<{ id: string }>(sql)).rows.map((row) => row.id);
  const copy = pick(
    cast.copies.filter((each) => each.far === far || n % 5 === 0),
    n,
  );
  const memberId = pick(cast.members, n + 1) ?? '';
  const loan = pick(await ids(`select id from borrowings where status in ('BORROWED', 'OVERDUE') order by id`), n);
  const fine = pick(await ids('select id from fines where outstanding > 0 order by id'), n);
  const tell = (told?: { id: string; updatedAt: string; dueDate: string }): void => {
    if (!told) return;
    const before = dues.get(told.id) ?? [];
    dues.set(told.id, [...before, { at: new Date(told.updatedAt), due: new Date(told.dueDate) }]);
  };
  if (act === 'lend') tell(await send('/borrowings', { memberId, barcode: copy?.barcode, confirmed }));
  if (act === 'renew') tell(await send(`/borrowings/${loan}/renew`, { confirmed }));
  // Also brings home what stands at the wrong desk.
  if (act === 'return') await send(`/copies/${copy?.barcode}/return`);
  if (act === 'undo') await send(`/borrowings/${loan}/return`);
  if (act === 'undo') await send(`/borrowings/${loan}/undo`);
  if (act === 'lose') await send(`/borrowings/${loan}/lost`, { amount: n });
  if (act === 'hold') await send('/holds', { memberId, bookId: copy?.bookId, confirmed });
  if (act === 'charge') await charged(library, { memberId, amount: n + 1, reason: n % 2 ? 'OTHER' : 'LOST' });
  if (act === 'pay')
    await send(`/fines/${fine}/pay`, { method, ...(n % 3 ? {} : { amount: 300, keepChange: 'credit' }) });
  if (act === 'waive') await send(`/fines/${fine}/waive`, { reason: 'x', ...(n % 2 ? { amount: 1 } : {}) });
  if (act === 'refund') await giveBack(library, cast, n, method);
}

async function giveBack(library: TestLibrary, { asks, agrees }: Cast, n: number, method: string): Promise<void> {
  const { rows } = await library.app.pool.query<{ id: string; fine: string }>(
    'select id, fine_id as fine from fine_payments where refunded < amount order by id',
  );
  const paid = pick(rows, n);
  if (!paid) return;
  const asking = { paymentId: paid.id, amount: 1, method: n % 4 ? method : 'CREDIT', reason: 'x' };
  const { body } = await library.call(asks, 'POST', `/fines/${paid.fine}/refund`, asking);
  if (body.data) await library.call(agrees, 'POST', `/fine-refunds/${body.data.id}/approve`, {});
}
