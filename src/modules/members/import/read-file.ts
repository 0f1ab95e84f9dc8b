import type { Ctx } from '../../../kernel/context.ts';
import { type Failure, failure, invalid } from '../../../kernel/errors.ts';
import { translate } from '../../../kernel/i18n.ts';
import { CsvError } from '../../../lib/csv/error.ts';
import { type CsvRow, openCsv } from '../../../lib/csv/read.ts';
import type { Unnumbered } from '../insert.ts';
import { type Layout, layoutOf } from './columns.ts';
import { type Draft, draftOf, type Places, type RowError } from './draft.ts';
import { nameKey } from './plan.ts';

const MAX_ROWS = 50_000;

export interface FileRead {
  rows: number;
  drafts: Draft[];
  errors: RowError[];
  ignoredColumns: readonly string[];
}

/** The whole file before anything is written: what cannot be read as a file is refused as one. */
export async function readFile(ctx: Ctx, file: Buffer, places: Places): Promise<FileRead> {
  const { rows, layout } = await table(file);
  const read: FileRead = { rows: rows.length, drafts: [], errors: [], ignoredColumns: layout.ignored };
  const seen = new Map<string, number>();
  for (const row of rows) {
    const made = await draftOf(ctx, row, layout, places);
    if (Array.isArray(made)) read.errors.push(...made);
    else {
      const twice = sameAs(seen, made);
      if (twice) read.errors.push(twiceError(ctx, made.line, twice));
      else read.drafts.push(made);
    }
  }
  return read;
}

async function table(file: Buffer): Promise<{ rows: CsvRow[]; layout: Layout }> {
  try {
    const csv = await openCsv(file, { maxRows: MAX_ROWS, maxCellLength: 5_000 });
    const layout = layoutOf(csv.columns);
    if (!layout.has('name')) throw invalid('file', 'members.import_no_name');
    const rows: CsvRow[] = [];
    for await (const row of csv.rows) rows.push(row);
    return { rows, layout };
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error) : error;
  }
}

const unreadable = ({ code, line, column = '' }: CsvError): Failure =>
  failure('VALIDATION_ERROR', code, { field: 'file', params: { line, column }, details: { line } });

/** A number or address that stands in the file twice, or a person with nothing but a name who does. */
export function sameAs(
  seen: Map<string, number>,
  { line, member }: Draft,
): { field: string; line: number } | undefined {
  const keys = keysOf(member);
  const twice = keys.find(([, key]) => seen.has(key));
  if (twice) return { field: twice[0], line: seen.get(twice[1]) ?? 0 };
  for (const [, key] of [...keys, ['name', nameKey(member)]] as const) if (!seen.has(key)) seen.set(key, line);
  return undefined;
}

function keysOf(member: Unnumbered): (readonly [string, string])[] {
  const { memberId, email, identityNumber } = member;
  const keys: (readonly [string, string])[] = [];
  if (memberId !== null) keys.push(['memberId', `number ${memberId.toLowerCase()}`]);
  if (email !== null) keys.push(['email', `email ${email.toLowerCase()}`]);
  if (memberId === null && identityNumber !== null) keys.push(['identityNumber', `identity ${identityNumber}`]);
  return keys.length > 0 ? keys : [['name', nameKey(member)]];
}

export function twiceError(ctx: Ctx, line: number, twice: { field: string; line: number }): RowError {
  const code = 'members.row_twice';
  return { line, field: twice.field, code, message: translate(ctx.locale, code, { line: twice.line }) };
}
