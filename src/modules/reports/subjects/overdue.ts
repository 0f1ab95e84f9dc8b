import { z } from 'zod';
import type { Ctx } from '../../../kernel/context.ts';
import { Money } from '../../../kernel/money.ts';
import { type Asked, Frozen, frozen } from '../asked.ts';
import { inSnapshot } from '../snapshot.ts';
import { type LateLoan, readLate, reckon } from './late-loans.ts';

const Late = z.object({ loans: z.int(), members: z.int(), accruedFine: Money });
type Late = z.output<typeof Late>;

export const LoanFigures = z.object({
  borrowingId: z.uuid(),
  memberId: z.uuid(),
  className: z.string().nullable(),
  bookId: z.uuid(),
  title: z.string(),
  barcode: z.string(),
  branchId: z.uuid(),
  branchName: z.string(),
  dueDate: z.string(),
  daysLate: z.int(),
  accruedFine: Money,
});

export const OverdueFigures = Frozen.extend({
  subject: z.literal('overdue'),
  /** The number of loans is always exact. */
  totals: Late,
  /** More are late than are listed, and every other sum counts the listed ones only. */
  isLowerBound: z.boolean(),
  byClass: z.array(Late.extend({ className: z.string().nullable() })),
  byBranch: z.array(Late.extend({ branchId: z.uuid(), name: z.string() })),
  loans: z.array(LoanFigures),
});
export type OverdueFigures = z.output<typeof OverdueFigures>;

/** Longest late first; as many as a spreadsheet can be made of at once. */
const MOST_LISTED = 10_000;

const sum = (loans: readonly LateLoan[]): Late => ({
  loans: loans.length,
  members: new Set(loans.map((loan) => loan.memberId)).size,
  accruedFine: loans.reduce((all, loan) => all + loan.accruedFine, 0),
});

export const byText = (a: string | null, b: string | null): number =>
  a === null || b === null ? Number(a === null) - Number(b === null) : a.localeCompare(b, 'id', { numeric: true });

export async function countOverdue(ctx: Ctx, { span, branchId }: Asked): Promise<OverdueFigures> {
  const asked = { at: span.at, branches: branchId === null ? null : [branchId], limit: MOST_LISTED };
  const rows = await inSnapshot(ctx, (sql) => readLate(sql, asked));
  const { loans, total } = await reckon(ctx, rows, span.at);
  const classes = [...Map.groupBy(loans, (loan) => loan.className)].sort(([a], [b]) => byText(a, b));
  const branches = [...Map.groupBy(loans, (loan) => loan.branchId)];
  return {
    ...frozen(span),
    subject: 'overdue',
    totals: { ...sum(loans), loans: total },
    isLowerBound: total > loans.length,
    byClass: classes.map(([className, part]) => ({ className, ...sum(part) })),
    byBranch: branches
      .map(([of, part]) => ({ branchId: of, name: part[0]?.branchName ?? '', ...sum(part) }))
      .sort((a, b) => byText(a.name, b.name)),
    loans,
  };
}
