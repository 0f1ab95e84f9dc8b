import type { Ctx, Sql, VerbCtx } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { asSystem } from '../kernel/verb.ts';

/** Tables that are filled row by row. */
export type Table =
  | 'books'
  | 'headings'
  | 'book_contributors'
  | 'book_subjects'
  | 'copies'
  | 'collection_types'
  | 'members'
  | 'member_suspensions'
  | 'borrowings'
  | 'holds'
  | 'fines'
  | 'fine_payments'
  | 'fine_waivers'
  | 'visits';
export type Row = Readonly<Record<string, unknown>>;

/** Rows named as the table's columns, all alike, in one statement and in their order. */
export async function insertRows(sql: Sql, table: Table, rows: readonly Row[]): Promise<void> {
  if (!rows[0]) return;
  const columns = Object.keys(rows[0]).join(', ');
  await sql.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}

const BATCH = 500;

/** Short transactions, each with one fact that says how many there were. */
export async function inBatches<T>(
  ctx: Ctx,
  action: string,
  items: readonly T[],
  store: (tx: VerbCtx, batch: readonly T[]) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < items.length; at += BATCH) {
    const batch = items.slice(at, at + BATCH);
    await asSystem(ctx, async (tx) => {
      await store(tx, batch);
      tx.record(action, { type: 'IMPORT', id: newId(), new: { count: batch.length } });
    });
  }
}
