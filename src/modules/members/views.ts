import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { COUNT_BOUND, decodeCursor, offsetOf, type Page, PageQuery, pageOf } from '../../kernel/page.ts';
import { prepared } from '../../kernel/prepared.ts';
import { trimmed, Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { localDateIn } from '../../lib/calendar/zone.ts';
import { readSettings } from '../settings/index.ts';
import { describe, type MemberReply } from './member.ts';
import { MEMBER_COLUMNS, MEMBER_TABLES, type MemberRow, reachOf } from './queries.ts';

const EXPIRY = sql`coalesce(m.expiry_date, 'infinity'::date)`;

/** Sort keys are never null, so that a cursor can stand on any row. */
const SORTS = {
  createdAt: { key: sql`m.created_at`, type: sql`timestamptz` },
  name: { key: sql`lower(m.name)`, type: sql`text` },
  memberId: { key: sql`lower(m.member_id)`, type: sql`text` },
  expiryDate: { key: EXPIRY, type: sql`date` },
};
const SORT_NAMES = ['createdAt', 'name', 'memberId', 'expiryDate'] as const;

const ListInput = z.strictObject({
  ...PageQuery.shape,
  /** Words of name, member number, identity number or e-mail address. */
  search: trimmed(100).optional(),
  status: z.enum(['ACTIVE', 'SUSPENDED', 'DELETED']).optional(),
  memberTypeId: Uuid.optional(),
  branchId: Uuid.optional(),
  className: trimmed(50).optional(),
  expired: z.stringbool().optional(),
  sortBy: z.enum(SORT_NAMES).default('createdAt'),
  sortOrder: z.enum(['asc', 'desc']).default('desc'),
});
type ListInput = z.output<typeof ListInput>;

/** Deleted members appear only when asked for. */
export const listMembers = view({
  name: 'members.list',
  permission: 'member:read',
  input: ListInput,
  async run(ctx, input): Promise<Page<MemberReply>> {
    const days = await localDays(ctx);
    const where = conditions(ctx, input, days);
    const rows = await readPage(ctx, input, where);
    const total = input.cursor === undefined ? await bounded(ctx, where) : undefined;
    const page = pageOf(rows, input, (m) => [m.sortKey, m.id], total);
    const items = page.items.map(({ sortKey: _key, ...m }) => describe(ctx, m, days[m.timeZone ?? ''] ?? ''));
    return { ...page, items };
  },
});

type Days = Readonly<Record<string, string>>;
const zones = prepared<{ zone: string }>(
  'members.zones',
  'select distinct time_zone as zone from branches where time_zone is not null',
);

/** Today in each zone where there is a branch; '' is the library's own. */
async function localDays(ctx: Ctx): Promise<Days> {
  const days: Record<string, string> = { '': localDateIn((await readSettings(ctx)).timeZone, ctx.now) };
  for (const { zone } of await zones.all(ctx.sql, [])) days[zone] = localDateIn(zone, ctx.now);
  return days;
}

type Condition = RawBuilder<unknown>;
const all = (parts: readonly Condition[]): Condition => sql.join([...parts], sql` and `);
const SEARCHED = sql`lower(m.name || ' ' || m.member_id || ' ' || coalesce(m.identity_number, '') || ' ' || coalesce(m.email, ''))`;
const likeWord = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

function conditions(ctx: Ctx, input: ListInput, days: Days): Condition {
  const today = sql`(${JSON.stringify(days)}::jsonb ->> coalesce(b.time_zone, ''))::date`;
  const latest = Object.values(days).sort().at(-1) ?? ''; // the same for every row: an index can use it
  const parts = [...inReach(ctx), statusIs(input.status, today)];
  for (const word of (input.search ?? '').split(/\s+/).filter(Boolean))
    parts.push(sql`${SEARCHED} like lower(${likeWord(word)})`);
  if (input.memberTypeId) parts.push(sql`m.member_type_id = ${input.memberTypeId}`);
  if (input.branchId) parts.push(sql`m.branch_id = ${input.branchId}`);
  if (input.className) parts.push(sql`m.class_name = ${input.className}`);
  if (input.expired === true) parts.push(sql`${EXPIRY} < ${latest}::date and ${EXPIRY} < ${today}`);
  if (input.expired === false) parts.push(sql`${EXPIRY} >= ${today}`);
  return all(parts);
}

function inReach(ctx: Ctx): Condition[] {
  const { branches, departments, only } = reachOf(ctx.scope);
  return [
    ...(branches ? [sql`m.branch_id = any (${branches}::uuid[])`] : []),
    ...(departments ? [sql`m.department = any (${departments}::text[])`] : []),
    ...(only ? [sql`m.id = ${only}`] : []),
  ];
}

/** The status of the reply: suspended by the dates, whatever the hourly schedule has written so far. */
function statusIs(status: ListInput['status'], today: Condition): Condition {
  if (status === 'DELETED') return sql`m.status = 'DELETED'`;
  const suspended = sql`(coalesce(m.suspension_start <= ${today}, false) and coalesce(m.suspension_end >= ${today}, true))`;
  if (status === 'SUSPENDED') return sql`m.status <> 'DELETED' and m.suspension_start is not null and ${suspended}`;
  return status === 'ACTIVE' ? sql`m.status <> 'DELETED' and not ${suspended}` : sql`m.status <> 'DELETED'`;
}

type SortedRow = MemberRow & { sortKey: string };

async function readPage(ctx: Ctx, input: ListInput, where: Condition): Promise<SortedRow[]> {
  const { key, type } = SORTS[input.sortBy];
  const order = sql.raw(input.sortOrder);
  const after = input.cursor === undefined ? null : decodeCursor(input.cursor, 2).map(String);
  const beyond = sql.raw(input.sortOrder === 'asc' ? '>' : '<');
  const start = after
    ? sql` and (${key}, m.id) ${beyond} (cast(${after[0]} as ${type}), cast(${after[1]} as uuid))`
    : sql``;
  const skip = after ? 0 : offsetOf(input);
  const { rows } = await sql<SortedRow>`
    with found as materialized (
      select m.id, ${key} as key from members m join branches b on b.id = m.branch_id where ${where}${start}
      order by ${key} ${order}, m.id ${order} limit ${input.limit + 1} offset ${skip})
    select ${sql.raw(MEMBER_COLUMNS)}, f.key::text as "sortKey"
    from found f join ${sql.raw(MEMBER_TABLES)} on m.id = f.id order by f.key ${order}, m.id ${order}`.execute(ctx.db);
  return rows;
}

async function bounded(ctx: Ctx, where: Condition): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from members m join branches b on b.id = m.branch_id where ${where} limit ${COUNT_BOUND + 1}) c`.execute(
    ctx.db,
  );
  return rows[0]?.n ?? 0;
}
