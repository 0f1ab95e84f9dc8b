import type { Scope } from '../../kernel/access.ts';
import type { Ctx, Sql, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { memberNotFound } from './errors.ts';

interface Named {
  id: string;
  code: string;
  name: string;
}

/** A member with what every reply about one needs. */
export interface MemberRow {
  id: string;
  memberId: string;
  accountId: string | null;
  name: string;
  email: string | null;
  phone: string | null;
  address: string | null;
  identityNumber: string | null;
  department: string | null;
  className: string | null;
  photo: string | null;
  status: string;
  joinDate: string;
  expiryDate: string | null;
  suspensionStart: string | null;
  suspensionEnd: string | null;
  consent: unknown;
  notes: string | null;
  mergedInto: string | null;
  erasedAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  memberType: Named;
  branch: Named;
  /** Of the branch; null: as the settings say. */
  timeZone: string | null;
  hasOpenLoans: boolean;
  owes: boolean;
}

export const MEMBER_COLUMNS = `m.id, m.member_id as "memberId", m.account_id as "accountId", m.name, m.email, m.phone, m.address,
  m.identity_number as "identityNumber", m.department, m.class_name as "className", m.photo, m.status,
  m.join_date as "joinDate", m.expiry_date as "expiryDate", m.suspension_start as "suspensionStart",
  m.suspension_end as "suspensionEnd", m.consent, m.notes, m.merged_into as "mergedInto", m.erased_at as "erasedAt",
  m.version, m.created_at as "createdAt", m.updated_at as "updatedAt",
  jsonb_build_object('id', t.id, 'code', t.code, 'name', t.name) as "memberType",
  jsonb_build_object('id', b.id, 'code', b.code, 'name', b.name) as branch, b.time_zone as "timeZone",
  exists (select 1 from borrowings x where x.member_id = m.id and x.return_date is null
    and x.status <> 'CANCELLED') as "hasOpenLoans",
  exists (select 1 from fines f where f.member_id = m.id and f.paid + f.waived < f.amount
    and f.cancelled_at is null) as owes`;

export const MEMBER_TABLES = `members m join member_types t on t.id = m.member_type_id join branches b on b.id = m.branch_id`;

/** $2..$4 of every statement that takes a scope. */
const REACH = `($2::uuid[] is null or m.branch_id = any ($2)) and ($3::text[] is null or m.department = any ($3))
  and ($4::uuid is null or m.id = $4)`;
const NOBODY = '00000000-0000-0000-0000-000000000000';

export interface Reach {
  branches: readonly string[] | null;
  departments: readonly string[] | null;
  only: string | null;
}

export function reachOf(scope: Scope): Reach {
  const all: Reach = { branches: null, departments: null, only: null };
  if (scope.kind === 'all') return all;
  if (scope.kind === 'branches') return { ...all, branches: scope.ids };
  if (scope.kind === 'departments') return { ...all, departments: scope.names };
  return { ...all, only: (scope.kind === 'own' ? scope.memberId : null) ?? NOBODY };
}

export const reachParams = (scope: Scope): (string | readonly string[] | null)[] => {
  const { branches, departments, only } = reachOf(scope);
  return [branches, departments, only];
};

const byIds = prepared<MemberRow>(
  'members.byIds',
  `select ${MEMBER_COLUMNS} from ${MEMBER_TABLES} where m.id = any ($1::uuid[]) and ${REACH} order by m.id`,
);
const lockByIds = prepared<{ id: string }>(
  'members.lock',
  `select m.id from members m where m.id = any ($1::uuid[]) and ${REACH} order by m.id for no key update`,
);

/** One member within the scope, DELETED ones too; outside it = not found. */
export async function memberById(ctx: Ctx, id: string, scope: Scope): Promise<MemberRow> {
  const [member] = await byIds.all(ctx.sql, [[id], ...reachParams(scope)]);
  if (!member) throw memberNotFound();
  return member;
}

/** All of them within the scope, or not found. */
export async function membersByIds(ctx: Ctx, ids: readonly string[], scope: Scope): Promise<MemberRow[]> {
  const wanted = [...new Set(ids)];
  const found = await byIds.all(ctx.sql, [wanted, ...reachParams(scope)]);
  if (found.length < wanted.length) throw memberNotFound();
  return found;
}

/** Locks first, reads in a second statement. */
export async function lockMembers(ctx: VerbCtx, ids: readonly string[], scope: Scope): Promise<MemberRow[]> {
  await lockByIds.all(ctx.sql, [ids, ...reachParams(scope)]);
  return membersByIds(ctx, ids, scope);
}

export async function lockMember(ctx: VerbCtx, id: string, scope: Scope = ctx.scope): Promise<MemberRow> {
  const [member] = await lockMembers(ctx, [id], scope);
  if (!member) throw memberNotFound();
  return member;
}

const byRef = prepared<MemberRow>(
  'members.byRef',
  `with recursive found as (
     select id, merged_into from members where id = $1 or lower(member_id) = lower($5)
     union all
     select m.id, m.merged_into from members m join found f on m.id = f.merged_into)
   select ${MEMBER_COLUMNS} from found f join ${MEMBER_TABLES} on m.id = f.id
   where f.merged_into is null and m.status <> 'DELETED' and ${REACH} limit 1`,
);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const findByRef = (sql: Sql, ref: string, scope: Scope): Promise<MemberRow | undefined> => {
  const isId = UUID.test(ref);
  return byRef.one(sql, [isId ? ref : null, ...reachParams(scope), isId ? null : ref]);
};
