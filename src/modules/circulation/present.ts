import { holds } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { isOverdue, UNDO_MS } from './borrowing.ts';
import { OVERRIDE } from './refusal.ts';
import type { Borrowing } from './replies.ts';

export interface BorrowingRow extends Omit<Borrowing, 'can' | 'why' | 'accruing' | 'status'> {
  status: string;
  maxRenewals: number;
  waitingHolds: number;
}

type Can = Pick<Borrowing, 'can' | 'why'>;

/** A reason (message code) per act that may not be done now; null where it may. */
export function answers(reasons: Record<string, string | null>): Can {
  const entries = Object.entries(reasons);
  return {
    can: Object.fromEntries(entries.map(([act, reason]) => [act, reason === null])),
    why: Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null)),
  };
}

function whyNot(ctx: Ctx, row: BorrowingRow, open: boolean): Record<string, string | null> {
  const mayOverride = holds(ctx.actor, OVERRIDE);
  const since = ctx.now.getTime() - (row.returnDate ?? row.createdAt).getTime();
  const allowed = (permission: string): string | null => (holds(ctx.actor, permission) ? null : 'kernel.forbidden');
  const renew = (): string | null => {
    if (!open) return 'circulation.not_open';
    if (mayOverride) return null;
    if (row.renewals >= row.maxRenewals) return 'circulation.renewals_used';
    return row.waitingHolds > 0 ? 'circulation.on_hold' : null;
  };
  return {
    renew: allowed('borrowing:renew') ?? renew(),
    return: allowed('borrowing:return') ?? (open ? null : 'circulation.not_open'),
    undo:
      allowed('borrowing:undo') ??
      (row.status !== 'CANCELLED' && since <= UNDO_MS ? null : 'circulation.undo_too_late'),
  };
}

/** Row to reply: the state is told from the dates, not from what the night wrote. */
export function borrowingView(ctx: Ctx, row: BorrowingRow): Borrowing {
  const { status, ...rest } = row;
  const open = row.returnDate === null && status !== 'CANCELLED';
  const late = isOverdue(row, ctx.now);
  return {
    ...rest,
    status: status === 'CANCELLED' ? 'CANCELLED' : row.returnDate ? 'RETURNED' : late ? 'OVERDUE' : 'BORROWED',
    accruing: late && row.accruedFine > 0,
    ...answers(whyNot(ctx, row, open)),
  };
}
