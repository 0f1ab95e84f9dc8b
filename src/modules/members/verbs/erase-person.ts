import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { eraseAccount } from '../../identity/index.ts';
import { requireMemberAccount } from '../account.ts';
import { forgetInBatches } from '../batches.ts';
import { actorId } from '../change.ts';
import { refused } from '../errors.ts';
import { onMemberErase } from '../lists.ts';
import { describeNow, type MemberReply } from '../member.ts';
import { type Person, personOf } from '../person.ts';
import { lockMember, lockMembers, type MemberRow, memberById } from '../queries.ts';

/** UU PDP, article 8: the person goes, the history of loans stays without a name. There is no way back. */
export const erasePerson = verb({
  name: 'members.erase',
  permission: 'member:erase',
  input: z.strictObject({ id: Uuid, reason: trimmed(500) }),
  async run(ctx, { id, reason }): Promise<MemberReply> {
    const member = await lockMember(ctx, id);
    requireErasable(member);
    const person = await personOf(ctx, member);
    await lockMembers(ctx, person.memberIds, { kind: 'all' });
    for (const accountId of person.accountIds) await requireMemberAccount(ctx, accountId);
    const sessions = (await sessionsOf.all(ctx.sql, [person.accountIds])).map((row) => row.id);
    for (const accountId of person.accountIds) await eraseAccount(ctx, accountId);
    for (const part of onMemberErase) await part(ctx, person);
    await anonymise(ctx, person);
    await eraseDetails(ctx, person, sessions);
    ctx.record('member.erased', { type: 'DELETE', id, branchId: member.branch.id, new: { reason } });
    // Before the commit: should it fail, a picture is lost; after it, a crash would leave one behind.
    for (const key of person.photos) await ctx.drivers.files.remove(key);
    return describeNow(ctx, await memberById(ctx, id, { kind: 'all' }));
  },
});

function requireErasable(member: MemberRow): void {
  if (member.erasedAt !== null) throw refused('members.is_erased');
  if (member.mergedInto !== null) throw refused('members.is_merged');
  if (member.hasOpenLoans) throw refused('members.has_open_loans');
  if (member.owes) throw refused('members.owes');
}

const sessionsOf = prepared<{ id: string }>(
  'members.erase.sessions',
  'select id from sessions where account_id = any ($1::uuid[])',
);
const wipe = prepared(
  'members.erase',
  `update members set name = 'Anggota terhapus', member_id = 'X' || replace(id::text, '-', ''), email = null, phone = null,
     address = null, identity_number = null, department = null, class_name = null, photo = null, consent = '{}', notes = null,
     account_id = null, suspension_start = null, suspension_end = null, status = 'DELETED', erased_at = $2,
     deleted_at = coalesce(deleted_at, $2), deleted_by = coalesce(deleted_by, $3), updated_at = $2, version = version + 1
   where id = any ($1::uuid[])`,
);
const wipeReasons = prepared(
  'members.erase.suspensions',
  `update member_suspensions set reason = '-', lifted_at = coalesce(lifted_at, $2) where member_id = any ($1::uuid[])`,
);

async function anonymise(ctx: VerbCtx, { memberIds }: Person): Promise<void> {
  await wipe.all(ctx.sql, [memberIds, ctx.now, actorId(ctx)]);
  await wipeReasons.all(ctx.sql, [memberIds, ctx.now]);
  await forgetInBatches(ctx, memberIds);
}

const eraseFacts = prepared(
  'members.erase.facts',
  `select erase_fact_details(array['member', 'account', 'session'], $1::text[], $2::uuid[])`,
);
/** What the facts told of the person; the leaves cover digests only, so the chain stays whole. */
async function eraseDetails(ctx: VerbCtx, { memberIds, accountIds }: Person, sessions: string[]): Promise<void> {
  await eraseFacts.all(ctx.sql, [[...memberIds, ...accountIds, ...sessions], accountIds]);
}
