import { z } from 'zod';
import { newId } from '../../../kernel/ids.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { asSystem, verb } from '../../../kernel/verb.ts';
import { type Bulk, beginBatch, bulkOf } from '../bulk/batch.ts';
import { AT_ONCE, workLater, workOff } from '../bulk/carry-out.ts';
import { touchesCopies, Wanted } from '../bulk/change.ts';
import { NOTHING } from '../bulk/count.ts';
import { partsOf } from '../bulk/store.ts';
import { resolveWanted } from '../bulk/wanted.ts';
import { putParts } from '../bulk/work.ts';

/** Many books at once, in parts of their own; each part tells its fact under the one batch id, by which all is undone. */
export const bulkEdit = verb({
  name: 'catalog.bulkEdit',
  permission: 'book:update',
  input: z.strictObject({
    ...Wanted,
    /** Chosen by the caller: the same batch is carried out once, however often it is sent. */
    batchId: Uuid.optional(),
  }),
  async prepare(ctx, input): Promise<string> {
    const { changes } = input;
    const { ids, reach } = await resolveWanted(ctx, input);
    const id = input.batchId ?? newId();
    const parts = await partsOf(ctx.sql, ids, touchesCopies(changes));
    const by = ctx.actor.kind === 'account' ? { by: { accountId: ctx.actor.accountId, name: ctx.actor.name } } : {};
    const summary = { ...NOTHING, changes, finished: ids.length === 0, total: ids.length, reach, ...by };
    const isNew = await asSystem(ctx, async (tx) => {
      if (!(await beginBatch(tx, id, summary))) return tx.unchanged(false);
      await putParts(tx, id, 'EDIT', parts);
      if (ids.length > AT_ONCE) await workLater(tx, id);
      return tx.unchanged(true);
    });
    if (isNew && ids.length <= AT_ONCE) await workOff(ctx, id);
    return id;
  },
  // Each part is written with its own fact; what is left is to say how far it came.
  run: async (ctx, _input, id): Promise<Bulk> => ctx.unchanged(await bulkOf(ctx.sql, id)),
});
