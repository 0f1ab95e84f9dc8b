import { type SqlBool, sql } from 'kysely';
import { holds } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { COUNT_BOUND } from '../../kernel/page.ts';
import { matching, type Span, type VisitFilter } from './filters.ts';
import type { VisitReply } from './visit.ts';

/** Place in the order of visits, newest first. */
export interface After {
  at: string;
  id: string;
}

interface Row extends Omit<VisitReply, 'member'> {
  memberRef: string | null;
  memberNumber: string | null;
  memberName: string | null;
}

/** Joined wide, in one query. */
export async function readVisits(
  ctx: Ctx,
  filter: VisitFilter,
  span: Span,
  page: { after: After | null; offset: number; limit: number },
): Promise<VisitReply[]> {
  let query = matching(ctx, filter, span)
    .innerJoin('branches as b', 'b.id', 'v.branchId')
    .leftJoin('members as m', 'm.id', 'v.memberId')
    .leftJoin('visitRooms as r', 'r.id', 'v.roomId')
    .select(['v.id', 'v.at', 'v.kind', 'v.guestName', 'v.institution', 'v.purpose', 'v.branchId', 'v.roomId'])
    .select(['b.name as branchName', 'r.name as roomName', 'v.memberId as memberRef'])
    .select(['m.memberId as memberNumber', 'm.name as memberName'])
    .orderBy('v.at', 'desc')
    .orderBy('v.id', 'desc')
    .limit(page.limit)
    .$castTo<Row>();
  if (page.after)
    query = query.where(sql<SqlBool>`(v.at, v.id) < (${page.after.at}::timestamptz, ${page.after.id}::uuid)`);
  else query = query.offset(page.offset);
  const mayName = ctx.scope.kind === 'own' || holds(ctx.actor, 'member:read');
  return (await query.execute()).map((row) => visitOf(row, mayName));
}

function visitOf({ memberRef, memberNumber, memberName, ...visit }: Row, mayName: boolean): VisitReply {
  if (!mayName) return { ...visit, member: null, guestName: null };
  const member =
    memberRef && memberNumber && memberName ? { id: memberRef, memberId: memberNumber, name: memberName } : null;
  return { ...visit, member };
}

/** Exact to the bound, one more beyond it. */
export async function countMatching(ctx: Ctx, filter: VisitFilter, span: Span): Promise<number> {
  const some = matching(ctx, filter, span)
    .select(sql`1`.as('one'))
    .limit(COUNT_BOUND + 1);
  const counted = ctx.db.selectFrom(some.as('some')).select((e) => e.fn.countAll<number>().as('n'));
  return (await counted.executeTakeFirstOrThrow()).n;
}
