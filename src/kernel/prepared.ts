import type { QueryResultRow } from 'pg';
import type { Sql } from './context.ts';

let named = true;
/** Off behind PgBouncer in transaction mode, where a name may land on another server connection. */
export function usePreparedNames(on: boolean): void {
  named = on;
}

export interface Prepared<Row extends QueryResultRow> {
  readonly name: string;
  readonly text: string;
  all(sql: Sql, params: readonly unknown[]): Promise<Row[]>;
  one(sql: Sql, params: readonly unknown[]): Promise<Row | undefined>;
}

const names = new Set<string>();

/** A hot statement: planned once per connection and run by name. Column aliases are the property names. */
export function prepared<Row extends QueryResultRow>(name: string, text: string): Prepared<Row> {
  if (names.has(name)) throw new Error(`prepared statement ${name} is defined twice`);
  names.add(name);
  const all = async (sql: Sql, params: readonly unknown[]): Promise<Row[]> => {
    const values = [...params];
    const result = await sql.query<Row>(named ? { name, text, values } : { text, values });
    return result.rows;
  };
  return { name, text, all, one: async (sql, params) => (await all(sql, params))[0] };
}
