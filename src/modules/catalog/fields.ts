import { z } from 'zod';
import { Amount } from '../../kernel/money.ts';
import { LocalDateText, trimmed, Uuid } from '../../kernel/validation.ts';
import { parseIsbn } from '../../lib/isbn.ts';

/** What a book's record may say in one place of its own. */
export const RECORD_COLUMNS = [
  'title',
  'isbn',
  'edition',
  'place',
  'publisher',
  'publishedYear',
  'series',
  'pages',
  'classification',
  'callNumber',
  'description',
] as const;
/** A book in single words; who made it and what it is about are headings. */
export const BOOK_COLUMNS = [...RECORD_COLUMNS, 'category', 'location', 'language', 'materialType'] as const;

/** ISBN-10 or -13 as people write them, kept as 13 digits. */
export const Isbn = z
  .string()
  .max(50, 'catalog.bad_isbn')
  .transform((text, context) => {
    const isbn = parseIsbn(text);
    if (isbn) return isbn.isbn13;
    context.addIssue({ code: 'custom', message: 'catalog.bad_isbn' });
    return z.NEVER;
  });

/** Absent = not said; null or '' = empty. */
const emptiable = <S extends z.ZodType>(schema: S) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? null : value),
    schema.nullable().optional(),
  );

export const Stock = z
  .number('catalog.stock_whole')
  .int('catalog.stock_whole')
  .min(0, 'catalog.stock_negative')
  .max(1000, 'catalog.stock_too_large');

export const MaterialType = z.string().regex(/^[A-Z][A-Z_]{1,29}$/, 'catalog.bad_material_type');
export const Language = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.string().regex(/^[a-z]{2,3}$/, 'catalog.bad_language'));
export const Barcode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/, 'catalog.bad_barcode');

export const Contributor = z.strictObject({
  name: trimmed(255),
  role: z
    .string()
    .regex(/^[A-Z_]{2,30}$/, 'catalog.bad_role')
    .default('AUTHOR'),
});

/** S1 §4.4, with its messages. That the year is not in the future is checked against the library's clock. */
export const title = z
  .string('catalog.title_required')
  .trim()
  .min(1, 'catalog.title_required')
  .max(500, 'catalog.title_too_long');
export const author = z
  .string('catalog.author_required')
  .trim()
  .min(1, 'catalog.author_required')
  .max(255, 'catalog.author_too_long');
export const category = z
  .string('catalog.category_required')
  .trim()
  .min(1, 'catalog.category_required')
  .max(100, 'catalog.category_too_long');

export const described = {
  isbn: emptiable(Isbn),
  publishedYear: z.int('catalog.year_whole').min(1800, 'catalog.year_too_early').nullable().optional(),
  publisher: emptiable(z.string().trim().max(255, 'catalog.publisher_too_long')),
  description: emptiable(z.string().trim().max(5000, 'catalog.description_too_long')),
  place: emptiable(trimmed(255)),
  edition: emptiable(trimmed(255)),
  series: emptiable(trimmed(500)),
  pages: emptiable(trimmed(100)),
  classification: emptiable(trimmed(50)),
  callNumber: emptiable(trimmed(100)),
  location: emptiable(trimmed(100)),
  language: emptiable(Language),
  contributors: z.array(Contributor).max(50).optional(),
  subjects: z.array(trimmed(255)).max(50).optional(),
} as const;

/** Of new copies, whether they come with the book or later. */
export const copyFields = {
  branchId: Uuid.optional(),
  collectionTypeId: Uuid.optional(),
  price: Amount.nullable().optional(),
  acquiredOn: LocalDateText.nullable().optional(),
} as const;

export const confirmed = z.array(z.string().max(100)).max(20).default([]);

export const NewBook = z.strictObject({
  title,
  author,
  category,
  ...described,
  materialType: MaterialType.default('BOOK'),
  stock: Stock.default(0),
  barcodes: z.array(Barcode).max(1000).optional(),
  ...copyFields,
  confirmed,
});
export type NewBook = z.output<typeof NewBook>;

/** What an editor may say of a book; archiving has a door of its own. */
export const EDITABLE_BOOK_STATUSES = ['ACTIVE', 'DAMAGED', 'LOST'] as const;

export const BookChange = z.strictObject({
  id: Uuid,
  title: title.optional(),
  author: author.optional(),
  category: category.optional(),
  ...described,
  materialType: MaterialType.optional(),
  status: z.enum(EDITABLE_BOOK_STATUSES).optional(),
  stock: Stock.optional(),
  ...copyFields,
  confirmed,
});
export type BookChange = z.output<typeof BookChange>;
