import type { Ctx } from '../../../kernel/context.ts';
import { Failure } from '../../../kernel/errors.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { flavourOf } from '../../../lib/marc/flavour.ts';
import { encodeIso2709 } from '../../../lib/marc/iso2709/write.ts';
import type { MarcRecord } from '../../../lib/marc/record.ts';
import { readSettings } from '../../settings/index.ts';
import type { Draft } from '../import/draft.ts';
import { findExisting, type Group } from '../import/plan.ts';
import { isbnIn } from './described.ts';
import { describe, draftsOf } from './draft.ts';
import { controlKey } from './kept.ts';

/** A record of elsewhere as our catalogue would have it. */
export interface MarcLook {
  readonly book: Draft['book'];
  /** ISO 2709 in UTF-8. */
  readonly record: Buffer;
  /** Whose number it has, and the number. */
  readonly control: string | null;
  /** The book that is the same, when there is one. */
  readonly bookId: string | null;
}

/** `isbn`: of the copy in hand, 13 digits. It stands for the book where the record has it, too. */
export async function draftOfRecord(ctx: Ctx, record: MarcRecord, isbn?: string): Promise<Draft | null> {
  const { timeZone } = await readSettings(ctx);
  return draftIn(record, Number(localDateIn(timeZone, ctx.now).slice(0, 4)), isbn);
}

/** null: nothing in it could be called a title. */
function draftIn(record: MarcRecord, year: number, isbn: string | undefined): Draft | null {
  const raw = encodeIso2709(record);
  const place = { index: 0, offset: 0, bytes: raw.length, raw };
  try {
    const read = { ok: true, ...place, record, encoding: 'utf-8', problems: [] } as const;
    const [draft] = draftsOf(read, true, { year, items: false });
    if (!draft || isbn === undefined || !hasIsbn(record, isbn)) return draft ?? null;
    return { ...draft, book: { ...draft.book, isbn } };
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

const hasIsbn = (record: MarcRecord, isbn: string): boolean =>
  describe(record, flavourOf(record)).isbns.some((text) => isbnIn([text]) === isbn);

/** What the catalogue would make of each record, and which book it has already; null for a record without a title. */
export async function lookAtMarc(
  ctx: Ctx,
  records: readonly MarcRecord[],
  isbn?: string,
): Promise<(MarcLook | null)[]> {
  const { timeZone } = await readSettings(ctx);
  const year = Number(localDateIn(timeZone, ctx.now).slice(0, 4));
  const groups = records.map((record): Group | null => {
    const draft = draftIn(record, year, isbn);
    return draft && { lines: [draft], bookId: null };
  });
  await findExisting(
    ctx.sql,
    groups.filter((group) => group !== null),
  );
  return groups.map((group) => {
    const [line] = group?.lines ?? [];
    if (!group || !line?.marc) return null;
    return { book: line.book, record: line.marc.record, control: controlKey(line.marc), bookId: group.bookId };
  });
}
