import type { Locale } from '../../../kernel/i18n.ts';
import { translate } from '../../../kernel/i18n.ts';

export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

export interface Column {
  key: string;
  title: string;
  type: 'text' | 'number' | 'rupiah' | 'date';
  /** Its share of a printed line. */
  width: number;
}

/** One table for every format: a report of several parts says in its first column which part a row belongs to. */
export interface Table {
  columns: readonly Column[];
  rows: readonly Row[];
}

export type Say = (word: string, params?: Readonly<Record<string, string | number>>) => string;
export const sayIn =
  (locale: Locale): Say =>
  (word, params = {}) =>
    translate(locale, `reports.${word}`, params);

type Spec = readonly [key: string, type: Column['type'], width: number];
export const columnsOf = (say: Say, specs: readonly Spec[]): Column[] =>
  specs.map(([key, type, width]) => ({ key, type, width, title: say(`column.${key}`) }));
