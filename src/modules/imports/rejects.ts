import type { Sql, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { RejectLine } from './import.ts';

export interface Reject extends RejectLine {
  /** The row as it stands in a table, by column. */
  readonly cells?: Readonly<Record<string, string>> | undefined;
  /** The record's own bytes. */
  readonly raw?: Buffer | undefined;
}

/** More are only counted. */
export const MOST_REJECTS = 10_000;
const RAW_BYTES = 131_072;

const put = prepared(
  'imports.rejects.put',
  `insert into import_rejects (import_id, n, line, at_byte, field, code, message, cells, raw)
   select $1, $2 + r.n, r.line, r.at_byte, r.field, r.code, r.message, r.cells, decode(r.raw, 'base64')
   from jsonb_to_recordset($3::jsonb) as r (n int, line int, at_byte bigint, field text, code text, message text, cells jsonb, raw text)`,
);
const last = prepared<{ n: number }>(
  'imports.rejects.last',
  'select coalesce(max(n), 0) as n from import_rejects where import_id = $1',
);
const bounded = (cells: Reject['cells']): Reject['cells'] => {
  const text = cells && JSON.stringify(cells);
  return text && text.length <= RAW_BYTES ? cells : undefined;
};

/** In the transaction of the part they are of. */
export async function putRejects(ctx: VerbCtx, id: string, rejects: readonly Reject[]): Promise<void> {
  if (rejects.length === 0) return;
  const from = (await last.one(ctx.sql, [id]))?.n ?? 0;
  const rows = rejects.slice(0, Math.max(0, MOST_REJECTS - from)).map((reject, at) => ({
    n: at + 1,
    line: reject.line,
    at_byte: reject.atByte,
    field: reject.field,
    code: reject.code,
    message: reject.message,
    cells: bounded(reject.cells) ?? null,
    raw: reject.raw?.subarray(0, RAW_BYTES).toString('base64') ?? null,
  }));
  if (rows.length > 0) await put.all(ctx.sql, [id, from, JSON.stringify(rows)]);
}

export interface RejectRow extends RejectLine {
  n: number;
  cells: Record<string, string> | null;
  raw: Buffer | null;
}
const read = prepared<RejectRow>(
  'imports.rejects.read',
  `select n, line, at_byte as "atByte", field, code, message, cells, raw from import_rejects
   where import_id = $1 and n > $2 order by n limit $3`,
);
export const rejectsAfter = (sql: Sql, id: string, n: number, limit: number): Promise<RejectRow[]> =>
  read.all(sql, [id, n, limit]);

const drop = prepared('imports.rejects.drop', 'delete from import_rejects where import_id = $1');
export const dropRejects = (ctx: VerbCtx, id: string): Promise<unknown> => drop.all(ctx.sql, [id]);
