import type { VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';

/** A visit that another system counted. */
export interface MovedVisit {
  id: string;
  at: Date;
  /** The day it counts on, in the library's zone. */
  day: string;
  memberId: string | null;
  guestName: string | null;
  institution: string | null;
  branchId: string;
  roomId: string | null;
}

const put = prepared(
  'visits.moved.put',
  `with r as (select * from jsonb_to_recordset($1::jsonb) as r (id uuid, at timestamptz, day date, "memberId" uuid,
       "guestName" text, institution text, "branchId" uuid, "roomId" uuid)),
     counted as (insert into visit_counters as c (day, branch_id, total) select day, "branchId", count(*)::int from r group by 1, 2
       order by 1, 2 on conflict (day, branch_id) do update set total = c.total + excluded.total)
   insert into visits (id, at, kind, member_id, guest_name, institution, branch_id, room_id)
   select id, at, case when "memberId" is null then 'GUEST' else 'MEMBER' end, "memberId",
     case when "memberId" is null then coalesce("guestName", '-') end, institution, "branchId", "roomId" from r order by at, id`,
);

/** Many visits in the caller's transaction; none is refused for following another too soon. Records nothing. */
export async function putMovedVisits(ctx: VerbCtx, visits: readonly MovedVisit[]): Promise<void> {
  if (visits.length === 0) return;
  await put.all(ctx.sql, [JSON.stringify(visits)]);
  ctx.touch('visit');
}

const room = prepared<{ id: string }>(
  'visits.moved.room',
  `insert into visit_rooms (id, branch_id, code, name, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)
   on conflict (branch_id, code) do update set code = excluded.code returning id`,
);
/** The room of that code, made where there is none. */
export async function movedRoom(ctx: VerbCtx, branchId: string, code: string, name: string): Promise<string> {
  const id = newId();
  return (await room.one(ctx.sql, [id, branchId, code, name, ctx.now]))?.id ?? id;
}
