import type { Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import type { Origin } from '../migration/origin.ts';
import { whole } from '../migration/row.ts';
import { STEPS } from '../migration/run.ts';

export interface TableCount {
  table: string;
  source: number;
  /** In tables of ours. */
  here: number;
  /** Only as the record that SLiMS had. */
  kept: number;
  flagged: number;
  gone: number;
}

const counts = prepared<{ here: number; kept: number; flagged: number; gone: number }>(
  'slims.parity.counts',
  `select count(*) filter (where new is not null and gone_at is null)::int as here,
     count(*) filter (where new is null and gone_at is null)::int as kept,
     count(*) filter (where problems <> '[]' and gone_at is null)::int as flagged, count(gone_at)::int as gone
   from slims_ids where source_id = $1 and kind = $2 and digest is not null`,
);

export async function countTables(sql: Sql, sourceId: string, origin: Origin): Promise<TableCount[]> {
  const all: TableCount[] = [];
  for (const { name, table, runs } of STEPS) {
    if (!runs(origin)) continue;
    const [row] = await origin.rows(`select count(*) as n from ${table}`);
    const here = (await counts.one(sql, [sourceId, name])) ?? { here: 0, kept: 0, flagged: 0, gone: 0 };
    all.push({ table, source: whole(row ?? {}, 'n'), ...here });
  }
  return all;
}

export interface LoanCount {
  total: number;
  open: number;
  returned: number;
  openRenewed: number;
}

const loansHere = prepared<LoanCount>(
  'slims.parity.loans',
  `select count(*)::int as total, count(*) filter (where b.return_date is null)::int as open,
     count(*) filter (where b.return_date is not null)::int as returned,
     count(*) filter (where b.return_date is null and b.renewals > 0)::int as "openRenewed"
   from slims_ids i join borrowings b on b.id = i.new where i.source_id = $1 and i.kind = 'loan' and b.status <> 'CANCELLED'`,
);

/** SLiMS's own figures: open is lent and not returned, whatever the return date says. */
export async function countLoans(
  sql: Sql,
  sourceId: string,
  origin: Origin,
): Promise<{ source: LoanCount; here: LoanCount }> {
  const none = { total: 0, open: 0, returned: 0, openRenewed: 0 };
  const [row] = await origin.rows(
    `select count(*) as total, coalesce(sum(is_return = 0), 0) as open, coalesce(sum(is_return <> 0), 0) as returned,
       coalesce(sum(is_return = 0 and renewed > 0), 0) as openRenewed from loan where is_lent = 1`,
  );
  const of = (column: keyof LoanCount): number => whole(row ?? {}, column);
  const source = { total: of('total'), open: of('open'), returned: of('returned'), openRenewed: of('openRenewed') };
  return { source, here: (await loansHere.one(sql, [sourceId])) ?? none };
}

export interface PerMember {
  /** Members with anything to count. */
  members: number;
  differing: { member: string; source: number; here: number }[];
}

function compare(source: ReadonlyMap<string, number>, here: ReadonlyMap<string, number>): PerMember {
  const all = [...new Set([...source.keys(), ...here.keys()])].sort();
  const rows = all.map((member) => ({ member, source: source.get(member) ?? 0, here: here.get(member) ?? 0 }));
  return { members: all.length, differing: rows.filter((row) => row.source !== row.here) };
}

const openHere = prepared<{ member: string; n: number }>(
  'slims.parity.open',
  `select m.old as member, count(*)::int as n from slims_ids l
   join borrowings b on b.id = l.new and b.return_date is null and b.status <> 'CANCELLED'
   join slims_ids m on m.source_id = l.source_id and m.kind = 'member' and m.new = b.member_id
   where l.source_id = $1 and l.kind = 'loan' group by m.old`,
);
const balanceHere = prepared<{ member: string; n: number }>(
  'slims.parity.balance',
  `select m.old as member, sum(l.amount)::bigint as n from slims_ids m
   join ledger_lines l on l.member_id = m.new and l.ledger_account in ('1200', '2100')
   where m.source_id = $1 and m.kind = 'member' group by m.old having sum(l.amount) <> 0`,
);

const keyed = (rows: readonly { member: string; n: number }[]): Map<string, number> =>
  new Map(rows.map(({ member, n }) => [member, n]));

export async function openPerMember(sql: Sql, sourceId: string, origin: Origin): Promise<PerMember> {
  const rows = await origin.rows(
    `select lower(trim(trailing from member_id)) as member, count(*) as n from loan where is_lent = 1 and is_return = 0
     group by lower(trim(trailing from member_id))`,
  );
  const source = keyed(rows.map((row) => ({ member: String(row.member ?? ''), n: whole(row, 'n') })));
  return compare(source, keyed(await openHere.all(sql, [sourceId])));
}

export async function balancePerMember(sql: Sql, sourceId: string, origin: Origin): Promise<PerMember> {
  if (!origin.has('fines')) return { members: 0, differing: [] };
  const rows = await origin.rows(
    `select lower(trim(trailing from member_id)) as member, sum(coalesce(debet, 0)) - sum(coalesce(credit, 0)) as n from fines
     group by lower(trim(trailing from member_id)) having n <> 0`,
  );
  const source = keyed(rows.map((row) => ({ member: String(row.member ?? ''), n: whole(row, 'n') })));
  return compare(source, keyed(await balanceHere.all(sql, [sourceId])));
}
