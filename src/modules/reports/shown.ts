import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import type { Figures } from './figures.ts';
import { MemberName, memberNames, staffNames } from './names.ts';
import { CashFigures } from './subjects/cash.ts';
import { CirculationFigures } from './subjects/circulation.ts';
import { CollectionFigures } from './subjects/collection.ts';
import { MemberFigures } from './subjects/members.ts';
import { LoanFigures, OverdueFigures } from './subjects/overdue.ts';

/** null for readers who may not see names. */
const member = MemberName.nullable();
const [borrower] = [CirculationFigures.shape.topBorrowers.element];
const [cashier] = [CashFigures.shape.byStaff.element];

const ShownCirculation = CirculationFigures.extend({
  topBorrowers: z.array(borrower.omit({ memberId: true }).extend({ member })),
});
export type ShownCirculation = z.output<typeof ShownCirculation>;
const ShownOverdue = OverdueFigures.extend({
  loans: z.array(LoanFigures.omit({ memberId: true }).extend({ member })),
});
export type ShownOverdue = z.output<typeof ShownOverdue>;
const ShownCash = CashFigures.extend({ byStaff: z.array(cashier.extend({ name: z.string() })) });
export type ShownCash = z.output<typeof ShownCash>;

/** Figures as people read them: with the names they may see. */
export const Shown = z.union([ShownCirculation, CollectionFigures, ShownOverdue, ShownCash, MemberFigures]);
export type Shown = z.output<typeof Shown>;

export async function withNames(ctx: Ctx, figures: Figures, branchId: string | null): Promise<Shown> {
  const at = branchId === null ? null : [branchId];
  if (figures.subject === 'circulation') return circulation(ctx, figures, at);
  if (figures.subject === 'overdue') return overdue(ctx, figures, at);
  return figures.subject === 'cash' ? cash(ctx, figures) : figures;
}

type At = readonly string[] | null;
const idsOf = (rows: readonly { memberId: string }[]): string[] => rows.map((row) => row.memberId);

async function circulation(ctx: Ctx, figures: CirculationFigures, at: At): Promise<ShownCirculation> {
  const names = await memberNames(ctx, idsOf(figures.topBorrowers), at);
  const topBorrowers = figures.topBorrowers.map(({ memberId, ...row }) => ({
    ...row,
    member: names.get(memberId) ?? null,
  }));
  return { ...figures, topBorrowers };
}

async function overdue(ctx: Ctx, figures: OverdueFigures, at: At): Promise<ShownOverdue> {
  const names = await memberNames(ctx, idsOf(figures.loans), at);
  const loans = figures.loans.map(({ memberId, ...row }) => ({ ...row, member: names.get(memberId) ?? null }));
  return { ...figures, loans };
}

async function cash(ctx: Ctx, figures: CashFigures): Promise<ShownCash> {
  const ids = figures.byStaff.map((row) => row.accountId);
  const names = await staffNames(ctx, ids);
  return { ...figures, byStaff: figures.byStaff.map((row) => ({ ...row, name: names.get(row.accountId) ?? '-' })) };
}
