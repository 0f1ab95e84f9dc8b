import { z } from 'zod';
import type { Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { type Asked, Frozen, frozen } from '../asked.ts';

/** Suspended and expired may both be true of one member; active is neither. Borrowers borrowed at least once. */
const Membership = z.object({
  total: z.int(),
  new: z.int(),
  active: z.int(),
  expired: z.int(),
  suspended: z.int(),
  borrowers: z.int(),
});
type Membership = z.output<typeof Membership>;
const Named = Membership.extend({ id: z.uuid().nullable(), name: z.string().nullable() });
type Named = z.output<typeof Named>;
const InClass = Membership.extend({ className: z.string().nullable() });

export const MemberFigures = Frozen.extend({
  subject: z.literal('members'),
  totals: Membership,
  byMemberType: z.array(Named),
  byBranch: z.array(Named),
  byClass: z.array(InClass),
  /** Classes beyond the largest 500, together. */
  otherClasses: Membership.extend({ classes: z.int() }).nullable(),
});
export type MemberFigures = z.output<typeof MemberFigures>;

const MOST_CLASSES = 500;

/** Members of the last day: joined by then, not yet deleted. $1, $2 are days; $3, $4 the period as moments. */
const counted = prepared<Named & { dimension: number; className: string | null }>(
  'reports.members',
  `with suspended as (
     select s.member_id from member_suspensions s where s.starts_on <= $2 and (s.ends_on is null or s.ends_on >= $2)
       and (s.lifted_at is null or s.lifted_at >= $4)
     union select m.id from members m where m.suspension_start <= $2 and (m.suspension_end is null or m.suspension_end >= $2)),
   borrower as (select distinct o.member_id from borrowings o
     where o.borrow_date >= $3 and o.borrow_date < $4 and o.status <> 'CANCELLED'),
   member as (
     select m.member_type_id, m.branch_id, m.class_name, m.join_date >= $1 as is_new,
       coalesce(m.expiry_date < $2, false) as is_expired, s.member_id is not null as is_suspended,
       o.member_id is not null as is_borrower
     from members m left join suspended s on s.member_id = m.id left join borrower o on o.member_id = m.id
     where m.join_date <= $2 and (m.deleted_at is null or m.deleted_at >= $4) and ($5::uuid is null or m.branch_id = $5)),
   counted as (
     select grouping(member_type_id, branch_id, class_name) as dimension, member_type_id, branch_id, class_name,
       count(*)::int as total, count(*) filter (where is_new)::int as new,
       count(*) filter (where not is_expired and not is_suspended)::int as active,
       count(*) filter (where is_expired)::int as expired, count(*) filter (where is_suspended)::int as suspended,
       count(*) filter (where is_borrower)::int as borrowers
     from member group by grouping sets ((), (member_type_id), (branch_id), (class_name)))
   select n.dimension, coalesce(n.member_type_id, n.branch_id) as id, coalesce(t.name, b.name) as name,
     n.class_name as "className", n.total, n.new, n.active, n.expired, n.suspended, n.borrowers
   from counted n left join member_types t on t.id = n.member_type_id left join branches b on b.id = n.branch_id
   order by name nulls last, id, n.class_name nulls last`,
);

const ALL = 0b111;
const MEMBER_TYPE = 0b011;
const BRANCH = 0b101;
const CLASS = 0b110;

const NOBODY: Membership = { total: 0, new: 0, active: 0, expired: 0, suspended: 0, borrowers: 0 };
const membership = (row: Membership): Membership => ({
  total: row.total,
  new: row.new,
  active: row.active,
  expired: row.expired,
  suspended: row.suspended,
  borrowers: row.borrowers,
});
const sum = (rows: readonly Membership[]): Membership =>
  rows.reduce(
    (all, row) => ({
      total: all.total + row.total,
      new: all.new + row.new,
      active: all.active + row.active,
      expired: all.expired + row.expired,
      suspended: all.suspended + row.suspended,
      borrowers: all.borrowers + row.borrowers,
    }),
    NOBODY,
  );

export async function countMembers(sql: Sql, { span, branchId }: Asked): Promise<MemberFigures> {
  const rows = await counted.all(sql, [span.start, span.lastDay, span.from, span.until, branchId]);
  const about = (dimension: number) => rows.filter((row) => row.dimension === dimension);
  const named = (dimension: number) =>
    about(dimension).map((row) => ({ id: row.id, name: row.name, ...membership(row) }));
  const classes = about(CLASS);
  const smallest = [...classes].sort((a, b) => b.total - a.total).slice(MOST_CLASSES);
  const left = new Set(smallest);
  return {
    ...frozen(span),
    subject: 'members',
    totals: sum(about(ALL)),
    byMemberType: named(MEMBER_TYPE),
    byBranch: named(BRANCH),
    byClass: classes.filter((row) => !left.has(row)).map((row) => ({ className: row.className, ...membership(row) })),
    otherClasses: left.size > 0 ? { classes: left.size, ...sum(smallest) } : null,
  };
}
