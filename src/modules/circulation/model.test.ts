import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook, addMember } from '../../../test/support/cast.ts';
import { brokenInvariants } from '../../../test/support/invariants.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import type { Actor } from '../../kernel/access.ts';
import { Failure } from '../../kernel/errors.ts';
import { borrow } from './verbs/borrow.ts';
import { cancelHold } from './verbs/close-hold.ts';
import { markLost } from './verbs/lost-damaged.ts';
import { placeHold } from './verbs/place-hold.ts';
import { renew } from './verbs/renew.ts';
import { returnCopy } from './verbs/return-borrowing.ts';
import { undo } from './verbs/undo.ts';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MEMBERS = 3;
const COPIES = 2;
const RULE = { maxLoans: 3, maxRenewals: 2, loanDays: 14 };
const CONFIRM = [
  'reserved_for_others',
  'member_owes',
  'has_overdue',
  'same_title',
  'renew_overdue',
  'already_borrowed',
].map((c) => `circulation.${c}`);

type Op =
  | { op: 'borrow'; member: number; copy: number }
  | { op: 'borrowTitle'; member: number }
  | { op: 'return' | 'renew' | 'lost'; copy: number }
  | { op: 'hold' | 'cancel'; member: number }
  | { op: 'undo' }
  | { op: 'wait'; days: number };

const member = fc.nat(MEMBERS - 1);
const copy = fc.nat(COPIES - 1);
const anyOp: fc.Arbitrary<Op> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ op: fc.constant('borrow' as const), member, copy }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('borrowTitle' as const), member }) },
  { weight: 4, arbitrary: fc.record({ op: fc.constant('return' as const), copy }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('renew' as const), copy }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('lost' as const), copy }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('hold' as const), member }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('cancel' as const), member }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('undo' as const) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 12 }) }) },
);

interface ModelLoan {
  member: number;
  renewals: number;
  day: number;
  due: number;
}
interface Model {
  day: number;
  copies: { status: string; loan: ModelLoan | null }[];
  queue: { member: number; shelved: number | null }[];
  undoable: { copy: number; before: Model } | null;
}

const start = (): Model => ({
  day: 0,
  copies: Array.from({ length: COPIES }, () => ({ status: 'AVAILABLE', loan: null })),
  queue: [],
  undoable: null,
});

/** A free copy goes to the first who waits, else to the shelf. */
function free(model: Model, index: number): void {
  const next = model.queue.find((hold) => hold.shelved === null);
  const target = model.copies[index];
  if (next) next.shelved = index;
  if (target) target.status = next ? 'ON_HOLD_SHELF' : 'AVAILABLE';
}

/** Slow and obviously right: returns whether the step is allowed, and changes the model when it is. */
function step(model: Model, op: Op): boolean {
  const before = structuredClone({ ...model, undoable: null });
  const last = model.undoable;
  if (op.op !== 'wait') model.undoable = null;
  switch (op.op) {
    case 'wait':
      model.day += op.days;
      model.undoable = null;
      return true;
    case 'borrow':
      return lend(model, op.member, op.copy, before);
    case 'borrowTitle': {
      const shelved = model.queue.find((h) => h.member === op.member && h.shelved !== null)?.shelved;
      const index = shelved ?? model.copies.findIndex((c) => c.status === 'AVAILABLE');
      return index >= 0 && lend(model, op.member, index, before);
    }
    case 'return': {
      const target = model.copies[op.copy];
      if (target?.loan) {
        target.loan = null;
        free(model, op.copy);
        model.undoable = { copy: op.copy, before };
      } else if (target?.status === 'LOST' || target?.status === 'AVAILABLE') free(model, op.copy);
      return true;
    }
    case 'renew': {
      const loan = model.copies[op.copy]?.loan;
      const waiting = model.queue.some((hold) => hold.shelved === null);
      if (!loan || loan.renewals >= RULE.maxRenewals || waiting || model.day + RULE.loanDays <= loan.due) return false;
      loan.renewals++;
      loan.due = model.day + RULE.loanDays;
      return true;
    }
    case 'lost': {
      const target = model.copies[op.copy];
      if (!target?.loan) return false;
      Object.assign(target, { loan: null, status: 'LOST' });
      return true;
    }
    case 'hold': {
      if (model.queue.some((h) => h.member === op.member) || model.copies.every((c) => c.status === 'LOST'))
        return false;
      model.queue.push({ member: op.member, shelved: null });
      return true;
    }
    case 'cancel': {
      const at = model.queue.findIndex((h) => h.member === op.member);
      if (at < 0) return false;
      const [hold] = model.queue.splice(at, 1);
      if (hold && hold.shelved !== null) free(model, hold.shelved);
      return true;
    }
    case 'undo':
      if (!last) return false;
      Object.assign(model, last.before, { undoable: null });
      return true;
  }
}

function lend(model: Model, who: number, index: number, before: Model): boolean {
  const target = model.copies[index];
  const loans = model.copies.filter((c) => c.loan?.member === who).length;
  const heldBy = model.queue.find((h) => h.shelved === index)?.member;
  if (
    !target ||
    target.loan ||
    target.status === 'LOST' ||
    loans >= RULE.maxLoans ||
    (heldBy !== undefined && heldBy !== who)
  )
    return false;
  const at = model.queue.findIndex((h) => h.member === who);
  const own = at >= 0 ? model.queue.splice(at, 1)[0] : undefined;
  Object.assign(target, {
    status: 'ON_LOAN',
    loan: { member: who, renewals: 0, day: model.day, due: model.day + RULE.loanDays },
  });
  const released = own && own.shelved !== null && own.shelved !== index;
  if (released && own.shelved !== null) free(model, own.shelved);
  model.undoable = released ? null : { copy: index, before };
  return true;
}

