import { z } from 'zod';
import { clearable, trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { copiesByIds, insertCopies } from '../copies.ts';
import { type Copy, copyReply } from '../copy.ts';
import { archived } from '../errors.ts';
import { Barcode, copyFields } from '../fields.ts';
import { reindexBooks } from '../index-doc.ts';
import { lockBook } from '../queries.ts';
import { newCopies } from './create-book.ts';

export const addCopies = verb({
  name: 'catalog.addCopies',
  permission: 'copy:create',
  input: z.strictObject({
    id: Uuid,
    /** So many with barcodes of our own, or … */
    count: z.int().min(1).max(1000).optional(),
    /** … one for each of these. */
    barcodes: z.array(Barcode).min(1).max(1000).optional(),
    ...copyFields,
    location: clearable(trimmed(100)),
    inventoryNumber: clearable(trimmed(100)),
    notes: clearable(trimmed(1000)),
  }),
  async run(ctx, input): Promise<Copy[]> {
    const book = await lockBook(ctx, input.id);
    if (book.status === 'ARCHIVED') throw archived();
    const count = input.count ?? (input.barcodes ? undefined : 1);
    const location = input.location === undefined ? book.location : input.location;
    const copies = await newCopies(ctx, { ...input, location, count });
    const ids = await insertCopies(
      ctx,
      copies.map((copy) => ({ ...copy, bookId: book.id })),
    );
    await reindexBooks(ctx, [book.id]);
    const made = await copiesByIds(ctx.sql, ids);
    for (const copy of made) {
      const { branchId, price, acquiredOn, inventoryNumber } = copy;
      ctx.record('copy.created', {
        type: 'CREATE',
        id: copy.id,
        name: copy.barcode,
        branchId,
        new: { bookId: book.id, branchId, price, acquiredOn, inventoryNumber },
        touches: ['book', `book:${book.id}`],
      });
    }
    return made.map((copy) => copyReply(ctx, copy));
  },
});
