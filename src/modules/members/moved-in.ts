import type { Sql, VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';

/** A member as another system had one; checked and cut to our limits by who brings it. */
export interface MovedMember {
  id: string;
  memberId: string;
  memberTypeId: string;
  branchId: string;
  name: string;
  email: string | null;
  phone: string | null;
  address: string | null;
  identityNumber: string | null;
  department: string | null;
  joinDate: string;
  expiryDate: string | null;
  notes: string | null;
  /** Why this member may not borrow, when somebody there said so. */
  suspendedBecause: string | null;
  createdAt: Date;
}

const put = prepared(
  'members.moved.put',
  `insert into members (id, member_id, member_type_id, branch_id, name, email, phone, address, identity_number, department,
     join_date, expiry_date, notes, status, suspension_start, created_at, updated_at)
   select r.id, r."memberId", r."memberTypeId", r."branchId", r.name, r.email, r.phone, r.address, r."identityNumber",
     r.department, r."joinDate", r."expiryDate", r.notes, case when r."suspendedBecause" is null then 'ACTIVE' else 'SUSPENDED' end,
     case when r."suspendedBecause" is not null then r."joinDate" end, r."createdAt", $2
   from jsonb_to_recordset($1::jsonb) as r (id uuid, "memberId" text, "memberTypeId" uuid, "branchId" uuid, name text, email text,
     phone text, address text, "identityNumber" text, department text, "joinDate" date, "expiryDate" date, notes text,
     "suspendedBecause" text, "createdAt" timestamptz)
   order by r.id
   on conflict (id) do update set name = excluded.name, email = excluded.email, phone = excluded.phone,
     address = excluded.address, identity_number = excluded.identity_number, department = excluded.department,
     join_date = excluded.join_date, expiry_date = excluded.expiry_date, notes = excluded.notes,
     member_type_id = excluded.member_type_id, updated_at = excluded.updated_at, version = members.version + 1
   where members.status <> 'DELETED'`,
);
const suspend = prepared(
  'members.moved.suspend',
  `with r as (select * from jsonb_to_recordset($1::jsonb) as r (id uuid, member_id uuid, starts_on date, reason text)),
     told as (insert into member_suspensions (id, member_id, starts_on, reason, created_at)
       select r.id, r.member_id, r.starts_on, r.reason, $2 from r
       where not exists (select from member_suspensions s where s.member_id = r.member_id and s.lifted_at is null)
       returning member_id, starts_on)
   update members m set status = 'SUSPENDED', suspension_start = told.starts_on, suspension_end = null
   from told where m.id = told.member_id and m.status = 'ACTIVE'`,
);

/** Many members in the caller's transaction; those who are there are brought up to date. Records nothing. */
export async function putMovedMembers(ctx: VerbCtx, members: readonly MovedMember[]): Promise<void> {
  if (members.length === 0) return;
  await put.all(ctx.sql, [JSON.stringify(members), ctx.now]);
  const shut = members.flatMap(({ id, joinDate, suspendedBecause }) =>
    suspendedBecause ? [{ id: newId(), member_id: id, starts_on: joinDate, reason: suspendedBecause }] : [],
  );
  if (shut.length > 0) await suspend.all(ctx.sql, [JSON.stringify(shut), ctx.now]);
  ctx.touch('member', ...members.map(({ id }) => `member:${id}`));
}

const lift = prepared(
  'members.moved.lift',
  `with gone as (update member_suspensions set lifted_at = $2
     where member_id = any ($1::uuid[]) and lifted_at is null and created_by is null and reason = $3 returning member_id)
   update members set status = 'ACTIVE', suspension_start = null, suspension_end = null, updated_at = $2, version = version + 1
   where id in (select member_id from gone) and status = 'SUSPENDED'`,
);
/** Ends the suspensions that were brought over with this reason; those that staff made here stay. */
export const liftMoved = (ctx: VerbCtx, memberIds: readonly string[], reason: string): Promise<unknown> =>
  lift.all(ctx.sql, [memberIds, ctx.now, reason]);

const numbers = prepared<{ number: string }>(
  'members.moved.numbers',
  'select lower(member_id) as number from members where lower(member_id) = any ($1::text[])',
);
const emails = prepared<{ email: string; id: string }>(
  'members.moved.emails',
  `select lower(email) as email, id from members where lower(email) = any ($1::text[]) and status <> 'DELETED'`,
);
/** Those in use, in small letters. */
export const takenNumbers = async (sql: Sql, wanted: readonly string[]): Promise<string[]> =>
  (await numbers.all(sql, [wanted.map((number) => number.toLowerCase())])).map(({ number }) => number);
/** Who has these addresses. */
export const takenEmails = async (sql: Sql, wanted: readonly string[]): Promise<Map<string, string>> =>
  new Map((await emails.all(sql, [wanted.map((email) => email.toLowerCase())])).map((row) => [row.email, row.id]));

const photos = prepared(
  'members.moved.photos',
  `update members m set photo = r.photo, updated_at = $2, version = m.version + 1
   from jsonb_to_recordset($1::jsonb) as r (id uuid, photo text) where m.id = r.id and m.status <> 'DELETED'`,
);
/** Files that are stored already, under keys below `photos/`. */
export const putMovedPhotos = (ctx: VerbCtx, rows: readonly { id: string; photo: string }[]): Promise<unknown> =>
  photos.all(ctx.sql, [JSON.stringify(rows), ctx.now]);
