import type { Ctx } from '../../../kernel/context.ts';
import { failure } from '../../../kernel/errors.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import type { MarcAccepted } from '../../../lib/marc/reader.ts';
import { readSettings } from '../../settings/index.ts';
import { draftsOf } from '../marc/draft.ts';
import { BOOK_FIELDS, type BookField, cellsIn } from './columns.ts';
import { type Draft, draftOf } from './draft.ts';
import { type Group, groupsOf } from './plan.ts';
import { type How, importPart, type Places, type Written } from './write.ts';

export { CHOICES, type Choice, type Choices, COPIES, MATCH_RULES, type MatchRule } from './choices.ts';
/** A file of books as another module reads it: one row or record at a time, written in parts that it bounds itself. */
export { BOOK_FIELDS, type BookField, guessBookField } from './columns.ts';
export { type Draft as BookDraft, type RowError as BookRowError, rowError as bookRowError } from './draft.ts';
export { type Stayed, type UndoneBooks, undoBookImport } from './undo.ts';
export type { How as BookImportHow, Places as BookPlaces };

export const isBookField = (name: string): name is BookField => BOOK_FIELDS.some((field) => field === name);

/** The year by which dates are judged. */
export async function yearOfImport(ctx: Ctx): Promise<number> {
  const { timeZone } = await readSettings(ctx);
  return Number(localDateIn(timeZone, ctx.now).slice(0, 4));
}

/** A row under the names of fields; a Failure says what is wrong with it. */
export function bookOfRow(
  line: number,
  values: Readonly<Record<string, string>>,
  mapping: ReadonlyMap<string, BookField>,
  year: number,
): Draft {
  return draftOf(line, cellsIn(values, mapping), { year });
}

export const booksOfRecord = (read: MarcAccepted, isIso: boolean, items: boolean, year: number): Draft[] =>
  draftsOf(read, isIso, { items, year });

export interface BookPart extends Written {
  readonly groups: readonly Group[];
}

/** At most 500 books and 2,000 copies in the caller's transaction, or in one of its own; null: only looked at. */
export async function importBookPart(
  ctx: Ctx,
  drafts: readonly Draft[],
  places: Places,
  batchId: string | null,
  how: How,
): Promise<BookPart> {
  const groups = groupsOf(drafts);
  return { ...(await importPart(ctx, groups, places, batchId, how)), groups };
}

/** A barcode that stands in the part twice: the first line has it. */
export function requireFreshBarcodes(seen: Set<string>, { barcodes }: Draft): void {
  const small = barcodes.map((barcode) => barcode.toLowerCase());
  if (small.some((barcode) => seen.has(barcode)))
    throw failure('VALIDATION_ERROR', 'catalog.barcode_twice', { field: 'barcode' });
  for (const barcode of small) seen.add(barcode);
}
