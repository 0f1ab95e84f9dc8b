import type { Ctx, Sql } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { stopWords } from '../../lib/text/stop-words.ts';
import { wordsOf } from './vector.ts';

/** Words are counted over titles and authors of public records. */
export interface WordSource {
  isPublic: boolean;
  sortTitle: string;
  sortAuthor: string;
}

/** Only words that are also in the index: a count here proves that so many records match. */
const wordsIn = (source: WordSource): string[] => [
  ...new Set([...wordsOf(source.sortTitle), ...wordsOf(source.sortAuthor)].filter((word) => word.length > 1)),
];
const all = (sources: readonly WordSource[]): string[] => sources.filter(({ isPublic }) => isPublic).flatMap(wordsIn);

const note = prepared(
  'search.words.note',
  'insert into search_word_changes (kind, added, removed, records) values ($1, $2, $3, $4)',
);
export async function changeWords(sql: Sql, kind: string, old: readonly WordSource[], now: readonly WordSource[]) {
  const removed = all(old);
  const added = all(now);
  if (removed.join(' ') === added.join(' ')) return;
  await note.all(sql, [kind, added, removed, old.length]);
}

const fold = prepared<{ folded: number }>(
  'search.words.fold',
  `with taken as (select id from search_word_changes order by id limit 20 for update skip locked),
     batch as (delete from search_word_changes where id in (select id from taken) returning kind, added, removed),
     each as (select kind, word, 1 as n from batch, unnest(added) word
       union all select kind, word, -1 from batch, unnest(removed) word),
     sums as (select kind, word, sum(n)::int as n from each group by kind, word having sum(n) <> 0 order by kind, word),
     stored as (insert into search_words (kind, word, records) select kind, word, n from sums
       on conflict (kind, word) do update set records = search_words.records + excluded.records returning 1)
   select count(*)::int as folded from batch`,
);

/** Moves noted changes into search_words, in small steps; harmless to run twice at once. */
export async function foldWords(ctx: Ctx): Promise<void> {
  while (((await fold.one(ctx.app.pool, []))?.folded ?? 0) > 0);
}

const someChange = prepared<{ some: boolean }>(
  'search.words.some',
  'select exists (select from search_word_changes) as some',
);
export const hasWordsToFold = async (sql: Sql): Promise<boolean> => (await someChange.one(sql, []))?.some ?? true;

const clean = prepared('search.words.clean', 'delete from search_words where records <= 0');
export const cleanWords = async (ctx: Ctx): Promise<void> => void (await clean.all(ctx.app.pool, []));

const REBUILD = `
  insert into search_words (kind, word, records)
  select kind, word, count(*) from (select distinct kind, id, word from search_index,
    string_to_table(sort_title || ' ' || sort_author, ' ') word where is_public) x
  where length(word) between 2 and 60 and word <> all ($1) group by kind, word`;
/** After a whole catalogue was loaded by COPY; the caller brings a connection that may take its time. */
export async function rebuildWords(sql: Sql): Promise<void> {
  await sql.query('begin');
  await sql.query('delete from search_word_changes');
  await sql.query('delete from search_words');
  await sql.query(REBUILD, [[...stopWords]]);
  await sql.query('commit');
}

export interface Known {
  word: string;
  records: number;
}
const known = prepared<Known>(
  'search.words.known',
  'select word, sum(records)::int as records from search_words where word = any ($1) and kind = any ($2) and records > 0 group by word',
);
export const knownWords = (sql: Sql, kinds: readonly string[], words: readonly string[]): Promise<Known[]> =>
  known.all(sql, [words, kinds]);

const MAX_PENDING = 2_000;
const pending = prepared<{ records: number; changes: number }>(
  'search.words.pending',
  `select coalesce(sum(records), 0)::int as records, count(*)::int as changes
   from (select records from search_word_changes limit ${MAX_PENDING}) x`,
);
/** At most so many records may have lost a word since words were counted; without end while there is too much to fold. */
export async function pendingRecords(sql: Sql): Promise<number> {
  const now = await pending.one(sql, []);
  return !now || now.changes >= MAX_PENDING ? Number.POSITIVE_INFINITY : now.records;
}

const COMPLETE = `select word, sum(records)::int as records from search_words
  where word like $1 || '%' and kind = any ($2) and records >= ROOF group by word order by 2 desc, 1 limit $3`;
const completeCommon = prepared<Known>('search.words.common', COMPLETE.replace('ROOF', '20'));
const completeAll = prepared<Known>('search.words.complete', COMPLETE.replace('ROOF', '1'));

/** The commonest words that begin so. Of a short beginning only common words are looked at while there are enough. */
export async function completions(sql: Sql, kinds: readonly string[], begin: string, limit: number): Promise<Known[]> {
  const common = await completeCommon.all(sql, [begin, kinds, limit]);
  return common.length >= limit ? common : completeAll.all(sql, [begin, kinds, limit]);
}

const MANY_WORDS = 1_000;
const beginning = prepared<{ words: number; records: number }>(
  'search.words.beginning',
  `select count(*)::int as words, coalesce(sum(records), 0)::int as records from (select records from search_words
     where word like $1 || '%' and kind = any ($2) and records > 0 limit ${MANY_WORDS}) x`,
);
/** Records that hold a word which begins so, counted once a word; without end when the words are too many to count. */
export async function recordsBeginning(sql: Sql, kinds: readonly string[], begin: string): Promise<number> {
  const found = await beginning.one(sql, [begin, kinds]);
  return !found || found.words >= MANY_WORDS ? Number.POSITIVE_INFINITY : found.records;
}

const alike = prepared<Known & { likeness: number }>(
  'search.words.alike',
  `select word, sum(records)::int as records, similarity(word, $1) as likeness from search_words
   where word % $1 and kind = any ($2) and records > 0 and abs(length(word) - length($1)) <= 2
   group by word order by similarity(word, $1) desc, 2 desc limit 8`,
);
export const wordsLike = (sql: Sql, kinds: readonly string[], word: string) => alike.all(sql, [word, kinds]);
