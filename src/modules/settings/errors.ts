import { inBranchScope } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { onConstraint } from '../../kernel/database-errors.ts';
import { failure, invalid, notFound } from '../../kernel/errors.ts';

export const branchNotFound = () => notFound('settings.branch_not_found');
export const holidayNotFound = () => notFound('settings.holiday_not_found');
export const branchHasCopies = (copies: number) =>
  failure('CONFLICT', 'settings.branch_has_copies', { params: { copies }, details: { copies } });
export const lastBranch = () => failure('CONFLICT', 'settings.last_branch');
export const noHolidaysKnown = (years: readonly number[]) =>
  invalid('year', 'settings.no_holidays_known', { years: years.join(', ') });

onConstraint({
  branches_code: () => failure('CONFLICT', 'settings.branch_code_taken', { field: 'code' }),
  holidays_day: () => failure('CONFLICT', 'settings.holiday_exists', { field: 'date' }),
});

export function requireVersion(ctx: Ctx, current: number): void {
  if (ctx.request.ifMatch !== undefined && ctx.request.ifMatch !== current)
    throw failure('PRECONDITION_FAILED', 'kernel.changed_meanwhile');
}

/** null is all branches together, which takes a permission for all of them. */
export function requireBranch(ctx: Ctx, branchId: string | null): void {
  if (ctx.scope.kind === 'all') return;
  if (branchId === null) throw failure('FORBIDDEN', 'settings.all_branches', { field: 'branchId' });
  if (!inBranchScope(ctx.scope, branchId)) throw branchNotFound();
}
