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
  label_sheets_name: () => failure('CONFLICT', 'settings.sheet_exists', { field: 'name' }),
  label_sheets_fit_across: () => invalid('columns', 'settings.sheet_too_wide', { mm: '?' }),
  label_sheets_fit_down: () => invalid('rows', 'settings.sheet_too_high', { mm: '?' }),
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
