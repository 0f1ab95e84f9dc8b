import { z } from 'zod';
import { decodeCursor, offsetOf, type Page, PageQuery, pageOf } from '../../kernel/page.ts';
import { trimmed, Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import type { Book } from './book.ts';
import { copiesOf, copyByBarcode } from './copies.ts';
import { type CollectionType, type Copy, copyReply } from './copy.ts';
import { collectionTypes } from './places.ts';
import { bookReplyOf, bookRow } from './queries.ts';

export const getBook = view({
  name: 'catalog.book',
  permission: 'book:read',
  input: z.strictObject({ id: Uuid }),
  run: (ctx, { id }): Promise<Book> => bookReplyOf(ctx, id),
});

/** Of the branches in reach; how many are free elsewhere stands in the book's availability. */
export const listCopies = view({
  name: 'catalog.copies',
  permission: 'copy:read',
  input: z.strictObject({ id: Uuid, ...PageQuery.shape }),
  async run(ctx, input): Promise<Page<Copy>> {
    await bookRow(ctx, input.id);
    const after = input.cursor === undefined ? null : String(decodeCursor(input.cursor, 1)[0]);
    const offset = after === null ? offsetOf(input) : 0;
    const rows = await copiesOf(ctx.sql, input.id, ctx.scope, after, input.limit + 1, offset);
    const page = pageOf(rows, input, (copy) => [copy.barcode]);
    return { ...page, items: page.items.map((copy) => copyReply(ctx, copy)) };
  },
});

export const getCopy = view({
  name: 'catalog.copy',
  permission: 'copy:read',
  input: z.strictObject({ barcode: trimmed(40) }),
  run: async (ctx, { barcode }): Promise<Copy> => copyReply(ctx, await copyByBarcode(ctx, barcode, ctx.scope)),
});

export const listCollectionTypes = view({
  name: 'catalog.collectionTypes',
  permission: 'book:read',
  input: z.strictObject({}),
  run: (ctx): Promise<CollectionType[]> => collectionTypes(ctx),
});
