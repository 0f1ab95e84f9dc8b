import type { Ctx } from '../../kernel/context.ts';
import type { Random } from '../random.ts';
import { inBatches, insertRows } from '../rows.ts';
import type { Ground } from './ground.ts';
import type { DemoHold } from './holds.ts';
import type { DemoLoan } from './lending.ts';
import type { DemoFine } from './owing.ts';
import type { StageCopy } from './stage.ts';

const MIDNIGHT_MS = 86_400_000;

/** When the row was last touched: at its end, at its renewal, or in the night after it fell due. */
function lastTouched(loan: DemoLoan, now: Date): Date {
  if (loan.returnDate) return loan.returnDate;
  if (loan.dueDate >= now) return loan.renewedAt ?? loan.borrowDate;
  const night = new Date(Math.floor(loan.dueDate.getTime() / MIDNIGHT_MS + 1) * MIDNIGHT_MS);
  return night < now ? night : now;
}

/** Stores the year's loans and where it left the copies; returns the id of each loan. */
export async function storeLoans(
  ctx: Ctx,
  random: Random,
  ground: Ground,
  loans: readonly DemoLoan[],
  fines: readonly DemoFine[],
): Promise<Map<DemoLoan, string>> {
  const ids = new Map(loans.map((loan) => [loan, random.id(loan.borrowDate)]));
  const charged = Map.groupBy(fines, (fine) => fine.loan);
  const sum = (loan: DemoLoan): number => (charged.get(loan) ?? []).reduce((total, fine) => total + fine.amount, 0);
  await inBatches(ctx, 'borrowings.imported', loans, async (tx, batch) => {
    const rows = batch.map((loan) => ({
      id: ids.get(loan),
      copy_id: loan.copy.id,
      book_id: loan.copy.bookId,
      member_id: loan.member.id,
      branch_id: ground.branches[loan.branch],
      rule_id: loan.member.rule.id,
      borrow_date: loan.borrowDate,
      due_date: loan.dueDate,
      return_date: loan.returnDate,
      return_branch_id: loan.returnDate ? ground.branches[loan.branch] : null,
      status: loan.returnDate ? 'RETURNED' : 'BORROWED',
      outcome: loan.outcome,
      renewals: loan.renewals,
      fine: sum(loan),
      processed_by: loan.lentBy,
      returned_by: loan.takenBy,
      created_at: loan.borrowDate,
      updated_at: lastTouched(loan, ctx.now),
    }));
    await insertRows(tx.sql, 'borrowings', rows);
  });
  return ids;
}

/** Where copies are now, when not on the shelf. */
export async function moveCopies(ctx: Ctx, status: ReadonlyMap<StageCopy, string>): Promise<void> {
  await inBatches(ctx, 'copies.imported', [...status], async (tx, batch) => {
    await tx.sql.query(
      `update copies c set status = x.status, updated_at = $3
       from unnest($1::uuid[], $2::text[]) x(id, status) where c.id = x.id`,
      [batch.map(([copy]) => copy.id), batch.map(([, to]) => to), ctx.now],
    );
  });
}

/** Every loan counts, not only those whose copy is out. */
export async function countLoans(ctx: Ctx, loans: readonly DemoLoan[]): Promise<void> {
  const books = [...new Set(loans.map((loan) => loan.copy.bookId))];
  await inBatches(ctx, 'books.counted', books, async (tx, batch) => {
    await tx.sql.query(
      `update book_counts k set total_borrows = x.n from (select book_id, count(*)::int as n from borrowings
         where book_id = any ($1) and status <> 'CANCELLED' group by book_id) x where k.book_id = x.book_id`,
      [batch],
    );
  });
}

export async function storeHolds(
  ctx: Ctx,
  random: Random,
  ground: Ground,
  holds: readonly DemoHold[],
  loans: ReadonlyMap<DemoLoan, string>,
): Promise<void> {
  await inBatches(ctx, 'holds.imported', holds, async (tx, batch) => {
    const { rows: queue } = await tx.sql.query<{ n: number }>(
      "select nextval('hold_queue_seq') as n from generate_series(1, $1)",
      [batch.length],
    );
    const rows = batch.map((hold, at) => ({
      id: random.id(hold.placedAt),
      queue: queue[at]?.n,
      book_id: hold.bookId,
      member_id: hold.member.id,
      pickup_branch_id: ground.branches[hold.branch],
      status: hold.status,
      copy_id: hold.copy?.id ?? null,
      placed_at: hold.placedAt,
      shelved_at: hold.shelvedAt,
      expires_at: hold.expiresAt,
      closed_at: hold.closedAt,
      close_reason: hold.reason,
      borrowing_id: hold.loan ? loans.get(hold.loan) : null,
      updated_at: hold.closedAt ?? hold.shelvedAt ?? hold.placedAt,
    }));
    await insertRows(tx.sql, 'holds', rows);
  });
}
