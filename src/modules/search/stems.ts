import { LRUCache } from 'lru-cache';
import type { Sql } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';

const MAX_WORD = 60;
const kept = new LRUCache<string, readonly string[]>({ max: 100_000 });

/** English stop words come back as {}: what is worth indexing was decided before. */
const stem = prepared<{ word: string; id: string[] | null; en: string[] | null }>(
  'search.stems',
  `select word, ts_lexize('indonesian_stem', word) as id, ts_lexize('english_stem', word) as en from unnest($1::text[]) word`,
);

export const cut = (word: string): string => (word.length <= MAX_WORD ? word : [...word].slice(0, MAX_WORD).join(''));

/** Indonesian and English stems of each word; a library's titles mix both languages. */
export async function stemsOf(sql: Sql, words: Iterable<string>): Promise<(word: string) => readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const unknown: string[] = [];
  for (const word of words instanceof Set ? words : new Set(words)) {
    const known = kept.get(word);
    if (known) found.set(word, known);
    else unknown.push(word);
  }
  for (const row of unknown.length > 0 ? await stem.all(sql, [unknown]) : []) {
    const stems = [...new Set([row.id?.[0] || row.word, row.en?.[0] || row.word])];
    kept.set(row.word, stems);
    found.set(row.word, stems);
  }
  return (word) => found.get(word) ?? [word];
}

/** As a lexeme in a tsvector or tsquery literal. */
export const quoted = (stem: string): string =>
  /[\\']/.test(stem) ? `'${stem.replaceAll('\\', '\\\\').replaceAll("'", "''")}'` : `'${stem}'`;
