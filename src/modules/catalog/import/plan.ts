import type { Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { search } from '../../search/index.ts';
import { controlKey } from '../marc/kept.ts';
import { matchRecords, withoutOthers } from '../marc/match.ts';
import type { MatchRule } from './choices.ts';
import type { Draft } from './draft.ts';

/** Lines that mean one book, the first of them leading; `bookId` when the catalogue has it already. */
export interface Group {
  readonly lines: Draft[];
  bookId: string | null;
  /** The very same record stands beside that book. */
  isKept?: boolean;
  /** The book that was found, whatever became of the line. */
  found?: string | null;
  /** By what the book was known again. */
  rule?: MatchRule;
  /** The batch that made the book, when it is this one or one of the same file. */
  madeBy?: string | undefined;
  /** What the line says takes the place of what is there. */
  isOverlaid?: boolean;
}

/** A book is the same by the number of its record, by ISBN, without both by title and author. */
function keyOf({ book, marc }: Draft): string {
  const control = marc && controlKey(marc);
  if (control) return `marc:${control}`;
  return book.isbn ? `isbn:${book.isbn}` : `text:${search.sortKey(book.title)}\n${search.sortKey(book.author)}`;
}

export function groupsOf(drafts: readonly Draft[]): Group[] {
  return [...Map.groupBy(drafts, keyOf).values()].map((lines) => ({ lines, bookId: null }));
}

const byIsbn = prepared<{ isbn: string; id: string }>(
  'catalog.import.isbn',
  'select distinct on (isbn) isbn, id from books where isbn = any ($1) order by isbn, created_at',
);
const byText = prepared<{ title: string; author: string; id: string }>(
  'catalog.import.text',
  `select distinct on (s.sort_title, s.sort_author) s.sort_title as title, s.sort_author as author, s.id
   from unnest($1::text[], $2::text[]) w (title, author)
   join search_index s on s.kind = 'book' and s.sort_title = w.title and s.sort_author = w.author
   join books b on b.id = s.id and (b.isbn is null or not $3)
   order by s.sort_title, s.sort_author, s.created_at`,
);

/** Which of these the catalogue has: by their records first. */
export async function findExisting(sql: Sql, groups: readonly Group[]): Promise<void> {
  const open = await matchRecords(sql, groups);
  await matchBooks(sql, open);
  await withoutOthers(sql, open);
}

/** A line with an ISBN does not match a record of another ISBN. */
async function matchBooks(sql: Sql, groups: readonly Group[]): Promise<void> {
  const isbns = groups.flatMap(({ lines }) => lines[0]?.book.isbn ?? []);
  const isbnIds = new Map((await byIsbn.all(sql, [isbns])).map(({ isbn, id }) => [isbn, id]));
  for (const withIsbn of [true, false]) {
    const open = groups.filter(({ lines }) => (lines[0]?.book.isbn !== null) === withIsbn);
    const keys = open.map(({ lines }) => lines[0]?.book).filter((book) => book !== undefined);
    const params = [keys.map((b) => search.sortKey(b.title)), keys.map((b) => search.sortKey(b.author)), withIsbn];
    const rows = keys.length > 0 ? await byText.all(sql, params) : [];
    const textIds = new Map(rows.map((row) => [`${row.title}\n${row.author}`, row.id]));
    for (const group of open) {
      const book = group.lines[0]?.book;
      if (!book) continue;
      const text = textIds.get(`${search.sortKey(book.title)}\n${search.sortKey(book.author)}`) ?? null;
      const same = book.isbn ? isbnIds.get(book.isbn) : undefined;
      group.bookId = same ?? text;
      group.rule = same ? 'isbn' : 'title';
    }
  }
}
