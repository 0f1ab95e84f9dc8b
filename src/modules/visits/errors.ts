import type { VerbCtx } from '../../kernel/context.ts';
import { onConstraint } from '../../kernel/database-errors.ts';
import { failure, invalid } from '../../kernel/errors.ts';

export const branchNeeded = () => invalid('branchId', 'visits.branch_needed');
export const branchNotFound = () => failure('NOT_FOUND', 'settings.branch_not_found', { field: 'branchId' });
export const branchClosed = () => failure('CONFLICT', 'visits.branch_closed', { field: 'branchId' });
export const roomNotFound = () => failure('NOT_FOUND', 'visits.room_not_found', { field: 'roomId' });
export const periodBackwards = () => invalid('to', 'visits.period_backwards');
export const tooLongForXlsx = (max: number) =>
  failure('UNPROCESSABLE', 'visits.too_long_for_xlsx', { field: 'format', params: { max } });

onConstraint({ visit_rooms_code: () => failure('CONFLICT', 'visits.room_code_taken', { field: 'code' }) });

export function requireVersion(ctx: VerbCtx, current: number): void {
  if (ctx.request.ifMatch !== undefined && ctx.request.ifMatch !== current)
    throw failure('PRECONDITION_FAILED', 'kernel.changed_meanwhile');
}
