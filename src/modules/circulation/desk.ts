import { inBranchScope } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';

/** The branch the actor works at, when he has one: always one in which he may do what he is doing. */
export function ownBranch({ actor, scope }: Ctx): string | null {
  const desk = actor.kind === 'account' ? actor.branchId : null;
  if (scope.kind !== 'branches' || (desk !== null && scope.ids.includes(desk))) return desk;
  return scope.ids[0] ?? null;
}

/** The branch the work is done at: the actor's own, else where the thing is. */
export const deskBranch = (ctx: Ctx, fallback: string): string => ownBranch(ctx) ?? fallback;

/** Branches whose copies are lent when only a title is named: the desk's own, else all the actor reaches. */
export async function branchesToLendFrom(ctx: Ctx): Promise<string[]> {
  const own = ownBranch(ctx);
  if (own) return [own];
  if (ctx.scope.kind === 'branches') return [...ctx.scope.ids];
  const rows = await ctx.db.selectFrom('branches').select('id').where('status', '=', 'ACTIVE').execute();
  return rows.map((row) => row.id);
}

/** May the actor see a loan of this branch and member? */
export const seesLoan = (ctx: Ctx, loan: { branchId: string; memberId: string }): boolean =>
  ctx.scope.kind === 'own' ? ctx.scope.memberId === loan.memberId : inBranchScope(ctx.scope, loan.branchId);
