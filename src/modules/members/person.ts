import type { Ctx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { MemberRow } from './queries.ts';

/** Everything one person is known by here. */
export interface Person {
  memberIds: string[];
  accountIds: string[];
  photos: string[];
}

const records = prepared<{ id: string; accountId: string | null; photo: string | null }>(
  'members.person',
  `select id, account_id as "accountId", photo from members where id = $1 or merged_into = $1 order by id`,
);

/** The member and the records merged into it. */
export async function personOf(ctx: Ctx, member: MemberRow): Promise<Person> {
  const rows = await records.all(ctx.sql, [member.id]);
  return {
    memberIds: rows.map((row) => row.id),
    accountIds: rows.flatMap((row) => row.accountId ?? []),
    photos: rows.flatMap((row) => row.photo ?? []),
  };
}

const rows = (name: string, sql: string) => prepared<Record<string, unknown>>(`members.export.${name}`, sql);

const memberRows = rows(
  'members',
  `select m.id, m.member_id as "memberId", m.name, m.email, m.phone, m.address, m.identity_number as "identityNumber",
     m.department, m.class_name as "className", m.status, m.join_date as "joinDate", m.expiry_date as "expiryDate",
     m.suspension_start as "suspensionStart", m.suspension_end as "suspensionEnd", m.consent, m.notes, t.name as "memberType",
     b.name as branch, m.created_at as "createdAt", m.updated_at as "updatedAt", m.deleted_at as "deletedAt"
   from members m join member_types t on t.id = m.member_type_id join branches b on b.id = m.branch_id
   where m.id = any ($1::uuid[]) order by m.id`,
);
const beforeImportRows = rows(
  'beforeImports',
  `select b.created_at as "importedAt", r.before from member_batch_rows r join member_batches b on b.id = r.batch_id
   where r.member_id = any ($1::uuid[]) order by b.created_at`,
);
const suspensionRows = rows(
  'suspensions',
  `select starts_on as "from", ends_on as "to", reason, created_at as "createdAt", lifted_at as "liftedAt"
   from member_suspensions where member_id = any ($1::uuid[]) order by created_at`,
);
const accountRows = rows(
  'accounts',
  `select id, email, phone, name, status, locale, last_login_at as "lastLoginAt", host(last_login_ip) as "lastLoginIp",
     created_at as "createdAt" from accounts where id = any ($1::uuid[])`,
);
const sessionRows = rows(
  'sessions',
  `select kind, host(ip) as ip, user_agent as "userAgent", created_at as "createdAt", last_seen_at as "lastSeenAt",
     expires_at as "expiresAt", revoked_at as "revokedAt" from sessions where account_id = any ($1::uuid[]) order by created_at`,
);
/** Who else acted is that person's business, not this one's; address and device are told only of the person's own acts. */
const activityRows = rows(
  'activity',
  `select f.at, f.action, f.entity_type as "entityType", f.entity_id as "entityId", f.actor_id = any ($2::uuid[]) as "byMe",
     d.body -> 'oldValues' as "oldValues", d.body -> 'newValues' as "newValues",
     case when f.actor_id = any ($2::uuid[]) then d.body -> 'ip' end as ip,
     case when f.actor_id = any ($2::uuid[]) then d.body -> 'userAgent' end as "userAgent"
   from facts f left join fact_details d on d.at = f.at and d.fact_id = f.id
   where (f.entity_type = 'member' and f.entity_id = any ($1::text[]))
      or (f.actor_kind = 'member' and f.actor_id = any ($2::uuid[]))
   order by f.at desc limit 10000`,
);

/** What this module and identity keep about a person. */
export async function ownSections(ctx: Ctx, person: Person): Promise<Record<string, unknown>> {
  const { memberIds, accountIds } = person;
  return {
    members: await memberRows.all(ctx.sql, [memberIds]),
    beforeImports: await beforeImportRows.all(ctx.sql, [memberIds]),
    suspensions: await suspensionRows.all(ctx.sql, [memberIds]),
    accounts: await accountRows.all(ctx.sql, [accountIds]),
    sessions: await sessionRows.all(ctx.sql, [accountIds]),
    activity: await activityRows.all(ctx.sql, [memberIds, accountIds]),
  };
}
