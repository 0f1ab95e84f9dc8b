import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { invalid } from '../../../kernel/errors.ts';
import { clearable, trimmed } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { Iso2709Reader } from '../../../lib/marc/iso2709/read.ts';
import { createBooks } from '../create-books.ts';
import { Barcode, category, copyFields, Isbn } from '../fields.ts';
import type { Draft } from '../import/draft.ts';
import { findExisting, groupsOf } from '../import/plan.ts';
import { oneImportAtATime } from '../import/write.ts';
import { keepMarc } from '../marc/kept.ts';
import { draftOfRecord } from '../marc/look.ts';
import { bookReplyOf } from '../queries.ts';
import { addCopies } from './add-copies.ts';
import { newCopies } from './create-book.ts';

/** What a librarian says of a record that is taken over, beside the record itself. */
export const TakeOver = {
  /** Of the copy in hand: a record may have several. */
  isbn: Isbn.optional(),
  copies: z.int('catalog.stock_whole').min(0, 'catalog.stock_negative').max(100, 'catalog.stock_too_large').default(1),
  barcodes: z.array(Barcode).max(100).optional(),
  ...copyFields,
  callNumber: clearable(trimmed(100)),
  category: category.optional(),
  location: clearable(trimmed(100)),
} as const;

const Input = z.strictObject({ record: z.instanceof(Buffer), ...TakeOver });
type Input = z.output<typeof Input>;

export const AddedReply = z.object({
  bookId: z.uuid(),
  title: z.string(),
  /** false: the book was there, and got copies. */
  created: z.boolean(),
  copies: z.array(z.string()),
});
export type Added = z.output<typeof AddedReply>;

/** One MARC record of elsewhere (ISO 2709) becomes a book with copies; a book that is there already gets copies alone. */
export const addFromMarc = verb({
  name: 'catalog.addFromMarc',
  permission: 'book:create',
  input: Input,
  async prepare(ctx, { record, isbn }): Promise<Draft> {
    const reader = new Iso2709Reader();
    const [read] = [...reader.push(record), ...reader.end()];
    const draft = read?.ok ? await draftOfRecord(ctx, read.record, isbn) : null;
    if (!draft) throw invalid('record', 'catalog.not_marc');
    return draft;
  },
  async run(ctx, input, draft): Promise<Added> {
    await oneImportAtATime(ctx.sql);
    const groups = groupsOf([draft]);
    await findExisting(ctx.sql, groups);
    const bookId = groups[0]?.bookId;
    return bookId ? moreCopies(ctx, bookId, input) : newBook(ctx, draft, input);
  },
});

async function moreCopies(ctx: VerbCtx, id: string, input: Input): Promise<Added> {
  const {
    copies: count,
    barcodes,
    record: _record,
    isbn: _isbn,
    callNumber: _call,
    category: _category,
    location,
    ...rest
  } = input;
  const wanted = barcodes && barcodes.length > 0 ? { barcodes } : { count };
  const where = location ? { location } : {};
  const isNone = !wanted.barcodes && count === 0;
  const made = isNone ? ctx.unchanged([]) : await addCopies(ctx, { id, ...rest, ...where, ...wanted });
  const { title } = await bookReplyOf(ctx, id);
  return { bookId: id, title, created: false, copies: made.map(({ barcode }) => barcode) };
}

async function newBook(ctx: VerbCtx, draft: Draft, input: Input): Promise<Added> {
  const { callNumber, category: shelf, location } = input;
  const book = {
    ...draft.book,
    ...(callNumber ? { callNumber } : {}),
    ...(shelf ? { category: shelf, flags: draft.book.flags.filter((flag) => flag !== 'no_category') } : {}),
    ...(location ? { location } : {}),
  };
  const count = input.barcodes?.length ? undefined : input.copies;
  const copies = await newCopies(ctx, { ...input, count, location: location ?? null });
  const [id = ''] = await createBooks(ctx, [{ ...book, copies }]);
  if (draft.marc) await keepMarc(ctx, [{ bookId: id, marc: draft.marc }], null);
  ctx.record('book.created', { type: 'CREATE', id, name: book.title, new: { ...book, stock: copies.length } });
  return { bookId: id, title: book.title, created: true, copies: await barcodesOf(ctx, id) };
}

const barcodesOf = async (ctx: VerbCtx, bookId: string): Promise<string[]> =>
  (await ctx.db.selectFrom('copies').select('barcode').where('bookId', '=', bookId).orderBy('barcode').execute()).map(
    ({ barcode }) => barcode,
  );
