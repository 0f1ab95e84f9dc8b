import type { VerbCtx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { contributorsOf, NO_AUTHOR } from '../create-books.ts';
import { linkHeadings } from '../headings.ts';
import type { Draft } from '../import/draft.ts';
import { rememberBooks } from '../import/remember.ts';
import { reindexBooks } from '../index-doc.ts';
import { lockBooks } from '../queries.ts';
import { keepMarc } from './kept.ts';

interface Better {
  readonly bookId: string;
  readonly line: Draft;
}

/** What is said takes the place of what was said; a record knows neither category nor shelf, these stay. */
const store = prepared(
  'catalog.marc.overlay',
  `update books b set title = r.title, author = r.author, category = coalesce(r.category, b.category),
     location = coalesce(r.location, b.location), isbn = coalesce(r.isbn, b.isbn), material_type = r.material_type,
     language = coalesce(r.language, b.language), published_year = coalesce(r.published_year, b.published_year),
     publisher = coalesce(r.publisher, b.publisher), place = coalesce(r.place, b.place), edition = coalesce(r.edition, b.edition),
     series = coalesce(r.series, b.series), pages = coalesce(r.pages, b.pages),
     classification = coalesce(r.classification, b.classification), call_number = coalesce(r.call_number, b.call_number),
     description = coalesce(r.description, b.description), flags = r.flags, version = b.version + 1, updated_at = $2
   from jsonb_to_recordset($1::jsonb) as r (id uuid, title text, author text, category text, location text, isbn text, material_type text, language text,
     published_year int, publisher text, place text, edition text, series text, pages text, classification text,
     call_number text, description text, flags text[])
   where b.id = r.id`,
);
const unlink = prepared('catalog.marc.unlink', 'delete from book_contributors where book_id = any ($1)');
const unlinkSubjects = prepared('catalog.marc.unlinkSubjects', 'delete from book_subjects where book_id = any ($1)');

/** Locked first, in the order of their ids. Gives back the ids. */
export async function overlayBooks(tx: VerbCtx, books: readonly Better[], batchId: string): Promise<string[]> {
  const better = [...new Map(books.map((book) => [book.bookId, book])).values()].sort((a, b) =>
    a.bookId < b.bookId ? -1 : 1,
  );
  const ids = better.map(({ bookId }) => bookId);
  if (ids.length === 0) return [];
  await lockBooks(tx.sql, ids);
  await rememberBooks(tx, ids, batchId);
  await store.all(tx.sql, [JSON.stringify(better.map(rowOf)), tx.now]);
  await unlink.all(tx.sql, [ids]);
  await unlinkSubjects.all(tx.sql, [ids]);
  await linkHeadings(
    tx,
    better.map(({ bookId, line: { book } }) => ({
      bookId,
      contributors: book.flags.includes(NO_AUTHOR) ? [] : contributorsOf(book.author, book.contributors),
      subjects: book.subjects ?? [],
    })),
  );
  await keepMarc(
    tx,
    better.flatMap(({ bookId, line: { marc } }) => (marc ? [{ bookId, marc }] : [])),
    batchId,
  );
  await reindexBooks(tx, ids);
  return ids;
}

const rowOf = ({ bookId, line: { book, marc } }: Better) => ({
  id: bookId,
  category: marc ? null : book.category,
  location: marc ? null : (book.location ?? null),
  title: book.title,
  author: book.author,
  isbn: book.isbn,
  material_type: book.materialType,
  language: book.language,
  published_year: book.publishedYear,
  publisher: book.publisher,
  place: book.place,
  edition: book.edition,
  series: book.series,
  pages: book.pages,
  classification: book.classification,
  call_number: book.callNumber,
  description: book.description,
  flags: marc ? book.flags.filter((flag) => flag !== 'no_category') : book.flags,
});
