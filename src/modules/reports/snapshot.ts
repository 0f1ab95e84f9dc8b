import type { Ctx, Sql } from '../../kernel/context.ts';
import { fromDatabase } from '../../kernel/database-errors.ts';

/** A minute at most for a statement, and memory to sort in; a reader without a transaction number holds nobody back. */
const GRANTED = `set local statement_timeout = '60s'; set local work_mem = '32MB'`;

/** Several statements that all see the same moment. */
export async function inSnapshot<T>(ctx: Ctx, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await ctx.app.pool.connect();
  let isBroken = false;
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query(GRANTED);
    return await work(client);
  } catch (error) {
    throw fromDatabase(error);
  } finally {
    await client.query('rollback').catch(() => {
      isBroken = true;
    });
    client.release(isBroken);
  }
}
