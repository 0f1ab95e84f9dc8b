import type { Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { search } from '../../search/index.ts';
import type { Group } from './plan.ts';

/** How a line was known again: by the number of its record, by ISBN, by title and author. */
export const MATCH_RULES = ['control', 'isbn', 'title'] as const;
export type MatchRule = (typeof MATCH_RULES)[number];

/** What becomes of a line whose book is there: nothing; its copies; its words too; or a book of its own all the same. */
export const CHOICES = ['skip', 'copies', 'overlay', 'new'] as const;
export type Choice = (typeof CHOICES)[number];
export type Choices = Readonly<Record<MatchRule, Choice>>;

const allOf = (choice: Choice): Choices => ({ control: choice, isbn: choice, title: choice });
export const COPIES = allOf('copies');
export const OVERLAY = allOf('overlay');

const ofBatches = prepared<{ id: string; batchId: string }>(
  'catalog.import.ofBatches',
  'select id, batch_id as "batchId" from books where id = any ($1::uuid[]) and batch_id = any ($2::uuid[])',
);
const madeBefore = prepared<{ n: number; id: string }>(
  'catalog.import.madeBefore',
  `select distinct on (w.n) w.n::int as n, b.id
   from unnest($1::text[], $2::text[], $3::text[]) with ordinality w (isbn, title, author, n)
   join lateral (
     select id from books where isbn = w.isbn and batch_id = any ($4::uuid[])
     union all
     select b.id from search_index s join books b on b.id = s.id and b.isbn is null and b.batch_id = any ($4::uuid[])
       where w.isbn is null and s.kind = 'book' and s.sort_title = w.title and s.sort_author = w.author) b on true
   order by w.n, b.id`,
);

/**
 * Decides for each line whose book is there; those to be passed over are left out. What this batch made itself, or an earlier
 * import of the same file, only gets its copies: where a file is cut into parts must not show, nor that it is brought twice.
 */
export async function applyChoices(
  sql: Sql,
  groups: readonly Group[],
  choices: Choices,
  batches: readonly string[],
): Promise<Group[]> {
  for (const group of groups) group.found = group.bookId;
  await findOwn(sql, groups, batches);
  await findMadeBefore(sql, groups, choices, batches);
  return groups.filter((group) => {
    if (group.bookId === null || group.isKept || group.madeBy !== undefined) return true;
    const choice = choices[group.rule ?? 'title'];
    if (choice === 'new') group.bookId = null;
    group.isOverlaid = choice === 'overlay';
    return choice !== 'skip';
  });
}

async function findOwn(sql: Sql, groups: readonly Group[], batches: readonly string[]): Promise<void> {
  const ids = groups.flatMap(({ bookId }) => bookId ?? []);
  if (ids.length === 0 || batches.length === 0) return;
  const made = new Map((await ofBatches.all(sql, [ids, batches])).map((row) => [row.id, row.batchId]));
  for (const group of groups) if (group.bookId) group.madeBy = made.get(group.bookId);
}

/** Of lines that shall have a book of their own: the one they got when the file was brought before. */
async function findMadeBefore(
  sql: Sql,
  groups: readonly Group[],
  choices: Choices,
  batches: readonly string[],
): Promise<void> {
  const open = groups.filter(
    (g) => g.bookId !== null && !g.isKept && g.madeBy === undefined && choices[g.rule ?? 'title'] === 'new',
  );
  if (open.length === 0 || batches.length === 0) return;
  const books = open.map(({ lines }) => lines[0]?.book);
  const rows = await madeBefore.all(sql, [
    books.map((book) => book?.isbn ?? null),
    books.map((book) => search.sortKey(book?.title ?? '')),
    books.map((book) => search.sortKey(book?.author ?? '')),
    batches,
  ]);
  for (const { n, id } of rows) {
    const group = open[n - 1];
    if (!group) continue;
    group.bookId = id;
    group.madeBy = 'before';
  }
}
