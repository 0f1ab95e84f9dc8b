import type { QueryResultRow } from 'pg';
import type { App } from '../../../kernel/context.ts';

const PATIENCE = '10min';

/** A read that may take longer than a request may: once a day, on a connection of the pool. */
export async function patiently<Row extends QueryResultRow>(app: App, text: string, values: unknown[]): Promise<Row[]> {
  const client = await app.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin read only');
    await client.query(`set local statement_timeout = '${PATIENCE}'`);
    const { rows } = await client.query<Row>(text, values);
    await client.query('commit');
    return rows;
  } catch (error) {
    await client.query('rollback').catch((err: Error) => {
      broken = err;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
