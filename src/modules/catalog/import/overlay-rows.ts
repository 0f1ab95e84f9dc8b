import type { Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { BOOK_COLUMNS } from '../fields.ts';
import type { Draft } from './draft.ts';

type Book = Draft['book'];
interface Present {
  id: string;
  book: Omit<Book, 'contributors' | 'subjects'>;
  contributors: { name: string; role: string }[];
  subjects: string[];
}

const present = prepared<Present>(
  'catalog.import.present',
  `select b.id, jsonb_build_object('title', b.title, 'author', b.author, 'category', b.category, 'isbn', b.isbn,
       'publishedYear', b.published_year, 'publisher', b.publisher, 'place', b.place, 'edition', b.edition, 'series', b.series,
       'pages', b.pages, 'classification', b.classification, 'callNumber', b.call_number, 'description', b.description,
       'location', b.location, 'language', b.language, 'materialType', b.material_type, 'flags', b.flags) as book,
     coalesce((select jsonb_agg(jsonb_build_object('name', h.name, 'role', x.role) order by x.position, h.name)
       from book_contributors x join headings h on h.id = x.heading_id where x.book_id = b.id), '[]') as contributors,
     array(select h.name from book_subjects x join headings h on h.id = x.heading_id where x.book_id = b.id order by h.name) as subjects
   from books b where b.id = any ($1::uuid[])`,
);

/** Rows that say something else than the book does, completed by what they do not speak of. */
export async function completedRows(
  sql: Sql,
  rows: readonly { readonly bookId: string; readonly line: Draft }[],
): Promise<{ bookId: string; line: Draft }[]> {
  if (rows.length === 0) return [];
  const known = new Map((await present.all(sql, [rows.map(({ bookId }) => bookId)])).map((row) => [row.id, row]));
  return rows.flatMap(({ bookId, line }) => {
    const there = known.get(bookId);
    const book = there && completed(line, there);
    return book ? [{ bookId, line: { ...line, book } }] : [];
  });
}

/** null: the row tells nothing new. A field it names but that cannot be read leaves what is there. */
function completed({ book, said }: Draft, there: Present): Book | null {
  const names = BOOK_COLUMNS.filter((field) => said?.has(field) && book[field] !== null && book[field] !== undefined);
  const news = names.filter((field) => book[field] !== there.book[field]);
  const people = namesOf(book);
  const subjects = [...new Set(book.subjects ?? [])].sort();
  const peopleNews =
    said?.has('author') &&
    !sameList(
      people,
      there.contributors.map(({ name }) => name),
    );
  const subjectNews = said?.has('subjects') && !sameList(subjects, [...there.subjects].sort());
  if (news.length === 0 && !peopleNews && !subjectNews) return null;
  return {
    ...there.book,
    ...Object.fromEntries(news.map((field) => [field, book[field]])),
    author: peopleNews ? book.author : there.book.author,
    contributors: peopleNews ? (book.contributors ?? []) : there.contributors,
    subjects: subjectNews ? subjects : there.subjects,
    flags: there.book.flags,
  };
}

const namesOf = ({ author, contributors }: Book): string[] => [author, ...(contributors ?? []).map(({ name }) => name)];
const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, at) => name === b[at]);
