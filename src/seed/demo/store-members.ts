import type { Ctx } from '../../kernel/context.ts';
import { addDays } from '../../lib/calendar/local-date.ts';
import { startOfLocalDay } from '../../lib/calendar/zone.ts';
import { readSettings } from '../../modules/settings/index.ts';
import type { Random } from '../random.ts';
import { inBatches, insertRows, type Row } from '../rows.ts';
import type { Ground } from './ground.ts';
import type { DemoMember } from './members.ts';
import type { StageMember } from './stage.ts';

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

/** Stores the members with numbers of the library's own kind. */
export async function storeMembers(
  ctx: Ctx,
  random: Random,
  ground: Ground,
  members: readonly DemoMember[],
): Promise<StageMember[]> {
  const { memberNumberFormat: format } = await readSettings(ctx);
  const made = members.map((member): StageMember & { createdAt: Date } => {
    const morning =
      startOfLocalDay(ground.calendars[member.branch].timeZone, member.joinDate).getTime() + 10 * 3_600_000;
    const createdAt = earlier(new Date(morning), ctx.now);
    const rule = ground.ruleFor(member.typeId, ground.branches[member.branch]);
    return { ...member, id: random.id(createdAt), rule, createdAt };
  });
  made.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  await inBatches(ctx, 'members.imported', made, async (tx, batch) => {
    const { rows: drawn } = await tx.sql.query<{ n: number }>(
      "select nextval('member_number_seq') as n from generate_series(1, $1)",
      [batch.length],
    );
    const number = (at: number): string => `${format.prefix}${String(drawn[at]?.n).padStart(format.digits, '0')}`;
    const rows = batch.map((member, at) => memberRow(ground, member, number(at)));
    await insertRows(tx.sql, 'members', rows);
  });
  return made;
}

const memberRow = (ground: Ground, member: StageMember & { createdAt: Date }, number: string): Row => ({
  id: member.id,
  member_id: number,
  member_type_id: member.typeId,
  branch_id: ground.branches[member.branch],
  name: member.name,
  email: member.email,
  phone: member.phone,
  address: member.address,
  identity_number: member.identityNumber,
  department: member.department,
  class_name: member.className,
  status: 'ACTIVE',
  join_date: member.joinDate,
  expiry_date: member.expiryDate,
  consent: {},
  version: 1,
  created_at: member.createdAt,
  updated_at: member.createdAt,
});

/** Three readers who may not borrow for a while. */
export async function suspendSome(
  ctx: Ctx,
  random: Random,
  today: string,
  members: readonly StageMember[],
  by: string,
) {
  const reasons = [
    'Merusak buku berulang kali',
    'Meminjamkan kartu kepada orang lain',
    'Denda lama belum diselesaikan',
  ];
  const chosen = random.shuffle(members.filter((member) => member.joinDate < addDays(today, -60))).slice(0, 3);
  await inBatches(ctx, 'members.suspended', chosen, async (tx, batch) => {
    const rows = batch.map((member, at) => ({
      id: random.id(ctx.now),
      member_id: member.id,
      starts_on: addDays(today, -random.int(3, 12)),
      ends_on: addDays(today, random.int(8, 30)),
      reason: reasons[at] ?? reasons[0],
      created_at: ctx.now,
      created_by: by,
    }));
    await insertRows(tx.sql, 'member_suspensions', rows);
    await tx.sql.query(
      `update members m set status = 'SUSPENDED', suspension_start = s.starts_on, suspension_end = s.ends_on, updated_at = $2
       from member_suspensions s where s.member_id = m.id and m.id = any ($1)`,
      [batch.map(({ id }) => id), ctx.now],
    );
  });
}
