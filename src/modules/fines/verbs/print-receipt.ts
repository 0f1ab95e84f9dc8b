import { z } from 'zod';
import type { FileReply } from '../../../kernel/http/route.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { receiptPdf } from '../../../lib/pdf/receipt.ts';
import { paymentsOf } from '../detail.ts';
import { noPayment, nothingPaid } from '../errors.ts';
import { receiptNo, receiptOf } from '../receipt.ts';
import { fineById } from '../views.ts';

/** All payments of a fine, or one of them, on A4 or on the roll of a desk printer. */
export const printReceipt = verb({
  name: 'fines.receipt',
  permission: 'fine:read',
  input: z.strictObject({ id: Uuid, paymentId: Uuid.optional(), paper: z.enum(['a4', 'thermal']).default('a4') }),
  async run(ctx, { id, paymentId, paper }): Promise<FileReply> {
    const fine = await fineById(ctx, id);
    const all = await paymentsOf(ctx, id);
    const payments = paymentId === undefined ? all : all.filter((payment) => payment.id === paymentId);
    const last = payments.at(-1);
    if (!last) throw paymentId === undefined ? nothingPaid() : noPayment();
    const receipt = await receiptOf(ctx, fine, payments);
    const number = receiptNo(last.receiptNumber);
    ctx.record('fine.receipt_printed', {
      type: 'DOWNLOAD',
      id,
      name: number,
      new: { memberId: fine.memberId, paymentId: paymentId ?? null, paper },
      branchId: fine.branchId,
    });
    const options = { createdAt: last.paymentDate, lang: ctx.locale, paper: paper === 'a4' ? 'a4' : '80mm' } as const;
    return { type: 'application/pdf', name: `${number}.pdf`, body: receiptPdf(receipt, options), inline: true };
  },
});
