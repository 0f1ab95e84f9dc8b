import type { Updateable } from 'kysely';
import type { Members } from '../../drivers/postgres/tables.ts';
import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import type { FactInput } from '../../kernel/facts.ts';
import { refused } from './errors.ts';
import { describeNow, type MemberReply } from './member.ts';
import { type MemberRow, memberById } from './queries.ts';

export type Columns = Omit<Updateable<Members>, 'id' | 'version' | 'updatedAt'>;

/** What a fact tells of a member: the fields people edit and see, no flags that follow from them. */
export function told(m: MemberRow): Record<string, unknown> {
  const { memberType, branch, accountId, timeZone: _zone, hasOpenLoans: _loans, owes: _owes, ...rest } = m;
  const { version: _version, createdAt: _created, updatedAt: _updated, photo, ...fields } = rest;
  return {
    ...fields,
    memberTypeId: memberType.id,
    branchId: branch.id,
    hasPhoto: photo !== null,
    hasAccount: accountId !== null,
  };
}

export const factOf = (m: MemberRow, type: FactInput['type']): Omit<FactInput, 'action'> => ({
  type,
  id: m.id,
  name: m.name,
  branchId: m.branch.id,
});

const systemScope = { kind: 'all' } as const;

/** Writes columns of one locked member, bumps its version and records what changed. */
export async function changeMember(
  ctx: VerbCtx,
  before: MemberRow,
  columns: Columns,
  {
    action,
    type = 'UPDATE',
    ...more
  }: { action: string; type?: FactInput['type']; reason?: string; mergedFrom?: string },
): Promise<MemberRow> {
  await ctx.db
    .updateTable('members')
    .set({ ...columns, version: before.version + 1, updatedAt: ctx.now })
    .where('id', '=', before.id)
    .execute();
  const after = await memberById(ctx, before.id, systemScope);
  ctx.record(action, { ...factOf(after, type), old: told(before), new: { ...told(after), ...more } });
  return after;
}

export const changed = async (...change: Parameters<typeof changeMember>): Promise<MemberReply> =>
  describeNow(change[0], await changeMember(...change));

export function requireLive(m: MemberRow): void {
  if (m.status === 'DELETED') throw refused('members.is_deleted');
}

export const actorId = (ctx: Ctx): string | null => (ctx.actor.kind === 'account' ? ctx.actor.accountId : null);
