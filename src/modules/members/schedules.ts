import type { Ctx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { Schedule } from '../../kernel/schedules.ts';
import { asSystem } from '../../kernel/verb.ts';
import { changeMember } from './change.ts';
import { isSuspended, todayOf } from './member.ts';
import { lockMembers, type MemberRow } from './queries.ts';
import { liftSuspension } from './suspensions.ts';

/** The zones of the world are less than two days apart; the exact day of each branch is looked at row by row. */
const due = prepared<{ id: string }>(
  'members.suspensions.due',
  `select id from members where suspension_start is not null and id > $2 and status <> 'DELETED'
     and (suspension_end < $1::date + 1 or (status = 'ACTIVE' and suspension_start <= $1::date + 1))
   order by id limit 200`,
);
const FIRST = '00000000-0000-0000-0000-000000000000';
const everywhere = { kind: 'all' } as const;

/** Begins suspensions whose day has come and lifts those that ran out; returns how many it changed. */
export async function turnSuspensions(ctx: Ctx): Promise<number> {
  const utcDay = ctx.now.toISOString().slice(0, 10);
  let turned = 0;
  for (let after = FIRST; ; ) {
    const ids = (await due.all(ctx.app.pool, [utcDay, after])).map((row) => row.id);
    if (ids.length === 0) return turned;
    after = ids.at(-1) ?? after;
    turned += await asSystem(ctx, async (tx) => {
      let count = 0;
      for (const member of await lockMembers(tx, ids, everywhere)) count += (await turn(tx, member)) ? 1 : 0;
      return count === 0 ? tx.unchanged(0) : count;
    });
  }
}

async function turn(ctx: Parameters<typeof liftSuspension>[0], member: MemberRow): Promise<boolean> {
  if (member.suspensionStart === null || member.status === 'DELETED') return false;
  const today = await todayOf(ctx, member);
  const over = member.suspensionEnd !== null && member.suspensionEnd < today;
  if (over) {
    await liftSuspension(ctx, member.id);
    const columns = { status: 'ACTIVE', suspensionStart: null, suspensionEnd: null };
    await changeMember(ctx, member, columns, { action: 'member.activated' });
    return true;
  }
  if (member.status !== 'ACTIVE' || !isSuspended(member, today)) return false;
  await changeMember(ctx, member, { status: 'SUSPENDED' }, { action: 'member.suspension_began' });
  return true;
}

/** Hourly, because midnight comes at three different hours in one country. */
export const suspensions: Schedule = {
  name: 'suspensions',
  title: { id: 'Memulai dan mengakhiri penangguhan anggota', en: 'Begin and end suspensions of members' },
  everyMinutes: 60,
  run: async (ctx) => {
    await turnSuspensions(ctx);
  },
};
