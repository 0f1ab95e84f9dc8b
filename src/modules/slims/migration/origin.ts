import { type MysqlReader, mysqlPlace, mysqlReader } from '../../../drivers/mysql/reader.ts';
import { failure } from '../../../kernel/errors.ts';
import { cleanRow, type Row } from './row.ts';

/** The SLiMS that a library moves in from: only ever read. */
export interface Origin {
  readonly place: string;
  has(table: string, column?: string): boolean;
  /** The columns of a table's primary key, in order. */
  keyOf(table: string): readonly string[];
  rows(sql: string, values?: readonly (string | number | null)[]): Promise<Row[]>;
  /** Rows by these numbers; nothing is asked for none. */
  among(sql: (marks: string) => string, ids: readonly (string | number)[]): Promise<Row[]>;
  close(): Promise<void>;
}

const NEEDED = ['biblio', 'item', 'member', 'loan'];
const COLUMNS = `select table_name as t, column_name as c, column_key as k from information_schema.columns
  where table_schema = database() order by table_name, ordinal_position`;
/** A statement for one batch; the slowest reads the loans of one. */
const PATIENCE = { timeoutMs: 60_000 };

export async function openOrigin(url: string): Promise<Origin> {
  const reader = mysqlReader(url, 'slims');
  const place = mysqlPlace(url);
  try {
    const columns = await columnsOf(reader, place);
    return originOn(reader, place, columns);
  } catch (error) {
    await reader.close();
    throw error;
  }
}

interface Column {
  t: string;
  c: string;
  k: string;
}

async function columnsOf(reader: MysqlReader, place: string): Promise<Column[]> {
  const columns = await reader.rows<Column>(COLUMNS).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw failure('UNAVAILABLE', 'slims.origin_unreachable', { params: { place, reason }, cause: error });
  });
  const tables = new Set(columns.map(({ t }) => t));
  const missing = NEEDED.filter((table) => !tables.has(table));
  if (missing.length > 0)
    throw failure('UNAVAILABLE', 'slims.not_slims', { params: { place, missing: missing.join(', ') } });
  return columns;
}

function originOn(reader: MysqlReader, place: string, columns: readonly Column[]): Origin {
  const names = new Set(columns.flatMap(({ t, c }) => [t, `${t}.${c}`]));
  const rows: Origin['rows'] = async (sql, values = []) =>
    (await reader.rows<Row>(sql, values, PATIENCE)).map(cleanRow);
  return {
    place,
    has: (table, column) => names.has(column ? `${table}.${column}` : table),
    keyOf: (table) => columns.filter(({ t, k }) => t === table && k === 'PRI').map(({ c }) => c),
    rows,
    among: async (sql, ids) => (ids.length === 0 ? [] : rows(sql(ids.map(() => '?').join(', ')), ids)),
    close: () => reader.close(),
  };
}
