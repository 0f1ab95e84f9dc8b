import { z } from 'zod';
import { inBranchScope } from '../../../kernel/access.ts';
import type { VerbCtx } from '../../../kernel/context.ts';
import { failure, invalid } from '../../../kernel/errors.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { branchOf } from '../../settings/index.ts';
import { chargeFine } from '../charge.ts';
import { PositiveAmount } from '../input.ts';
import { lockMemberToCharge, MemberRef } from '../member.ts';
import type { Fine } from '../replies.ts';
import { fineById } from '../views.ts';

const borrower = prepared<{ memberId: string }>(
  'fines.borrower',
  'select member_id as "memberId" from borrowings where id = $1',
);

/** A charge by hand; lateness and loss are charged where loans are, by their rules. */
export const chargeMember = verb({
  name: 'fines.charge',
  permission: 'fine:charge',
  input: z.strictObject({
    memberId: MemberRef,
    reason: z.enum(['OTHER', 'DAMAGED']),
    amount: PositiveAmount,
    description: trimmed(500),
    borrowingId: Uuid.optional(),
    /** Absent: the desk one works at, otherwise the member's branch. */
    branchId: Uuid.optional(),
  }),
  async run(ctx, { memberId: ref, reason, amount, description, borrowingId, branchId: asked }): Promise<Fine> {
    const member = await lockMemberToCharge(ctx, ref);
    const branchId = await branchFor(ctx, asked, member.branchId);
    if (borrowingId && (await borrower.one(ctx.sql, [borrowingId]))?.memberId !== member.id)
      throw invalid('borrowingId', 'fines.not_their_borrowing');
    const fine = await chargeFine(ctx, {
      borrowingId: borrowingId ?? null,
      memberId: member.id,
      branchId,
      reason,
      amount,
      explanation: { description },
    });
    return fineById(ctx, fine.id);
  },
});

async function branchFor(ctx: VerbCtx, asked: string | undefined, membersOwn: string): Promise<string> {
  const desk = ctx.actor.kind === 'account' ? ctx.actor.branchId : null;
  const branchId = asked ?? desk ?? membersOwn;
  if (!inBranchScope(ctx.scope, branchId)) throw failure('FORBIDDEN', 'fines.other_branch', { field: 'branchId' });
  if (asked) await branchOf(ctx, asked);
  return branchId;
}
