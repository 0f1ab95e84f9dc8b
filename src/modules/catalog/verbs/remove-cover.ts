import { z } from 'zod';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import type { Book } from '../book.ts';
import { archived } from '../errors.ts';
import { bookReplyOf, lockBook } from '../queries.ts';
import { removeAfterwards } from './cover.ts';

export const removeCover = verb({
  name: 'catalog.removeCover',
  permission: 'book:update',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<Book> {
    const before = await lockBook(ctx, id);
    if (before.status === 'ARCHIVED') throw archived();
    if (before.coverKey === null) return ctx.unchanged(await bookReplyOf(ctx, id));
    await ctx.db
      .updateTable('books')
      .set((e) => ({ coverImage: null, updatedAt: ctx.now, version: e('version', '+', 1) }))
      .where('id', '=', id)
      .execute();
    removeAfterwards(ctx, before.coverKey);
    ctx.record('book.cover_removed', { type: 'UPDATE', id, name: before.title });
    return bookReplyOf(ctx, id);
  },
});
