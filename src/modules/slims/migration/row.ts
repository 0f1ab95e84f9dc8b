import { createHash } from 'node:crypto';

/** A record as SLiMS has it, with what hangs on it. */
export type Row = Readonly<Record<string, unknown>>;

/** What did not fit, by its code ('bad_isbn'); `value` is what stood there. */
export interface Misfit {
  code: string;
  value?: string;
}

const clean = (value: unknown): unknown => {
  if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed();
  if (Array.isArray(value)) return value.map(clean);
  // Blobs of a site's own columns.
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, clean(each)]));
};
/** Without what PostgreSQL cannot store. */
export const cleanRow = (row: object): Row => clean(row) as Row;

/** null for what is absent, empty or only blanks. */
export function text(row: Row, column: string): string | null {
  const value = row[column];
  if (value === null || value === undefined) return null;
  return String(value).trim() || null;
}

export function whole(row: Row, column: string): number {
  const value = Number(row[column] ?? 0);
  return Number.isSafeInteger(value) ? value : 0;
}

/** As MySQL compares the numbers of people and copies: neither capitals nor blanks at the end count. */
export const codeKey = (code: string): string => code.trimEnd().toLowerCase();

export const digestOf = (row: Row): Buffer => createHash('sha256').update(JSON.stringify(row)).digest().subarray(0, 16);

/** Cuts to our limit and says so; never half of a letter. */
export function fitted(misfits: Misfit[], value: string | null, most: number, code: string): string | null {
  if (value === null || value.length <= most) return value;
  misfits.push({ code, value: value.slice(0, 200).toWellFormed() });
  return value
    .slice(0, most)
    .toWellFormed()
    .replace(/\uFFFD$/, '')
    .trimEnd();
}

/** Nested lists that a step put beside the columns. */
export const list = (row: Row, name: string): readonly Row[] => {
  const value = row[name];
  return Array.isArray(value) ? value : [];
};