describe('lending against a model', () => {
  let library: TestLibrary;
  let actor: Actor;
  beforeAll(async () => {
    library = await openLibrary();
    actor = await library.cast.wati.actor();
    // Every day is open, so that a due date is simply a number of days.
    await library.app.pool.query(`update branches set opening_hours = $1`, [
      JSON.stringify(Object.fromEntries(DAYS.map((day) => [day, [{ open: '08:00', close: '20:00' }]]))),
    ]);
    await library.app.pool.query('delete from circulation_rules where member_type_id is not null or id <> $1', [
      library.cast.rule,
    ]);
    library.app.drivers.cache.clear();
  });
  afterAll(() => library.close());

  /** Runs one sequence in a corner of its own: one title, two copies, three members, its own time. */
  async function run(ops: readonly Op[]): Promise<void> {
    const book = await addBook(library.app, library.cast, { copies: COPIES });
    const members = await Promise.all(Array.from({ length: MEMBERS }, () => addMember(library.app, library.cast)));
    const model = start();
    const base = Date.parse('2026-03-02T10:00:00+07:00');
    let tick = 0;
    const loans = new Map<number, string>();
    const holds = new Map<number, string>();
    let lastLoan: string | null = null;
    const barcode = (index: number): string => book.barcodes[index] ?? '';
    const ref = (index: number): string => members[index]?.memberId ?? '';

    for (const op of ops) {
      const allowed = step(model, op);
      if (op.op === 'wait') continue;
      const ctx = { ...library.as(actor), now: new Date(base + model.day * 86_400_000 + tick++ * 1000) };
      const real = async (): Promise<void> => {
        switch (op.op) {
          case 'borrow':
          case 'borrowTitle': {
            const what = op.op === 'borrow' ? { barcode: barcode(op.copy) } : { bookId: book.bookId };
            const loan = await borrow(ctx, { ...what, memberId: ref(op.member), confirmed: CONFIRM });
            loans.set(book.copyIds.indexOf(loan.copyId), loan.id);
            lastLoan = loan.id;
            return;
          }
          case 'return': {
            const reply = await returnCopy(ctx, { barcode: barcode(op.copy) });
            lastLoan = reply.borrowing?.id ?? null;
            return;
          }
          case 'renew':
            await renew(ctx, { id: loans.get(op.copy) ?? ref(0), confirmed: CONFIRM });
            return;
          case 'lost':
            await markLost(ctx, { id: loans.get(op.copy) ?? ref(0) });
            return;
          case 'hold':
            holds.set(
              op.member,
              (await placeHold(ctx, { bookId: book.bookId, memberId: ref(op.member), confirmed: CONFIRM })).id,
            );
            return;
          case 'cancel':
            await cancelHold(ctx, { id: holds.get(op.member) ?? ref(0) });
            return;
          case 'undo':
            if (!allowed || !lastLoan) throw new Failure('CONFLICT', 'nothing to undo');
            await undo(ctx, { id: lastLoan });
        }
      };
      const happened = await real().then(
        () => true,
        (error: unknown) => {
          if (error instanceof Failure && error.kind !== 'INTERNAL_ERROR') return false;
          throw error;
        },
      );
      expect(happened, `${JSON.stringify(op)} on day ${model.day}`).toBe(allowed);
    }
    expect(
      await seen(
        book.bookId,
        book.copyIds,
        members.map((m) => m.memberId),
      ),
    ).toEqual(plain(model));
  }

  const plain = (model: Model) => ({
    copies: model.copies.map((c) => ({
      status: c.status,
      borrower: c.loan?.member ?? null,
      renewals: c.loan?.renewals ?? null,
    })),
    queue: model.queue,
    available: model.copies.filter((c) => c.status === 'AVAILABLE').length,
    stock: model.copies.filter((c) => c.status !== 'LOST').length,
  });

  async function seen(bookId: string, copyIds: string[], memberIds: string[]) {
    const pool = library.app.pool;
    const { rows: copies } = await pool.query(
      `select c.status, x.member_id as member, x.renewals from copies c
       left join borrowings x on x.copy_id = c.id and x.return_date is null and x.status <> 'CANCELLED'
       where c.book_id = $1 order by array_position($2::uuid[], c.id)`,
      [bookId, copyIds],
    );
    const { rows: queue } = await pool.query(
      `select member_id as member, copy_id as copy from holds where book_id = $1 and status in ('WAITING', 'SHELVED') order by queue`,
      [bookId],
    );
    const { rows: counts } = await pool.query('select stock, available from book_counts where book_id = $1', [bookId]);
    const who = (id: string | null) => (id === null ? null : memberIds.indexOf(id));
    return {
      copies: copies.map((c) => ({ status: c.status, borrower: who(c.member), renewals: c.renewals })),
      queue: queue.map((h) => ({ member: who(h.member), shelved: h.copy === null ? null : copyIds.indexOf(h.copy) })),
      ...counts[0],
    };
  }

  it('does the same as the model over 1,000 random sequences', async () => {
    const sequences = fc.array(anyOp, { minLength: 3, maxLength: 12 });
    const chunk = (seed: number) =>
      fc.assert(fc.asyncProperty(sequences, run), { numRuns: 250, seed, endOnFailure: false });
    await Promise.all([20260302, 20260303, 20260304, 20260305].map(chunk));
    expect(await brokenInvariants(library.app.pool)).toEqual([]);
  }, 240_000);
});
