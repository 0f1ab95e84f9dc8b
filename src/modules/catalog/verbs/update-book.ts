import { isDeepStrictEqual } from 'node:util';
import type { VerbCtx } from '../../../kernel/context.ts';
import { verb } from '../../../kernel/verb.ts';
import type { Book } from '../book.ts';
import { insertCopies } from '../copies.ts';
import { contributorsOf } from '../create-books.ts';
import { archived, requireVersion } from '../errors.ts';
import { BOOK_COLUMNS, BookChange } from '../fields.ts';
import { flagsLeft } from '../flags.ts';
import { relinkHeadings } from '../headings.ts';
import { reindexBooks } from '../index-doc.ts';
import { type BookRow, bookReplyOf, bookRow, lockBook } from '../queries.ts';
import { newCopies, requireFreeIsbn, requirePastYear } from './create-book.ts';
import { withdrawFree } from './withdraw-free.ts';

const COLUMNS = [...BOOK_COLUMNS, 'author', 'status'] as const;

export const updateBook = verb({
  name: 'catalog.updateBook',
  permission: 'book:update',
  input: BookChange,
  async run(ctx, input): Promise<Book> {
    const before = await lockBook(ctx, input.id);
    requireVersion(ctx, before.version);
    if (before.status === 'ARCHIVED') throw archived();
    if (input.publishedYear !== before.publishedYear) await requirePastYear(ctx, input.publishedYear);
    if (input.isbn !== before.isbn) await requireFreeIsbn(ctx, input.isbn, input.id, input.confirmed);
    await storeColumns(ctx, before, input);
    await storeHeadings(ctx, before, input);
    if (input.stock !== undefined) await changeStock(ctx, before, { ...input, stock: input.stock });
    const after = await bookRow(ctx, input.id);
    const [old, now] = [recorded(before), recorded(after)];
    if (isDeepStrictEqual(old, now)) return ctx.unchanged(await bookReplyOf(ctx, input.id));
    await markEdited(ctx, input.id);
    await reindexBooks(ctx, [input.id]);
    ctx.record('book.updated', { type: 'UPDATE', id: input.id, name: after.title, old, new: now });
    return bookReplyOf(ctx, input.id);
  },
});

const recorded = (row: BookRow) => ({
  ...Object.fromEntries(COLUMNS.map((column) => [column, row[column]])),
  contributors: row.contributors.map(({ name, role }) => ({ name, role })),
  subjects: row.subjects.map(({ name }) => name),
  stock: row.stock,
});

async function storeColumns(ctx: VerbCtx, before: BookRow, input: BookChange): Promise<void> {
  const given = COLUMNS.filter((column) => input[column] !== undefined && input[column] !== before[column]);
  if (given.length === 0) return;
  const values = Object.fromEntries(given.map((column) => [column, input[column]]));
  const flags = flagsLeft(before.flags, given);
  await ctx.db
    .updateTable('books')
    .set({ ...values, flags })
    .where('id', '=', input.id)
    .execute();
}

const markEdited = (ctx: VerbCtx, id: string) =>
  ctx.db
    .updateTable('books')
    .set((e) => ({ version: e('version', '+', 1), updatedAt: ctx.now }))
    .where('id', '=', id)
    .execute();

/** A new first author takes the place of the old one among the contributors, unless they are said too. */
async function storeHeadings(ctx: VerbCtx, before: BookRow, input: BookChange): Promise<void> {
  const author = input.author ?? before.author;
  const others = before.contributors.filter(({ name, role }) => !(role === 'AUTHOR' && name === before.author));
  const given = input.contributors ?? (author === before.author ? undefined : others);
  if (given === undefined && input.subjects === undefined) return;
  await relinkHeadings(ctx, input.id, {
    contributors: given && contributorsOf(author, given),
    subjects: input.subjects,
  });
}

async function changeStock(ctx: VerbCtx, before: BookRow, input: BookChange & { stock: number }): Promise<void> {
  const more = input.stock - before.stock;
  if (more < 0) await withdrawFree(ctx, before.id, -more);
  if (more <= 0) return;
  const location = input.location === undefined ? before.location : input.location;
  const copies = await newCopies(ctx, { ...input, location, count: more });
  await insertCopies(
    ctx,
    copies.map((copy) => ({ ...copy, bookId: before.id })),
  );
}
