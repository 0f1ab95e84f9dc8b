import type { Pool } from 'pg';
import { closedLoop } from './load.ts';

const ACCOUNTS = 100_000;
const TELLERS = 10;

const tables = (scale: number): string => `
  create table pgbench_branches (bid int primary key, bbalance int, filler char(88));
  create table pgbench_tellers (tid int primary key, bid int, tbalance int, filler char(84));
  create table pgbench_accounts (aid int primary key, bid int, abalance int, filler char(84));
  create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
  insert into pgbench_branches select n, 0, '' from generate_series(1, ${scale}) n;
  insert into pgbench_tellers select n, (n - 1) / ${TELLERS} + 1, 0, '' from generate_series(1, ${scale * TELLERS}) n;
  insert into pgbench_accounts select n, (n - 1) / ${ACCOUNTS} + 1, 0, '' from generate_series(1, ${scale * ACCOUNTS}) n;
  analyze pgbench_branches, pgbench_tellers, pgbench_accounts`;

const named = (name: string, text: string) => (values: number[]) => ({ name: `tpc-b.${name}`, text, values });
const account = named('account', 'update pgbench_accounts set abalance = abalance + $2 where aid = $1');
const balance = named('balance', 'select abalance from pgbench_accounts where aid = $1');
const teller = named('teller', 'update pgbench_tellers set tbalance = tbalance + $2 where tid = $1');
const branch = named('branch', 'update pgbench_branches set bbalance = bbalance + $2 where bid = $1');
const history = named(
  'history',
  'insert into pgbench_history (tid, bid, aid, delta, mtime) values ($1, $2, $3, $4, now())', // clock: as pgbench has it
);

/** What pgbench does, sent by this process: a slower sender, hence a lower figure. */
export async function ownTpcB(pool: Pool, seconds: number, scale: number): Promise<number> {
  const { rows } = await pool.query("select to_regclass('pgbench_accounts') is null as missing");
  if (rows[0]?.missing) await pool.query(tables(scale));
  const any = (most: number): number => 1 + Math.floor(Math.random() * most);
  const transaction = async (): Promise<void> => {
    const [aid, tid, bid, delta] = [any(scale * ACCOUNTS), any(scale * TELLERS), any(scale), any(10_001) - 5_001];
    const client = await pool.connect();
    await client.query('begin');
    await client.query(account([aid, delta]));
    await client.query(balance([aid]));
    await client.query(teller([tid, delta]));
    await client.query(branch([bid, delta]));
    await client.query(history([tid, bid, aid, delta]));
    await client.query('commit');
    client.release();
  };
  const run = await closedLoop(() => transaction, { hands: 8, seconds });
  return run.ms.length / run.seconds;
}
