import type { Client } from 'pg';
import { badExport } from '../errors.ts';
import type { Entry } from '../manifest.ts';
import { checked, type Source } from '../source.ts';
import { listOf, quoted, type Table } from '../tables.ts';

const ROWS = 1000;
const BYTES = 4 * 1024 * 1024;
/** The longest line there can be: a MARC record of 2 MiB, written as hexadecimal digits, with room to spare. */
const LONGEST = 64 * 1024 * 1024;

/** Puts the rows of a file into their table, some thousand at a time. PostgreSQL reads the JSON, so no digit is lost on the way. */
export async function loadTable(
  owner: Client,
  source: Source,
  table: Table,
  file: Entry,
  signal?: AbortSignal,
): Promise<number> {
  const columns = listOf(table.columns);
  const values = table.columns.map((column) => `r.${quoted(column)}`).join(', ');
  const insert = `insert into ${quoted(table.name)} (${columns}) overriding system value
    select ${values} from json_populate_recordset(null::${quoted(table.name)}, $1::json) r`;
  let found = 0;
  for await (const { lines, from } of batches(source, file)) {
    if (signal?.aborted) throw badExport('stopped');
    const result = await owner.query(insert, [`[${lines.join(',')}]`]).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw badExport('bad_rows', { file: file.path, line: from, reason }, error);
    });
    found += result.rowCount ?? 0;
  }
  if (found !== file.rows) throw badExport('wrong_count', { file: file.path, found, told: file.rows ?? '?' });
  return found;
}

interface Batch {
  lines: string[];
  /** Number of the first. */
  from: number;
}

async function* batches(source: Source, file: Entry): AsyncGenerator<Batch> {
  let batch: Batch = { lines: [], from: 1 };
  let bytes = 0;
  for await (const line of linesIn(source, file)) {
    batch.lines.push(line);
    bytes += line.length;
    if (batch.lines.length < ROWS && bytes < BYTES) continue;
    yield batch;
    batch = { lines: [], from: batch.from + batch.lines.length };
    bytes = 0;
  }
  if (batch.lines.length > 0) yield batch;
}

async function* linesIn(source: Source, file: Entry): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  let length = 0;
  const line = (): string => {
    const text = Buffer.concat(rest).toString('utf8');
    [rest, length] = [[], 0];
    return text;
  };
  for await (const piece of checked(source, file)) {
    let at = 0;
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, at)) {
      rest.push(piece.subarray(at, end));
      at = end + 1;
      yield line();
    }
    rest.push(piece.subarray(at));
    length += piece.length - at;
    if (length > LONGEST) throw badExport('damaged', { count: 1, files: file.path });
  }
  if (length > 0) yield line();
}
