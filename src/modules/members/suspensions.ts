import type { VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import { actorId } from './change.ts';
import type { MemberRow } from './queries.ts';

export interface Suspension {
  memberId: string;
  from: string;
  to: string | null;
  reason: string;
}

const begin = prepared(
  'members.suspension.begin',
  `insert into member_suspensions (id, member_id, starts_on, ends_on, reason, created_at, created_by)
   values ($1, $2, $3, $4, $5, $6, $7)`,
);
export async function beginSuspension(ctx: VerbCtx, s: Suspension): Promise<void> {
  await begin.all(ctx.sql, [newId(), s.memberId, s.from, s.to, s.reason, ctx.now, actorId(ctx)]);
}

const lift = prepared(
  'members.suspension.lift',
  'update member_suspensions set lifted_at = $2, lifted_by = $3 where member_id = $1 and lifted_at is null',
);
export async function liftSuspension(ctx: VerbCtx, memberId: string): Promise<void> {
  await lift.all(ctx.sql, [memberId, ctx.now, actorId(ctx)]);
}

const move = prepared('members.suspension.move', 'update member_suspensions set member_id = $2 where member_id = $1');
const extend = prepared(
  'members.suspension.extend',
  'update member_suspensions set starts_on = $2, ends_on = $3 where member_id = $1 and lifted_at is null',
);

export const beginsFirst = (a: string, b: string): string => (a < b ? a : b);
const endsLast = (a: string | null, b: string | null): string | null =>
  a === null || b === null ? null : a > b ? a : b;

type Dates = Pick<MemberRow, 'suspensionStart' | 'suspensionEnd'>;

/** Two stories become one, and nobody gets out of a suspension by having a second record. */
export async function joinSuspensions(ctx: VerbCtx, kept: MemberRow, gone: MemberRow): Promise<Dates> {
  const both = kept.suspensionStart !== null && gone.suspensionStart !== null;
  if (both) await liftSuspension(ctx, gone.id);
  await move.all(ctx.sql, [gone.id, kept.id]);
  const [only] = [kept, gone].filter((member) => member.suspensionStart !== null);
  if (!only || !both)
    return { suspensionStart: only?.suspensionStart ?? null, suspensionEnd: only?.suspensionEnd ?? null };
  const suspensionStart = beginsFirst(kept.suspensionStart ?? '', gone.suspensionStart ?? '');
  const suspensionEnd = endsLast(kept.suspensionEnd, gone.suspensionEnd);
  await extend.all(ctx.sql, [kept.id, suspensionStart, suspensionEnd]);
  return { suspensionStart, suspensionEnd };
}
