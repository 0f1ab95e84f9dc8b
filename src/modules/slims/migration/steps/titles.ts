import { newId } from '../../../../kernel/ids.ts';
import { parseIsbn } from '../../../../lib/isbn.ts';
import { fromMarcLanguage } from '../../../../lib/marc/languages.ts';
import { type MovedBook, putMovedBooks } from '../../../catalog/index.ts';
import { remember } from '../ids.ts';
import { categoryOf, materialOf } from '../material.ts';
import type { Item, Move, Step } from '../move.ts';
import type { Origin } from '../origin.ts';
import { fitted, list, type Misfit, type Row, text, whole } from '../row.ts';
import { indexNow } from './search.ts';

/** By the level of SLiMS's configuration. */
const ROLES = [
  'AUTHOR',
  'AUTHOR',
  'EDITOR',
  'TRANSLATOR',
  'DIRECTOR',
  'PRODUCER',
  'COMPOSER',
  'ILLUSTRATOR',
  'CREATOR',
  'CONTRIBUTOR',
];
const ANONYMOUS = 'Anonim';

const LOOKUPS = [
  ['mst_gmd', 'gmd_id', 'gmd_id', 'gmd_name'],
  ['mst_publisher', 'publisher_id', 'publisher_id', 'publisher_name'],
  ['mst_place', 'publish_place_id', 'place_id', 'place_name'],
  ['mst_language', 'language_id', 'language_id', 'language_name'],
  ['mst_frequency', 'frequency_id', 'frequency_id', 'frequency'],
] as const;

function titleSql(origin: Origin, since: boolean): string {
  const there = LOOKUPS.filter(([table, column]) => origin.has(table) && origin.has('biblio', column));
  const names = there.map(([table, , , name]) => `, ${table}.${name}`).join('');
  const joins = there.map(([table, from, to]) => `left join ${table} on ${table}.${to} = b.${from}`).join(' ');
  return `select b.*${names} from biblio b ${joins} where b.biblio_id > ? ${since ? 'and (b.last_update >= ? or b.input_date >= ?)' : ''}
    order by b.biblio_id limit 500`;
}

/** What hangs on titles, beside each of them. */
const CHILDREN = [
  {
    name: 'authors',
    tables: ['biblio_author', 'mst_author'],
    sql: (ids: string) => `select x.biblio_id, x.level, a.author_id, a.author_name, a.author_year, a.authority_type
      from biblio_author x join mst_author a on a.author_id = x.author_id where x.biblio_id in (${ids}) order by x.biblio_id, x.level, x.author_id`,
  },
  {
    name: 'topics',
    tables: ['biblio_topic', 'mst_topic'],
    sql: (ids: string) => `select x.biblio_id, x.level, t.topic_id, t.topic, t.topic_type
      from biblio_topic x join mst_topic t on t.topic_id = x.topic_id where x.biblio_id in (${ids}) order by x.biblio_id, x.level, x.topic_id`,
  },
  {
    name: 'custom',
    tables: ['biblio_custom'],
    sql: (ids: string) => `select * from biblio_custom where biblio_id in (${ids})`,
  },
  {
    name: 'attachments',
    tables: ['biblio_attachment', 'files'],
    sql: (
      ids: string,
    ) => `select x.biblio_id, x.placement, x.access_type, f.file_id, f.file_title, f.file_name, f.file_url, f.file_dir,
      f.mime_type, f.file_desc from biblio_attachment x join files f on f.file_id = x.file_id where x.biblio_id in (${ids})
      order by x.biblio_id, x.file_id`,
  },
] as const;

async function readTitles(origin: Origin, after: string | null, since: string | null): Promise<Row[]> {
  const rows = await origin.rows(titleSql(origin, since !== null), [
    Number(after ?? 0),
    ...(since ? [since, since] : []),
  ]);
  const ids = rows.map((row) => whole(row, 'biblio_id'));
  let complete: Row[] = rows;
  for (const { name, tables, sql } of CHILDREN) {
    if (!tables.every((table) => origin.has(table))) continue;
    const found = Map.groupBy(await origin.among(sql, ids), (row) => whole(row, 'biblio_id'));
    complete = complete.map((row) => {
      const children = found.get(whole(row, 'biblio_id'));
      return children ? { ...row, [name]: children.map(({ biblio_id: _id, ...rest }) => rest) } : row;
    });
  }
  return complete;
}

const names = (rows: readonly Row[], column: string): string[] =>
  rows.flatMap((row) => text(row, column)?.slice(0, 255) ?? []);

