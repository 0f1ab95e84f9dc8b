import { z } from 'zod';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { EDITABLE_BOOK_STATUSES, MaterialType } from '../fields.ts';
import { BookFilter } from '../staff/list.ts';

export const TEXT_FIELDS = [
  'category',
  'location',
  'classification',
  'callNumber',
  'language',
  'copyLocation',
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

const Mode = z.enum(['set', 'replace', 'append']);
const find = z.string().max(255).optional();

const TextChange = z.strictObject({
  field: z.enum(TEXT_FIELDS),
  mode: Mode,
  /** Empty takes the value away. */
  value: z.string().max(255),
  /** What is replaced, where mode is 'replace'. */
  find,
});
const SubjectChange = z.strictObject({
  field: z.literal('subjects'),
  mode: Mode,
  value: z.array(trimmed(255)).max(50),
  find,
});
const Fixed = [
  z.strictObject({ field: z.literal('materialType'), mode: z.literal('set').default('set'), value: MaterialType }),
  z.strictObject({
    field: z.literal('status'),
    mode: z.literal('set').default('set'),
    value: z.enum(EDITABLE_BOOK_STATUSES),
  }),
  z.strictObject({ field: z.literal('collectionTypeId'), mode: z.literal('set').default('set'), value: Uuid }),
  z.strictObject({ field: z.literal('branchId'), mode: z.literal('set').default('set'), value: Uuid }),
] as const;

export const BulkChange = z
  .discriminatedUnion('field', [TextChange, SubjectChange, ...Fixed])
  .superRefine((change, context) => {
    if (change.mode === 'replace' && !change.find?.trim())
      context.addIssue({ code: 'custom', path: ['find'], message: 'catalog.bulk_find_needed' });
    if (change.field === 'language' && change.mode === 'append')
      context.addIssue({ code: 'custom', path: ['mode'], message: 'catalog.bulk_no_append' });
  });
export type BulkChange = z.output<typeof BulkChange>;

/** Of a filter; a list of ids is as long as a body may be. */
export const MOST_BOOKS = 100_000;
const MOST_IDS = 10_000;

/** Which books, and what becomes of them. */
export const Wanted = {
  ids: z.array(Uuid).min(1).max(MOST_IDS).optional(),
  filter: BookFilter.optional(),
  changes: z
    .array(BulkChange)
    .min(1, 'catalog.bulk_no_change')
    .max(20)
    .refine((changes) => new Set(changes.map(({ field }) => field)).size === changes.length, 'catalog.bulk_twice'),
};

/** Those that reach into the copies of a book. */
export const touchesCopies = (changes: readonly BulkChange[]): boolean =>
  changes.some(({ field }) => field === 'branchId' || field === 'collectionTypeId' || field === 'copyLocation');
