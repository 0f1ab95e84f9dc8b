import { z } from 'zod';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { changeIsMoney, changeOfCredit, handing } from '../input.ts';
import { lockFine } from '../locks.ts';
import { settle } from '../payment.ts';
import type { Payment } from '../replies.ts';
import { take } from '../taking.ts';

export const payFine = verb({
  name: 'fines.pay',
  permission: 'fine:pay',
  input: z.strictObject({ id: Uuid, ...handing }).refine(changeIsMoney, changeOfCredit),
  async run(ctx, { id, amount: asked, method, reference, notes, keepChange }): Promise<Payment> {
    const fine = await lockFine(ctx, id);
    const { amount, change } = settle(asked, fine.outstanding, keepChange === 'credit');
    const [payment] = await take(ctx, {
      memberId: fine.memberId,
      method,
      reference: reference ?? null,
      notes: notes ?? null,
      change,
      parts: [{ fine, amount }],
    });
    if (!payment) throw new Error('nothing was paid');
    return payment;
  },
});
