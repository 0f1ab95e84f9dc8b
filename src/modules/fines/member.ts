import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { failure, notFound } from '../../kernel/errors.ts';
import { prepared } from '../../kernel/prepared.ts';
import { trimmed } from '../../kernel/validation.ts';
import { lockMember } from './locks.ts';
import { reachOf } from './reach.ts';

/** A member's UUID or number. */
export const MemberRef = trimmed(40);

export interface Debtor {
  id: string;
  branchId: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const refParams = (ref: string): [string | null, string | null] => (UUID.test(ref) ? [ref, null] : [null, ref]);

/** An old card finds the record its own was merged into. */
const MEMBER = `select m.id, m.branch_id as "branchId" from members a join members m on m.id = coalesce(a.merged_into, a.id)
  where (a.id = $1::uuid or lower(a.member_id) = lower($2))`;
const anyMember = prepared<Debtor>('fines.member', `${MEMBER} and m.status <> 'DELETED'`);
/** Of a member at another branch one sees the fines of one's own branches. */
const withinReach = prepared<Debtor>(
  'fines.member.reach',
  `${MEMBER} and ($4::uuid is null or m.id = $4) and ($3::uuid[] is null or m.branch_id = any ($3)
     or exists (select 1 from fines f where f.member_id = m.id and f.branch_id = any ($3)))`,
);

const found = (member: Debtor | undefined): Debtor => {
  if (!member) throw notFound('fines.no_member');
  return member;
};

/** Whoever can be charged, locked: members are guests of every branch. */
export async function lockMemberToCharge(ctx: VerbCtx, ref: string): Promise<Debtor> {
  const member = found(await anyMember.one(ctx.sql, refParams(ref)));
  await lockMember(ctx, member.id);
  const now = found(await anyMember.one(ctx.sql, refParams(member.id)));
  if (now.id !== member.id) throw failure('CONFLICT', 'kernel.changed_meanwhile');
  return now;
}

export async function memberInReach(ctx: Ctx, ref: string): Promise<Debtor> {
  const { branches, member } = reachOf(ctx.scope);
  return found(await withinReach.one(ctx.sql, [...refParams(ref), branches, member]));
}
