import type { Ctx, Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import type { Origin } from '../migration/origin.ts';
import type { Misfit } from '../migration/row.ts';
import {
  balancePerMember,
  countLoans,
  countTables,
  type LoanCount,
  openPerMember,
  type PerMember,
  type TableCount,
} from './counts.ts';
import { type Samples, sample } from './samples.ts';

export interface Flagged {
  kind: string;
  old: string;
  problems: Misfit[];
}

/** What moved, beside what SLiMS says now. */
export interface Parity {
  place: string;
  at: string;
  /** Everything is here, and every difference was flagged when the record came. */
  same: boolean;
  tables: TableCount[];
  loans: { source: LoanCount; here: LoanCount };
  openLoans: PerMember;
  balances: PerMember;
  samples: Samples;
  /** How often each thing did not fit. */
  codes: Record<string, number>;
  /** The first of them, by record. */
  flagged: Flagged[];
}

const MOST_FLAGGED = 10_000;
const codes = prepared<{ code: string; n: number }>(
  'slims.parity.codes',
  `select p ->> 'code' as code, count(*)::int as n from slims_ids, jsonb_array_elements(problems) p
   where source_id = $1 and problems <> '[]' group by 1 order by 2 desc, 1`,
);
const flagged = prepared<Flagged>(
  'slims.parity.flagged',
  `select kind, old, problems from slims_ids where source_id = $1 and problems <> '[]' order by kind, old limit ${MOST_FLAGGED}`,
);

/** A server that was just filled does not know yet how large its tables are: joined by hashing, whatever it thinks. */
async function within<T>({ app }: Ctx, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await app.pool.connect();
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    await client.query(
      `set local enable_nestloop = off; set local work_mem = '32MB'; set local statement_timeout = '10min'`,
    );
    return await work(client);
  } finally {
    await client.query('rollback').catch(() => {});
    client.release();
  }
}

export const parityOf = (ctx: Ctx, sourceId: string, origin: Origin, zone: string, samples = 1000): Promise<Parity> =>
  within(ctx, (sql) => compared(sql, sourceId, origin, zone, samples, ctx.app.clock.now()));

async function compared(
  sql: Sql,
  sourceId: string,
  origin: Origin,
  zone: string,
  samples: number,
  at: Date,
): Promise<Parity> {
  const tables = await countTables(sql, sourceId, origin);
  const loans = await countLoans(sql, sourceId, origin);
  const openLoans = await openPerMember(sql, sourceId, origin);
  const balances = await balancePerMember(sql, sourceId, origin);
  const seen = await sample(sql, sourceId, origin, zone, samples);
  const same =
    tables.every(({ source, here, kept }) => source === here + kept) &&
    openLoans.differing.length + balances.differing.length === 0 &&
    JSON.stringify(loans.source) === JSON.stringify(loans.here) &&
    seen.differing.every((one) => one.flagged);
  return {
    place: origin.place,
    at: at.toISOString(),
    same,
    tables,
    loans,
    openLoans,
    balances,
    samples: seen,
    codes: Object.fromEntries((await codes.all(sql, [sourceId])).map(({ code, n }) => [code, n])),
    flagged: await flagged.all(sql, [sourceId]),
  };
}
