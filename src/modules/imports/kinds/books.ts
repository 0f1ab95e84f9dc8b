import type { Ctx } from '../../../kernel/context.ts';
import { Failure } from '../../../kernel/errors.ts';
import { translate } from '../../../kernel/i18n.ts';
import { prepared } from '../../../kernel/prepared.ts';
import {
  type BookDraft,
  type BookField,
  type BookPart,
  type BookRowError,
  bookOfRow,
  bookPlacesOf,
  bookRowError,
  booksOfRecord,
  importBookPart,
  isBookField,
  requireFreshBarcodes,
  yearOfImport,
} from '../../catalog/index.ts';
import { type ImportRow, isTable, type Options, type PreviewLine } from '../import.ts';
import { earlierOf } from '../queries.ts';
import type { Reject } from '../rejects.ts';
import type { Item } from '../source.ts';
import { requireAnswers } from './formula.ts';
import type { PartOutcome, Taken, Work } from './work.ts';

interface TakenBooks extends Taken {
  readonly drafts: readonly BookDraft[];
}

/** The work of an import of books; the context is of whoever asked for it, and reaches as far. */
export async function openBooks(ctx: Ctx, row: ImportRow): Promise<Work> {
  const { options } = row;
  const places = await bookPlacesOf(ctx, {
    branchId: options.branchId ?? undefined,
    collectionTypeId: options.collectionTypeId ?? undefined,
  });
  const how = { choices: options.choices, earlier: await earlierOf(ctx.sql, row) };
  const year = await yearOfImport(ctx);
  const fields = new Map(
    row.mapping.flatMap(({ header, field }) => (field && isBookField(field) ? [[header, field]] : [])),
  );
  const draft = isTable(row.format)
    ? (item: Item) => ofRow(item, fields as ReadonlyMap<string, BookField>, year)
    : (item: Item) => ofRecord(item, row, year);
  const part = async (on: Ctx, taken: readonly Taken[], batchId: string | null) => {
    const { drafts, twice } = withoutTwice(on, taken as readonly TakenBooks[]);
    return { done: await importBookPart(on, drafts, places, batchId, how), twice };
  };
  return {
    take: async (item) => takenOf(ctx, item, draft),
    async write(tx, taken) {
      const { done, twice } = await part(tx, taken, row.id);
      return outcomeOf(taken, done, twice);
    },
    async look(on, taken) {
      const { done, twice } = await part(on, taken, null);
      return { ...outcomeOf(taken, done, twice), lines: await linesOf(on, done, options) };
    },
  };
}

const ofRow = ({ row }: Item, fields: ReadonlyMap<string, BookField>, year: number): BookDraft[] => {
  if (!row) return [];
  requireAnswers(row);
  if (row.extraCells) throw new Failure('VALIDATION_ERROR', 'catalog.row_too_long', { field: '' });
  return [bookOfRow(row.line, row.values, fields, year)];
};

const ofRecord = ({ read }: Item, { format, options }: ImportRow, year: number): BookDraft[] =>
  read?.ok ? booksOfRecord(read, format === 'iso2709', options.items, year) : [];

function takenOf(ctx: Ctx, item: Item, draft: (item: Item) => BookDraft[]): TakenBooks {
  const { row, read } = item;
  if (read && !read.ok) {
    const { code, detail = '' } = read.problem;
    return {
      item,
      drafts: [],
      rejects: [rejected(item, '', code, translate(ctx.locale, code, { detail }))],
      weight: 1,
    };
  }
  try {
    const drafts = draft(item);
    return { item, drafts, rejects: [], weight: drafts.reduce((sum, { stock }) => sum + stock, 1) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { field, code, message } = bookRowError(ctx.locale, row?.line ?? 0, error);
    return { item, drafts: [], rejects: [rejected(item, field, code, message)], weight: 1 };
  }
}

const rejected = ({ row, read }: Item, field: string, code: string, message: string): Reject => ({
  line: row?.line ?? (read?.index ?? 0) + 1,
  atByte: read?.offset ?? null,
  field,
  code,
  message,
  ...(row ? { cells: row.values } : {}),
  ...(read ? { raw: read.raw } : {}),
});

/** A barcode belongs to the first line that names it. */
function withoutTwice(ctx: Ctx, taken: readonly TakenBooks[]): { drafts: BookDraft[]; twice: BookRowError[] } {
  const seen = new Set<string>();
  const twice: BookRowError[] = [];
  const drafts = taken.flatMap(({ drafts: some }) =>
    some.filter((draft) => {
      try {
        requireFreshBarcodes(seen, draft);
        return true;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        twice.push(bookRowError(ctx.locale, draft.line, error));
        return false;
      }
    }),
  );
  return { drafts, twice };
}

function outcomeOf(taken: readonly Taken[], done: BookPart, twice: readonly BookRowError[]): PartOutcome {
  const items = new Map(taken.map(({ item }) => [item.row?.line ?? (item.read?.index ?? 0) + 1, item]));
  const told = [...twice, ...done.errors].flatMap(({ line, field, code, message }) => {
    const item = items.get(line);
    return item ? [rejected(item, field, code, message)] : [];
  });
  const rejects = [...taken.flatMap((each) => each.rejects), ...told].sort((a, b) => a.line - b.line);
  const { created, updated, unchanged, skipped, copies, flagged } = done;
  const failed = new Set(rejects.map(({ line }) => line)).size;
  return { counts: { rows: taken.length, created, updated, unchanged, skipped, copies, flagged, failed }, rejects };
}

const titles = prepared<{ id: string; title: string; author: string }>(
  'imports.titles',
  'select id, title, author from books where id = any ($1::uuid[])',
);

async function linesOf(ctx: Ctx, { groups, errors }: BookPart, { choices }: Options): Promise<PreviewLine[]> {
  const refused = new Set(errors.map(({ line }) => line));
  const found = groups.flatMap((group) => group.found ?? []);
  const known = new Map((await titles.all(ctx.sql, [found])).map((book) => [book.id, book]));
  return groups.flatMap((group): PreviewLine[] => {
    const line = group.lines.find((each) => !refused.has(each.line));
    const match = known.get(group.found ?? '');
    const rule = match ? (group.isKept ? 'same' : (group.rule ?? null)) : null;
    if (!line) return [];
    const { title, author, isbn, publishedYear, flags } = line.book;
    return [
      {
        line: line.line,
        outcome: outcomeOfGroup(group, choices),
        name: title,
        about: [author, publishedYear, isbn].filter(Boolean).join(' · '),
        rule,
        match: match ? { id: match.id, name: `${match.title} · ${match.author}` } : null,
        flags: [...flags],
      },
    ];
  });
}

function outcomeOfGroup(group: BookPart['groups'][number], choices: Options['choices']): PreviewLine['outcome'] {
  if (group.bookId === null) return 'create';
  if (group.isKept || group.madeBy !== undefined) return 'same';
  if (group.isOverlaid) return 'update';
  if (choices[group.rule ?? 'title'] === 'skip') return 'skip';
  return group.lines.some(({ barcodes }) => barcodes.length > 0) ? 'copies' : 'same';
}
