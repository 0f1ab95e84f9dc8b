import { z } from 'zod';
import type { Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { type Asked, Frozen, frozen } from '../asked.ts';

/** A return brings the copy back; a copy that was lost ends its loan without one. */
export const Lending = z.object({
  borrowings: z.int(),
  returns: z.int(),
  lost: z.int(),
  renewals: z.int(),
  holds: z.int(),
});
export type Lending = z.output<typeof Lending>;
/** The name is the one of that time. */
const Named = Lending.extend({ id: z.uuid().nullable(), name: z.string().nullable() });
type Named = z.output<typeof Named>;

export const CirculationFigures = Frozen.extend({
  subject: z.literal('circulation'),
  totals: Lending,
  byDay: z.array(Lending.extend({ date: z.string() })),
  byMemberType: z.array(Named),
  /** The row without id: holds that have no copy yet. */
  byCollectionType: z.array(Named),
  byBranch: z.array(Named),
  topTitles: z.array(z.object({ bookId: z.uuid(), title: z.string(), author: z.string(), borrowings: z.int() })),
  topBorrowers: z.array(z.object({ memberId: z.uuid(), borrowings: z.int() })),
});
export type CirculationFigures = z.output<typeof CirculationFigures>;

const MOST_READ = 20;

const BORROWED = `o.borrow_date >= $1 and o.borrow_date < $2 and o.status <> 'CANCELLED' and ($3::uuid is null or o.branch_id = $3)`;

/** Renewals stand in the log alone; each event counts at the desk where it happened, a hold where it is collected. */
const events = prepared<Named & { dimension: number; day: number | null }>(
  'reports.circulation.events',
  `with events as materialized (
     select 'borrowing' as kind, o.borrow_date as at, o.branch_id, o.member_id, o.copy_id from borrowings o where ${BORROWED}
     union all
     select case o.outcome when 'LOST' then 'lost' else 'return' end, o.return_date, coalesce(o.return_branch_id, o.branch_id),
       o.member_id, o.copy_id
     from borrowings o where o.return_date >= $1 and o.return_date < $2
       and ($3::uuid is null or coalesce(o.return_branch_id, o.branch_id) = $3)
     union all
     select 'renewal', f.at, o.branch_id, o.member_id, o.copy_id
     from facts f join borrowings o on o.id = f.entity_id::uuid
     where f.action_type = 'UPDATE' and f.action = 'borrowing.renewed' and f.at >= $1 and f.at < $2
       and ($3::uuid is null or o.branch_id = $3)
     union all
     select 'hold', h.placed_at, h.pickup_branch_id, h.member_id, h.copy_id
     from holds h where h.placed_at >= $1 and h.placed_at < $2 and ($3::uuid is null or h.pickup_branch_id = $3)),
   counted as (
     select grouping(x.day, x.member_type_id, x.collection_type_id, x.branch_id) as dimension, x.day, x.member_type_id,
       x.collection_type_id, x.branch_id, count(*) filter (where x.kind = 'borrowing')::int as borrowings,
       count(*) filter (where x.kind = 'return')::int as returns, count(*) filter (where x.kind = 'lost')::int as lost,
       count(*) filter (where x.kind = 'renewal')::int as renewals, count(*) filter (where x.kind = 'hold')::int as holds
     from (select e.kind, width_bucket(e.at, $4::timestamptz[]) as day, m.member_type_id, c.collection_type_id, e.branch_id
       from events e join members m on m.id = e.member_id left join copies c on c.id = e.copy_id) x
     group by grouping sets ((), (x.day), (x.member_type_id), (x.collection_type_id), (x.branch_id)))
   select n.dimension, n.day, coalesce(n.member_type_id, n.collection_type_id, n.branch_id) as id,
     coalesce(t.name, k.name, b.name) as name, n.borrowings, n.returns, n.lost, n.renewals, n.holds
   from counted n left join member_types t on t.id = n.member_type_id
     left join collection_types k on k.id = n.collection_type_id left join branches b on b.id = n.branch_id
   order by name nulls last, id`,
);

const topTitles = prepared<CirculationFigures['topTitles'][number]>(
  'reports.circulation.titles',
  `select n.book_id as "bookId", b.title, b.author, n.borrowings
   from (select o.book_id, count(*)::int as borrowings from borrowings o where ${BORROWED}
     group by o.book_id order by borrowings desc, o.book_id limit ${MOST_READ}) n join books b on b.id = n.book_id
   order by n.borrowings desc, n.book_id`,
);
const topBorrowers = prepared<CirculationFigures['topBorrowers'][number]>(
  'reports.circulation.borrowers',
  `select o.member_id as "memberId", count(*)::int as borrowings from borrowings o where ${BORROWED}
   group by o.member_id order by borrowings desc, o.member_id limit ${MOST_READ}`,
);

/** What grouping() answers: a bit for each column that a row is not about. */
const ALL = 0b1111;
const DAY = 0b0111;
const MEMBER_TYPE = 0b1011;
const COLLECTION_TYPE = 0b1101;
const BRANCH = 0b1110;

const NOTHING: Lending = { borrowings: 0, returns: 0, lost: 0, renewals: 0, holds: 0 };
const lending = ({ borrowings, returns, lost, renewals, holds }: Lending): Lending => ({
  borrowings,
  returns,
  lost,
  renewals,
  holds,
});

export async function countCirculation(sql: Sql, { span, branchId }: Asked): Promise<CirculationFigures> {
  const where = [span.from, span.until, branchId];
  const begins = span.begins.map((moment) => moment.toISOString());
  const rows = await events.all(sql, [...where, begins]);
  const about = (dimension: number) => rows.filter((row) => row.dimension === dimension);
  const named = (dimension: number) => about(dimension).map((row) => ({ id: row.id, name: row.name, ...lending(row) }));
  const days = new Map(about(DAY).map((row) => [row.day, lending(row)]));
  const [all] = about(ALL);
  return {
    ...frozen(span),
    subject: 'circulation',
    totals: all ? lending(all) : NOTHING,
    byDay: span.days.map((date, n) => ({ date, ...(days.get(n + 1) ?? NOTHING) })),
    byMemberType: named(MEMBER_TYPE),
    byCollectionType: named(COLLECTION_TYPE),
    byBranch: named(BRANCH),
    topTitles: await topTitles.all(sql, where),
    topBorrowers: await topBorrowers.all(sql, where),
  };
}
