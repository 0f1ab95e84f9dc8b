import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../test/support/cast.ts';
import { addMember } from '../../../test/support/cast.ts';
import { charged, treasurer } from '../../../test/support/fines.ts';
import { type Act, at, type Book, emptyBook, type Outcome, owedIn, write } from '../../../test/support/fines-model.ts';
import { brokenInvariants } from '../../../test/support/invariants.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { type Ctx, systemActor } from '../../kernel/context.ts';
import { Failure } from '../../kernel/errors.ts';
import { asSystem } from '../../kernel/verb.ts';
import { memberCredit } from '../finance/index.ts';
import { METHODS, type Method, moneyOf } from './fine.ts';
import { cancelFine, outstandingOf, payFine, payFines, waiveFine } from './index.ts';
import { approveRefund, rejectRefund } from './verbs/decide-refund.ts';
import { requestRefund } from './verbs/request-refund.ts';

const amount = fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined });
const method = fc.constantFrom<Method>(...METHODS);
const index = fc.nat(1000);
const handed = fc
  .record({ amount, method, keep: fc.boolean() })
  .map((h) => ({ ...h, keep: h.keep && h.method !== 'CREDIT' }));

const charge = fc.record({ do: fc.constant('charge' as const), amount: fc.integer({ min: 1, max: 50 }) });
const move: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pay' as const), fine: index, h: handed }).map(flat) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('payAll' as const), h: handed }).map(flat) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('waive' as const), fine: index, amount }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), fine: index }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('request' as const), payment: index, amount, method }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('approve' as const), refund: index }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reject' as const), refund: index }) },
);
/** What happens at the same moment. */
const moment: fc.Arbitrary<Act[]> = fc.oneof(
  { weight: 2, arbitrary: charge.map((act): Act[] => [act]) },
  { weight: 3, arbitrary: move.map((act) => [act]) },
  { weight: 2, arbitrary: fc.array(move, { minLength: 2, maxLength: 4 }) },
  { weight: 1, arbitrary: move.map((act) => [act, act, act]) },
);

function flat<T extends { h: object }>({ h, ...rest }: T): Omit<T, 'h'> & T['h'] {
  return { ...rest, ...h };
}

/** Points an act at a row that is there; null when there is none to point at. */
function aimed(act: Act, book: Book): Act | null {
  const wrap = (n: number, rows: readonly unknown[]): number => n % rows.length;
  if ('fine' in act) return book.fines.length > 0 ? { ...act, fine: wrap(act.fine, book.fines) } : null;
  if ('payment' in act) return book.payments.length > 0 ? { ...act, payment: wrap(act.payment, book.payments) } : null;
  if ('refund' in act) return book.refunds.length > 0 ? { ...act, refund: wrap(act.refund, book.refunds) } : null;
  return act;
}

