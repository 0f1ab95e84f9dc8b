import { z } from 'zod';
import { requireScope } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { failure } from '../../../kernel/errors.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { asSystem, verb } from '../../../kernel/verb.ts';
import { type Bulk, bulkOf, closeBatch } from '../bulk/batch.ts';
import { AT_ONCE, workLater, workOff } from '../bulk/carry-out.ts';
import { type KeptRow, rowsLeft } from '../bulk/kept.ts';
import { partsOf } from '../bulk/store.ts';
import { type Reach, untouchedOf } from '../bulk/undo-part.ts';
import { accountOf, lockBatch, moveBatch, nextPart, putParts } from '../bulk/work.ts';
import { confirmed } from '../fields.ts';

const TOUCHED = 'catalog.batch_touched';

/** Gives every book of the batch back as it was. Books that somebody changed since are kept, once that is confirmed. */
export const undoBulkEdit = verb({
  name: 'catalog.undoBulkEdit',
  permission: 'book:update',
  input: z.strictObject({ id: Uuid, confirmed }),
  async prepare(ctx, { id, confirmed: said }): Promise<void> {
    refuseUnlessStill(await bulkOf(ctx.sql, id));
    const left = await whatIsLeft(ctx, id);
    if (left.touched > 0 && !said.includes(TOUCHED))
      throw failure('CONFLICT', TOUCHED, {
        params: { touched: left.touched, count: left.touched + left.ids.length },
        details: { touched: left.touched, untouched: left.ids.length, confirm: TOUCHED },
      });
    await begin(ctx, id, left);
    if (left.ids.length <= AT_ONCE) await workOff(ctx, id);
  },
  // Each part is given back with its own fact.
  run: async (ctx, { id }): Promise<Bulk> => ctx.unchanged(await bulkOf(ctx.sql, id)),
});

function refuseUnlessStill({ undoneAt, progress }: Pick<Bulk, 'undoneAt' | 'progress'>): void {
  if (undoneAt) throw failure('CONFLICT', 'catalog.batch_undone');
  if (progress) throw failure('CONFLICT', 'catalog.batch_running');
}

interface Left extends Reach {
  ids: string[];
  touched: number;
}

const LOOK_AT = 1000;

async function whatIsLeft(ctx: Ctx, batchId: string): Promise<Left> {
  const out: Left = { ids: [], touched: 0, withCopies: false, reach: { kind: 'all' } };
  for (let after: string | null = null; ; ) {
    const rows: KeptRow[] = await rowsLeft(ctx.sql, batchId, after, LOOK_AT);
    if (rows.some(({ before }) => before.copies.length > 0) && !out.withCopies) {
      out.withCopies = true;
      out.reach = requireScope(ctx.actor, 'copy:update');
    }
    const untouched = await untouchedOf(ctx, rows, out);
    out.ids.push(...untouched.map(({ bookId }) => bookId));
    out.touched += rows.length - untouched.length;
    if (rows.length < LOOK_AT) return out;
    after = rows.at(-1)?.bookId ?? null;
  }
}

async function begin(ctx: Ctx, id: string, { ids, withCopies, reach }: Left): Promise<void> {
  const parts = await partsOf(ctx.sql, ids, withCopies);
  await asSystem(ctx, async (tx) => {
    const summary = await lockBatch(tx, id);
    // Two who undo at once: the second waits, and sees the work of the first.
    refuseUnlessStill(await bulkOf(tx.sql, id));
    if (!summary || (await nextPart(tx.sql, id))) throw failure('CONFLICT', 'catalog.batch_running');
    const actor = tx.actor.kind === 'account' ? { by: { accountId: tx.actor.accountId, name: tx.actor.name } } : {};
    await moveBatch(tx, id, { ...summary, ...actor, undoing: ids.length, withCopies, reach });
    await putParts(tx, id, 'UNDO', parts);
    if (ids.length > AT_ONCE) await workLater(tx, id);
    if (ids.length === 0) await closeBatch(tx, id, accountOf(tx));
    tx.unchanged(undefined);
  });
}
