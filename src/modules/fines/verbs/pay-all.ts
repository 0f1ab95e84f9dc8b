import { z } from 'zod';
import { verb } from '../../../kernel/verb.ts';
import { changeIsMoney, changeOfCredit, handing } from '../input.ts';
import { lockUnpaidFines } from '../locks.ts';
import { MemberRef, memberInReach } from '../member.ts';
import { settle, spread } from '../payment.ts';
import { take } from '../taking.ts';

/** One sum over several fines, oldest first. */
export const payFines = verb({
  name: 'fines.payAll',
  permission: 'fine:pay',
  input: z.strictObject({ id: MemberRef, ...handing }).refine(changeIsMoney, changeOfCredit),
  async run(ctx, { id, amount: asked, method, reference, notes, keepChange }) {
    const member = await memberInReach(ctx, id);
    const fines = await lockUnpaidFines(ctx, member.id);
    const owed = fines.reduce((sum, fine) => sum + fine.outstanding, 0);
    const { amount, change } = settle(asked, owed, keepChange === 'credit');
    const payments = await take(ctx, {
      memberId: member.id,
      method,
      reference: reference ?? null,
      notes: notes ?? null,
      change,
      parts: spread(amount, fines),
    });
    return { payments, paid: amount, changeCredited: change, outstanding: owed - amount };
  },
});
