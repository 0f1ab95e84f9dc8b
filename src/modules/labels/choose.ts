import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { LocalDateText, trimmed, Uuid } from '../../kernel/validation.ts';
import { startOfLocalDay } from '../../lib/calendar/zone.ts';
import { BookFilter, idsOf } from '../catalog/index.ts';
import { readSettings } from '../settings/index.ts';

export const MOST_LABELS = 1000;
/** So many of the books a list shows are looked through: few of them may lack a label. */
const MOST_BOOKS = 20_000;

/**
 * Copies of these books, these barcodes, everything from one barcode to another of the same length, a whole import,
 * and what the list of books shows; of all that only those without a label, new since a day, or of a branch. Nothing
 * named but one of the last: all copies.
 */
export const chosen = {
  books: z.array(Uuid).max(200).default([]),
  barcodes: z.array(trimmed(40)).max(MOST_LABELS).default([]),
  from: z.string().trim().max(40).optional(),
  to: z.string().trim().max(40).optional(),
  batchId: Uuid.optional(),
  filter: BookFilter.optional(),
  unprinted: z.boolean().default(false),
  since: LocalDateText.optional(),
  branchId: Uuid.optional(),
} as const;
export const ChosenInput = z.strictObject(chosen);
export type Chosen = z.output<typeof ChosenInput>;

export interface LabelCopy {
  id: string;
  barcode: string;
  title: string;
  callNumber: string | null;
  classification: string | null;
  branch: string;
  location: string | null;
  /** How often its label was printed. */
  prints: number;
}

const COPY = `c.id, c.barcode, b.title, b.call_number as "callNumber", b.classification, r.name as branch, c.location,
  (select count(*)::int from label_print_copies p where p.copy_id = c.id) as prints
  from copies c join books b on b.id = c.book_id join branches r on r.id = c.branch_id`;
const LIMITS = `c.status <> 'WITHDRAWN' and ($1::uuid[] is null or c.branch_id = any ($1))
  and (not $2::boolean or not exists (select 1 from label_print_copies p where p.copy_id = c.id))
  and ($3::timestamptz is null or c.created_at >= $3) and ($4::uuid is null or c.branch_id = $4)
  order by lower(c.barcode) limit $5`;

const named = prepared<LabelCopy>(
  'labels.named',
  `with picked as (
     select id from copies where book_id = any ($6)
     union select id from copies where lower(barcode) = any ($7)
     union select id from copies where $8 <> '' and lower(barcode) between $8 and $9 and length(barcode) = length($8)
     union select id from copies where batch_id = $10::uuid)
   select ${COPY} where c.id in (select id from picked) and ${LIMITS}`,
);
const everything = prepared<LabelCopy>('labels.all', `select ${COPY} where ${LIMITS}`);

export interface Choice {
  /** At most as many as are printed at once, in the order of their barcodes. */
  copies: LabelCopy[];
  /** There are more than that, or may be among books that were not looked through. */
  more: boolean;
}

/** Which copies a choice means. */
export async function copiesFor(ctx: Ctx, input: Chosen): Promise<Choice> {
  const found = input.filter === undefined ? [] : await idsOf(ctx, input.filter, MOST_BOOKS);
  const rows = await rowsFor(ctx, input, found);
  return { copies: rows.slice(0, MOST_LABELS), more: rows.length > MOST_LABELS || found.length > MOST_BOOKS };
}

async function rowsFor(ctx: Ctx, input: Chosen, found: readonly string[]): Promise<LabelCopy[]> {
  const { scope } = ctx;
  const { books, barcodes, from, to, batchId, filter, unprinted, since, branchId } = input;
  const reach = scope.kind === 'all' ? null : scope.kind === 'branches' ? scope.ids : [];
  const after = since === undefined ? null : startOfLocalDay((await readSettings(ctx)).timeZone, since);
  const limits = [reach, unprinted, after, branchId ?? null, MOST_LABELS + 1];
  const isNamed = books.length + barcodes.length > 0 || from || batchId !== undefined || filter !== undefined;
  if (!isNamed) return unprinted || since !== undefined ? everything.all(ctx.sql, limits) : [];
  const [first, last] = [(from ?? '').toLowerCase(), (to || from || '').toLowerCase()];
  const wanted = barcodes.map((barcode) => barcode.toLowerCase());
  return named.all(ctx.sql, [...limits, [...books, ...found], wanted, first, last, batchId ?? null]);
}

const again = prepared<LabelCopy>(
  'labels.again',
  `select ${COPY} where c.id in (select copy_id from label_print_copies where print_id = $1)
     and c.status <> 'WITHDRAWN' and ($2::uuid[] is null or c.branch_id = any ($2)) order by lower(c.barcode)`,
);
/** The copies of an earlier print that are still here. */
export async function copiesOfPrint(ctx: Ctx, printId: string): Promise<LabelCopy[]> {
  const { scope } = ctx;
  return again.all(ctx.sql, [printId, scope.kind === 'all' ? null : scope.kind === 'branches' ? scope.ids : []]);
}
