import { type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import type { Scope } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { LocalDateText, Uuid } from '../../kernel/validation.ts';
import { endOfLocalDay, startOfLocalDay } from '../../lib/calendar/zone.ts';
import { readSettings } from '../settings/index.ts';
import { periodBackwards } from './errors.ts';
import { KINDS } from './visit.ts';

export const VisitFilters = {
  /** Days of the library's calendar; both count. */
  from: LocalDateText.optional(),
  to: LocalDateText.optional(),
  branchId: Uuid.optional(),
  roomId: Uuid.optional(),
  kind: z.enum(KINDS).optional(),
  memberId: Uuid.optional(),
};
const Filters = z.object(VisitFilters);
export type VisitFilter = z.output<typeof Filters>;

export interface Span {
  from: Date | null;
  until: Date | null;
}

export async function spanOf(ctx: Ctx, { from, to }: VisitFilter): Promise<Span> {
  if (from !== undefined && to !== undefined && to < from) throw periodBackwards();
  const { timeZone } = await readSettings(ctx);
  return {
    from: from === undefined ? null : startOfLocalDay(timeZone, from),
    until: to === undefined ? null : new Date(endOfLocalDay(timeZone, to).getTime() + 1),
  };
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

const within = (scope: Scope) => {
  if (scope.kind === 'all') return sql<SqlBool>`true`;
  if (scope.kind === 'branches') return sql<SqlBool>`v.branch_id = any (${[...scope.ids]}::uuid[])`;
  return sql<SqlBool>`v.member_id = ${(scope.kind === 'own' ? scope.memberId : null) ?? NOBODY}`;
};

/** Visits the filter means and the scope reaches; the span prunes months. */
export function matching(ctx: Ctx, f: VisitFilter, span: Span) {
  let visits = ctx.db.selectFrom('visits as v').where(within(ctx.scope));
  if (span.from) visits = visits.where('v.at', '>=', span.from);
  if (span.until) visits = visits.where('v.at', '<', span.until);
  if (f.branchId) visits = visits.where('v.branchId', '=', f.branchId);
  if (f.roomId) visits = visits.where('v.roomId', '=', f.roomId);
  if (f.kind) visits = visits.where('v.kind', '=', f.kind);
  if (f.memberId) visits = visits.where('v.memberId', '=', f.memberId);
  return visits;
}
