import type { Ctx, Sql } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { normalise } from '../../lib/text/normalise.ts';
import { completions } from './words.ts';

export interface Suggestions {
  /** What was typed, with its last word completed. */
  readonly words: readonly string[];
  readonly titles: readonly { kind: string; id: string; title: string }[];
}

interface TitleRow {
  kind: string;
  id: string;
  title: string;
}

const WORDS = 8;
const TITLES = 5;
const MIN_TITLE = 3;

const beginSo = (more: string): string => `select kind, id, title from (
    select kind, id, title, popularity from search_index
    where sort_title like $1 || '%' and kind = any ($2) and is_public ${more} order by sort_title limit 200) x
  order by popularity desc, title, id limit ${TITLES}`;
const usedTitles = prepared<TitleRow>('search.suggest.used', beginSo('and popularity >= 8'));
const titles = prepared<TitleRow>('search.suggest.titles', beginSo(''));

/** While somebody types: what public titles and their words go on like. May lag what was just saved by some seconds. */
export async function suggest(ctx: Ctx, text: string, kinds: readonly string[]): Promise<Suggestions> {
  const typed = normalise(text.slice(0, 200).toWellFormed());
  if (typed === '') return { words: [], titles: [] };
  const begun = typed.split(' ');
  const last = begun.pop() ?? '';
  const words = (await completions(ctx.sql, kinds, last, WORDS)).map(({ word }) => [...begun, word].join(' '));
  return { words, titles: typed.length < MIN_TITLE ? [] : await titlesFor(ctx.sql, typed, kinds) };
}

async function titlesFor(sql: Sql, typed: string, kinds: readonly string[]): Promise<TitleRow[]> {
  const used = await usedTitles.all(sql, [typed, kinds]);
  if (used.length >= TITLES) return used;
  const others = (await titles.all(sql, [typed, kinds])).filter(({ id }) => !used.some((row) => row.id === id));
  return [...used, ...others].slice(0, TITLES);
}