export function isbnOf(row: Row, misfits: Misfit[]): string | null {
  const given = text(row, 'isbn_issn');
  if (given === null) return null;
  const isbn = parseIsbn(given)?.isbn13 ?? null;
  // An ISSN stands in the same column.
  if (isbn === null && !/^\d{4}-?\d{3}[\dX]$/i.test(given)) misfits.push({ code: 'bad_isbn', value: given });
  return isbn;
}

function yearOf(row: Row, misfits: Misfit[]): number | null {
  const given = text(row, 'publish_year');
  if (given === null) return null;
  const year = Number(/(?<!\d)\d{4}(?!\d)/.exec(given)?.[0]);
  if (year >= 1000 && year <= 2200) return year;
  misfits.push({ code: 'bad_year', value: given });
  return null;
}

function languageOf(row: Row, misfits: Misfit[]): string | null {
  const given = text(row, 'language_id')?.toLowerCase() ?? null;
  if (given === null) return null;
  const known = /^[a-z]{2}$/.test(given) ? given : fromMarcLanguage(given);
  if (known === null) misfits.push({ code: 'bad_language', value: given });
  return known;
}

export function bookOf(
  id: string,
  row: Row,
  move: Pick<Move, 'clock' | 'now'>,
): { book: MovedBook; misfits: Misfit[] } {
  const misfits: Misfit[] = [];
  const cut = (column: string, most: number, code: string) => fitted(misfits, text(row, column), most, code);
  const contributors = list(row, 'authors').flatMap((author) => {
    const name = text(author, 'author_name');
    return name ? [{ name, role: ROLES[whole(author, 'level') - 1] ?? 'OTHER' }] : [];
  });
  const author = contributors.find(({ role }) => role === 'AUTHOR')?.name ?? contributors[0]?.name;
  if (author === undefined) misfits.push({ code: 'no_author' });
  const title = cut('title', 500, 'title_cut');
  if (title === null) misfits.push({ code: 'no_title' });
  const classification = cut('classification', 50, 'classification_cut');
  const category = categoryOf(classification);
  if (category === null) misfits.push({ code: 'no_category' });
  if (whole(row, 'opac_hide') !== 0) misfits.push({ code: 'hidden' });
  const notes = [text(row, 'notes'), text(row, 'spec_detail_info')].filter((part) => part !== null).join('\n\n');
  const book: MovedBook = {
    id,
    title: title ?? 'Tanpa judul',
    author: author ?? ANONYMOUS,
    isbn: isbnOf(row, misfits),
    category: category ?? 'Lainnya',
    materialType: materialOf(text(row, 'gmd_name')),
    language: languageOf(row, misfits),
    publishedYear: yearOf(row, misfits),
    publisher: cut('publisher_name', 255, 'publisher_cut'),
    place: cut('place_name', 255, 'place_cut'),
    edition: cut('edition', 255, 'edition_cut'),
    series: cut('series_title', 500, 'series_cut'),
    pages: cut('collation', 100, 'pages_cut'),
    classification,
    callNumber: cut('call_number', 100, 'call_number_cut'),
    description: fitted(misfits, notes || null, 5000, 'description_cut'),
    flags: [],
    isHidden: whole(row, 'opac_hide') !== 0,
    contributors,
    subjects: names(list(row, 'topics'), 'topic'),
    createdAt: move.clock.instant(row.input_date) ?? move.now,
  };
  const flags = misfits.map(({ code, value }) => (value ? `${code}:${value.slice(0, 100)}` : code));
  return { book: { ...book, flags }, misfits };
}

export const titles: Step = {
  name: 'title',
  table: 'biblio',
  key: 'biblio_id',
  keepsRecord: true,
  runs: () => true,
  read: ({ origin }, after, since) => readTitles(origin, after, since),
  keyOf: (row) => String(row.biblio_id),
  async store(move, tx, items: readonly Item[]) {
    const made = items.map((item) => ({ item, ...bookOf(item.known?.id ?? newId(), item.row, move) }));
    for (const { item, book } of made) remember(move, 'title', item.old, book.id);
    if (tx) {
      const known = items.flatMap(({ known: before }) => before?.id ?? []);
      await putMovedBooks(
        tx,
        made.map(({ book }) => book),
        known,
      );
      await indexNow(
        move,
        tx,
        made.map(({ book }) => book.id),
      );
    }
    return { stored: made.map(({ item, book, misfits }) => ({ item, id: book.id, misfits })) };
  },
};
