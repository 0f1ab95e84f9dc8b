import { z } from 'zod';
import { trimmed } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { copyByBarcode, lockCopy } from '../copies.ts';
import { type Copy, copyReply, isBusy } from '../copy.ts';
import { copyBusy, requireVersion } from '../errors.ts';
import { reindexBooks } from '../index-doc.ts';

/** Weeded, lost for good, given away: the row stays with who, when and why. */
export const withdrawCopy = verb({
  name: 'catalog.withdrawCopy',
  permission: 'copy:delete',
  input: z.strictObject({ barcode: trimmed(40), reason: trimmed(500) }),
  async run(ctx, { barcode, reason }): Promise<Copy> {
    const before = await lockCopy(ctx, barcode);
    requireVersion(ctx, before.version);
    if (before.status === 'WITHDRAWN') return ctx.unchanged(copyReply(ctx, before));
    if (isBusy(before.status)) throw copyBusy(before.status);
    await ctx.db
      .updateTable('copies')
      .set((e) => ({
        status: 'WITHDRAWN',
        withdrawnAt: ctx.now,
        withdrawnBy: ctx.actor.kind === 'account' ? ctx.actor.accountId : null,
        withdrawnReason: reason,
        updatedAt: ctx.now,
        version: e('version', '+', 1),
      }))
      .where('id', '=', before.id)
      .execute();
    await reindexBooks(ctx, [before.bookId]);
    ctx.record('copy.withdrawn', {
      type: 'DELETE',
      id: before.id,
      name: before.barcode,
      branchId: before.branchId,
      old: { status: before.status },
      new: { status: 'WITHDRAWN', reason },
      touches: ['book', `book:${before.bookId}`],
    });
    return copyReply(ctx, await copyByBarcode(ctx, before.barcode, ctx.scope));
  },
});