describe('fines against a notebook', () => {
  let library: TestLibrary;
  let wati: Ctx;
  let ratna: Ctx;
  const money: Partial<Record<Method, number>> = {};
  beforeAll(async () => {
    library = await openLibrary();
    const second: Person = await treasurer(library);
    wati = library.as(await library.cast.wati.actor());
    ratna = library.as(await second.actor());
  });
  afterAll(() => library.close());
  /** Each call at its own moment, as requests have. */
  const now = (ctx: Ctx): Ctx => ({ ...ctx, now: library.clock.now() });

  async function perform(act: Act, book: Book, memberId: string): Promise<Outcome> {
    try {
      return await really(act, book, memberId);
    } catch (error) {
      if (error instanceof Failure) return { refused: error.reason, ids: [], amounts: [] };
      throw error;
    }
  }

  async function really(act: Act, book: Book, memberId: string): Promise<Outcome> {
    const made = (rows: readonly { id: string; amount: number }[]): Outcome => ({
      ids: rows.map((row) => row.id),
      amounts: rows.map((row) => row.amount),
    });
    if (act.do === 'charge') return made([await charged(library, { memberId, amount: act.amount })]);
    if (act.do === 'pay' || act.do === 'payAll') {
      const given = { amount: act.amount, method: act.method, ...(act.keep ? { keepChange: 'credit' as const } : {}) };
      if (act.do === 'payAll') return made((await payFines(now(wati), { id: memberId, ...given })).payments);
      return made([await payFine(now(wati), { id: at(book.fines, act.fine).id, ...given })]);
    }
    if (act.do === 'waive')
      return made([await waiveFine(now(wati), { id: at(book.fines, act.fine).id, amount: act.amount, reason: 'x' })]);
    if (act.do === 'cancel') {
      await asSystem(now(library.as(systemActor('test'))), async (ctx) =>
        ctx.unchanged(await cancelFine(ctx, at(book.fines, act.fine).id)),
      );
      return made([]);
    }
    if (act.do === 'request') {
      const payment = at(book.payments, act.payment);
      const asking = { paymentId: payment.id, amount: act.amount, method: act.method, reason: 'x' };
      return made([await requestRefund(now(wati), { id: at(book.fines, payment.fine).id, ...asking })]);
    }
    const decide = act.do === 'approve' ? approveRefund : rejectRefund;
    return made([await decide(now(ratna), { id: at(book.refunds, act.refund).id })]);
  }

  it('agrees with it after any story, and when desks act at the same moment, with one order of their acts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { minLength: 3, maxLength: 25 }), async (moments) => {
        const { memberId } = await addMember(library.app, library.cast);
        let book = emptyBook();
        for (const acts of moments) {
          const before = book;
          const todo = acts.flatMap((act) => aimed(act, before) ?? []);
          const outcomes = await Promise.all(todo.map((act) => perform(act, before, memberId)));
          book = explained(before, todo, outcomes);
        }
        await expectAgreement(book, memberId);
        for (const [m, sum] of Object.entries(book.money)) money[m as Method] = (money[m as Method] ?? 0) + sum;
      }),
      { numRuns: 150, seed: 20260302 },
    );
    const { rows } = await library.app.pool.query<{ account: string; sum: number }>(
      `select ledger_account as account, sum(amount)::bigint as sum from ledger_lines group by 1`,
    );
    for (const m of METHODS.filter((each) => each !== 'CREDIT'))
      expect([m, rows.find((row) => row.account === moneyOf(m))?.sum ?? 0]).toEqual([m, money[m] ?? 0]);
    expect(await brokenInvariants(library.app.pool)).toEqual([]);
  }, 300_000);

  async function expectAgreement(book: Book, memberId: string): Promise<void> {
    const { rows } = await library.app.pool.query(
      `select id, amount, paid, waived, cancelled_at is not null as "isCancelled" from fines where member_id = $1 order by created_at, id`,
      [memberId],
    );
    expect(rows).toEqual(book.fines);
    expect(await outstandingOf(wati, memberId)).toBe(owedIn(book));
    expect(await memberCredit(wati, memberId)).toBe(book.credit);
  }
});

/** The book after these acts in some order that explains what came of each; fails when no order does. */
function explained(before: Book, acts: readonly Act[], outcomes: readonly Outcome[]): Book {
  for (const order of orders([...acts.keys()])) {
    const book = structuredClone(before);
    if (order.every((n) => fits(book, at(acts, n), at(outcomes, n)))) return book;
  }
  throw new Error(`no order explains ${JSON.stringify({ acts, outcomes, before })}`);
}

function fits(book: Book, act: Act, outcome: Outcome): boolean {
  const expected = write(book, act, outcome);
  if ('refused' in expected) return outcome.refused === expected.refused;
  return outcome.refused === undefined && JSON.stringify(outcome.amounts) === JSON.stringify(expected.amounts);
}

function* orders(items: readonly number[]): Generator<number[]> {
  if (items.length === 0) yield [];
  for (const first of items) for (const rest of orders(items.filter((item) => item !== first))) yield [first, ...rest];
}
