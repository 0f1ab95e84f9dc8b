import type { Ctx } from '../../../kernel/context.ts';
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

export async function parityOf(
  ctx: Ctx,
  sourceId: string,
  origin: Origin,
  zone: string,
  samples = 1000,
): Promise<Parity> {
  const tables = await countTables(ctx.sql, sourceId, origin);
  const loans = await countLoans(ctx.sql, sourceId, origin);
  const openLoans = await openPerMember(ctx.sql, sourceId, origin);
  const balances = await balancePerMember(ctx.sql, sourceId, origin);
  const samplesSeen = await sample(ctx.sql, sourceId, origin, zone, samples);
  const same =
    tables.every(({ source, here, kept }) => source === here + kept) &&
    openLoans.differing.length + balances.differing.length === 0 &&
    JSON.stringify(loans.source) === JSON.stringify(loans.here) &&
    samplesSeen.differing.every((one) => one.flagged);
  return {
    place: origin.place,
    at: ctx.app.clock.now().toISOString(),
    same,
    tables,
    loans,
    openLoans,
    balances,
    samples: samplesSeen,
    codes: Object.fromEntries((await codes.all(ctx.sql, [sourceId])).map(({ code, n }) => [code, n])),
    flagged: await flagged.all(ctx.sql, [sourceId]),
  };
}
