import type { Ctx } from '../../../kernel/context.ts';
import { ahead } from '../../../lib/ahead.ts';
import { Iso2709Reader } from '../../../lib/marc/iso2709/read.ts';
import { encodeIso2709 } from '../../../lib/marc/iso2709/write.ts';
import { encodeMarcJson } from '../../../lib/marc/json/write.ts';
import type { MarcAccepted } from '../../../lib/marc/reader.ts';
import { isControl, type MarcRecord } from '../../../lib/marc/record.ts';
import { encodeMarcXml, MARCXML_HEAD, MARCXML_TAIL } from '../../../lib/marc/xml/write.ts';
import { type BookWithMarc, booksWithMarc, type CopyOfBook, copiesWithBranch } from './book-row.ts';
import { dialectOf } from './dialects.ts';
import { bookOf, describe } from './draft.ts';
import { edited, inOrder } from './edited.ts';
import { itemField, recordOf } from './make.ts';

export const MARC_FORMATS = ['mrc', 'xml', 'json'] as const;
export type MarcExportFormat = (typeof MARC_FORMATS)[number];

export const MARC_FILE: Readonly<
  Record<MarcExportFormat, { type: string; head: string; between: string; tail: string }>
> = {
  mrc: { type: 'application/marc', head: '', between: '', tail: '' },
  xml: { type: 'application/marcxml+xml; charset=utf-8', head: MARCXML_HEAD, between: '', tail: MARCXML_TAIL },
  json: { type: 'application/marc+json; charset=utf-8', head: '[\n', between: ',\n', tail: '\n]\n' },
};

/** As it stands now. `raw`: the very bytes that came, where nothing was changed and nothing was wrong with them. */
interface Present {
  readonly record: MarcRecord;
  readonly raw: Buffer | null;
}

export function presentRecord(book: BookWithMarc): Present {
  const kept = book.record && book.flavour ? readKept(book.record) : null;
  if (!kept || !book.flavour) return { record: recordOf(book), raw: null };
  const told = bookOf({ ...describe(kept.record, book.flavour) }, YEAR_OF_NO_MATTER, []);
  const now = edited(kept.record, told, book, dialectOf(book.flavour));
  return now ? { record: now, raw: null } : { record: kept.record, raw: kept.problems.length === 0 ? kept.raw : null };
}

// A year ahead of its time is flagged, never changed.
const YEAR_OF_NO_MATTER = 9999;

function readKept(bytes: Buffer): MarcAccepted | null {
  const reader = new Iso2709Reader();
  const [read] = [...reader.push(bytes), ...reader.end()];
  return read?.ok ? read : null;
}

export function encoded(book: BookWithMarc, format: MarcExportFormat, copies: readonly CopyOfBook[]): Buffer | string {
  const { record: present, raw } = presentRecord(book);
  const record = withItems(present, book, copies);
  if (format === 'xml') return encodeMarcXml(record);
  if (format === 'json') return encodeMarcJson(record);
  return raw && record === present ? raw : encodeIso2709(record);
}

/** Our own copies in place of the items that came. */
function withItems(record: MarcRecord, book: BookWithMarc, copies: readonly CopyOfBook[]): MarcRecord {
  if (copies.length === 0) return record;
  const others = record.fields.filter((field) => isControl(field) || field.tag !== '952');
  return {
    ...record,
    fields: inOrder(
      others,
      copies.flatMap((copy) => itemField(copy, book.callNumber)),
    ),
  };
}

type Branches = { readonly branches: readonly string[] | null } | null;

async function* loaded(ctx: Pick<Ctx, 'sql'>, pages: AsyncIterable<readonly string[]>, items: Branches) {
  for await (const ids of pages) {
    const books = await booksWithMarc(ctx.sql, ids);
    const copies = items ? await copiesWithBranch(ctx.sql, ids, items.branches) : [];
    yield { books, copies: Map.groupBy(copies, ({ bookId }) => bookId) };
  }
}

/** The file, a page of books at a time: memory stays flat however many there are. The next page is read while one is written. */
export async function* marcFile(
  ctx: Pick<Ctx, 'sql'>,
  pages: AsyncIterable<readonly string[]>,
  format: MarcExportFormat,
  items: Branches,
): AsyncGenerator<Buffer> {
  const { head, between, tail } = MARC_FILE[format];
  let isFirst = true;
  if (head) yield Buffer.from(head);
  for await (const { books, copies } of ahead(loaded(ctx, pages, items))) {
    const chunk: Buffer[] = [];
    for (const book of books) {
      const text = encoded(book, format, copies.get(book.id) ?? []);
      if (!isFirst) chunk.push(Buffer.from(between));
      chunk.push(typeof text === 'string' ? Buffer.from(text) : text);
      isFirst = false;
    }
    yield Buffer.concat(chunk);
  }
  if (tail) yield Buffer.from(tail);
}
