import { type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../kernel/context.ts';
import { COUNT_BOUND } from '../../kernel/page.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { LogRow } from './entry.ts';
import type { LogFilter, Period } from './filters.ts';
import { momentText } from './leaf.ts';
import type { Reader } from './personal.ts';

/** Place in the order of the log, to the microsecond. */
export interface Place {
  at: string;
  id: string;
}

export interface Search {
  filter: LogFilter;
  period: Period;
  reader: Reader;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Facts the filter means and the scope reaches, between two moments: `at` is always bounded, so months are pruned. */
function matching(ctx: Ctx, { filter: f, reader }: Search, span: Period) {
  let facts = ctx.db.selectFrom('facts as f');
  if (span.from) facts = facts.where('f.at', '>=', span.from);
  if (span.before) facts = facts.where('f.at', '<', span.before);
  if (f.action) facts = facts.where('f.actionType', 'in', f.action);
  if (f.event) facts = facts.where('f.action', 'in', f.event);
  if (f.entityType) facts = facts.where('f.entityType', 'in', f.entityType);
  if (f.entityId) facts = facts.where('f.entityId', '=', f.entityId);
  if (f.adminId) facts = facts.where('f.actorId', '=', f.adminId);
  if (f.actorId) facts = facts.where('f.actorId', '=', f.actorId);
  if (f.branchId) facts = facts.where('f.branchId', '=', f.branchId);
  if (f.correlationId) facts = facts.where('f.correlationId', '=', f.correlationId);
  if (f.q) facts = facts.where(named(f.q, span)).where(seen(reader));
  return facts.where(within(ctx, reader));
}

const within = ({ scope }: Ctx, reader: Reader) => {
  const own = sql<SqlBool>`f.actor_id = ${reader.accountId ?? NOBODY}`;
  if (scope.kind === 'all') return sql<SqlBool>`true`;
  return scope.kind === 'branches' ? sql<SqlBool>`(f.branch_id = any (${[...scope.ids]}) or ${own})` : own;
};

function named(text: string, { from, before }: Period) {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`exists (select from fact_details d where d.at = f.at and d.fact_id = f.id
    and d.at >= ${from ?? '-infinity'} and d.at < ${before ?? 'infinity'} and d.body ->> 'entityName' ilike ${pattern})`;
}

/** Nobody finds by name what its values are withheld from them. */
function seen({ accountId, limits }: Reader) {
  const types = limits.map(({ entityType }) => entityType);
  const reached = limits.flatMap(({ entityType, branchIds }) =>
    branchIds.length === 0
      ? []
      : [sql<SqlBool>`or (f.entity_type = ${entityType} and f.branch_id = any (${[...branchIds]}))`],
  );
  const own = sql<SqlBool>`f.actor_id = ${accountId ?? NOBODY}`;
  return sql<SqlBool>`(f.entity_type <> all (${types}) or ${own} ${sql.join(reached, sql` `)})`;
}

/** The newest places of a span, after another place when one is given. */
export function placesIn(ctx: Ctx, search: Search, span: Period, after: Place | null, limit: number) {
  let places = matching(ctx, search, span)
    .select(['f.id', sql<string>`${sql.raw(momentText('f.at'))}`.as('at')])
    .orderBy('f.at', 'desc')
    .orderBy('f.id', 'desc')
    .limit(limit);
  if (after) places = places.where(sql<SqlBool>`(f.at, f.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return places;
}

/** Exact to the bound, one more beyond it. */
export async function countMatching(ctx: Ctx, search: Search): Promise<number> {
  const some = matching(ctx, search, search.period)
    .select(sql`1`.as('one'))
    .limit(COUNT_BOUND + 1);
  const counted = ctx.db.selectFrom(some.as('some')).select((e) => e.fn.countAll<number>().as('n'));
  return (await counted.executeTakeFirstOrThrow()).n;
}

const oldest = prepared<{ at: Date | null }>('audit.log.oldest', 'select min(at) as at from facts');
export const oldestFact = async (ctx: Pick<Ctx, 'sql'>): Promise<Date | null> =>
  (await oldest.one(ctx.sql, []))?.at ?? null;

const rows = prepared<LogRow>(
  'audit.log.rows',
  `select f.id, f.at, ${momentText('f.at')} as place, f.action, f.action_type as "actionType", f.entity_type as "entityType", f.entity_id as "entityId",
     f.actor_kind as "actorKind", f.actor_id as "actorId", f.branch_id as "branchId", f.request_id as "requestId",
     f.correlation_id as "correlationId", f.changed, d.body, a.name as "accountName"
   from facts f
   left join fact_details d on d.at = f.at and d.fact_id = f.id and d.at between $2::timestamptz and $3::timestamptz
   left join accounts a on a.id = f.actor_id and f.actor_kind = 'account'
   where f.at between $2::timestamptz and $3::timestamptz and f.id = any ($1::uuid[])
   order by f.at desc, f.id desc`,
);
export async function rowsAt(ctx: Pick<Ctx, 'sql'>, places: readonly Place[]): Promise<LogRow[]> {
  const moments = places.map(({ at }) => at).sort();
  if (moments.length === 0) return [];
  return rows.all(ctx.sql, [places.map(({ id }) => id), moments[0], moments.at(-1)]);
}

/** Sealed facts are found by their seal; what is not sealed yet is little and lies behind the last one. */
const place = prepared<{ at: string; position: number | null }>(
  'audit.log.place',
  `with last as materialized (select fact_tx, fact_id from fact_seals order by position desc limit 1)
   select ${momentText('fact_at')} as at, position from fact_seals where fact_id = $1
   union all
   (select ${momentText('f.at')} as at, null from facts f
    where f.id = $1 and (f.tx, f.id) > (coalesce((select fact_tx from last), '0'::xid8), coalesce((select fact_id from last), $2))
    order by f.tx, f.id limit 1)
   limit 1`,
);
export const placeOfFact = (ctx: Ctx, id: string) => place.one(ctx.sql, [id, NOBODY]);

/** One entry the scope reaches. */
export async function inScope(ctx: Ctx, search: Search, { at, id }: Place): Promise<boolean> {
  const moment = sql<SqlBool>`f.at = ${at}::timestamptz`;
  const found = matching(ctx, search, { from: null, before: null }).where('f.id', '=', id).where(moment);
  return (await found.select('f.id').executeTakeFirst()) !== undefined;
}
