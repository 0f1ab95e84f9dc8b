import { z } from 'zod';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import type { Book } from '../book.ts';
import { copiesOut, holdsWaiting, requireVersion } from '../errors.ts';
import { reindexBooks } from '../index-doc.ts';
import { bookReplyOf, lockBook } from '../queries.ts';

const input = z.strictObject({ id: Uuid });

/** Nothing is destroyed: loans, money and copies stay, and the book can come back. */
export const archiveBook = verb({
  name: 'catalog.archiveBook',
  permission: 'book:delete',
  input,
  async run(ctx, { id }): Promise<Book> {
    const book = await lockBook(ctx, id);
    requireVersion(ctx, book.version);
    if (book.status === 'ARCHIVED') return ctx.unchanged(await bookReplyOf(ctx, id));
    if (book.out > 0) throw copiesOut(book.out);
    if (book.holdsWaiting > 0) throw holdsWaiting(book.holdsWaiting);
    const by = ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
    await ctx.db
      .updateTable('books')
      .set((e) => ({
        status: 'ARCHIVED',
        archivedAt: ctx.now,
        archivedBy: by,
        updatedAt: ctx.now,
        version: e('version', '+', 1),
      }))
      .where('id', '=', id)
      .execute();
    await reindexBooks(ctx, [id]);
    ctx.record('book.archived', {
      type: 'DELETE',
      id,
      name: book.title,
      old: { status: book.status },
      new: { status: 'ARCHIVED' },
    });
    return bookReplyOf(ctx, id);
  },
});

export const restoreBook = verb({
  name: 'catalog.restoreBook',
  permission: 'book:delete',
  input,
  async run(ctx, { id }): Promise<Book> {
    const book = await lockBook(ctx, id);
    if (book.status !== 'ARCHIVED') return ctx.unchanged(await bookReplyOf(ctx, id));
    await ctx.db
      .updateTable('books')
      .set((e) => ({
        status: 'ACTIVE',
        archivedAt: null,
        archivedBy: null,
        updatedAt: ctx.now,
        version: e('version', '+', 1),
      }))
      .where('id', '=', id)
      .execute();
    await reindexBooks(ctx, [id]);
    ctx.record('book.restored', {
      type: 'UPDATE',
      id,
      name: book.title,
      old: { status: 'ARCHIVED' },
      new: { status: 'ACTIVE' },
    });
    return bookReplyOf(ctx, id);
  },
});
