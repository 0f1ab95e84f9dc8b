import { inBranchScope } from '../../kernel/access.ts';
import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { invalid } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import { addDays } from '../../lib/calendar/local-date.ts';
import { type Branch, branchOf, onlyBranch } from '../settings/index.ts';
import { expiresBeforeJoining } from './errors.ts';
import { type Consent, LAST_DAY, type NewMember } from './fields.ts';
import { todayOf } from './member.ts';
import type { MemberType } from './member-type.ts';
import { drawNumbers } from './number.ts';

/** The columns people edit. */
export interface Editable {
  memberId: string;
  memberTypeId: string;
  branchId: string;
  name: string;
  email: string | null;
  phone: string | null;
  address: string | null;
  identityNumber: string | null;
  department: string | null;
  className: string | null;
  joinDate: string;
  expiryDate: string | null;
  consent: Consent;
  notes: string | null;
}

export type Unnumbered = Omit<Editable, 'memberId'> & { memberId: string | null };

const insert = prepared<{ id: string }>(
  'members.insert',
  `insert into members (id, member_id, member_type_id, branch_id, name, email, phone, address, identity_number, department,
     class_name, join_date, expiry_date, consent, notes, batch_id, created_at, updated_at)
   select r.id, r."memberId", r."memberTypeId", r."branchId", r.name, r.email, r.phone, r.address, r."identityNumber",
     r.department, r."className", r."joinDate", r."expiryDate", r.consent, r.notes, $2, $3, $3
   from jsonb_to_recordset($1::jsonb) as r(id uuid, "memberId" text, "memberTypeId" uuid, "branchId" uuid, name text,
     email text, phone text, address text, "identityNumber" text, department text, "className" text, "joinDate" date,
     "expiryDate" date, consent jsonb, notes text)
   returning id`,
);

/** The one way in: one member from the form, or a batch from a file. Numbers are drawn where none is given. */
export async function insertMembers(
  ctx: VerbCtx,
  rows: readonly Unnumbered[],
  batchId: string | null = null,
): Promise<(Editable & { id: string })[]> {
  const numbers = await drawNumbers(ctx, rows.filter((row) => row.memberId === null).length);
  const made = rows.map((row) => ({ ...row, id: newId(), memberId: row.memberId ?? numbers.shift() ?? '' }));
  await insert.all(ctx.sql, [JSON.stringify(made), batchId, ctx.now]);
  return made;
}

type Dates = Pick<NewMember, 'joinDate' | 'expiryDate'>;

/** A membership runs from today (or from the day of joining, when that is still to come) as long as its type says. */
export function datesFor(given: Dates, type: Pick<MemberType, 'membershipDays'>, today: string) {
  const expiryDate = given.expiryDate === undefined ? defaultExpiry(given.joinDate, type, today) : given.expiryDate;
  const joinDate = given.joinDate ?? (expiryDate !== null && expiryDate < today ? expiryDate : today);
  if (expiryDate !== null && expiryDate < joinDate) throw expiresBeforeJoining();
  return { joinDate, expiryDate };
}

function defaultExpiry(
  joinDate: string | undefined,
  { membershipDays }: Pick<MemberType, 'membershipDays'>,
  today: string,
) {
  if (membershipDays === null) return null;
  const from = joinDate !== undefined && joinDate > today ? joinDate : today;
  return clampDay(addDays(from, membershipDays));
}

export const clampDay = (day: string): string => (day > LAST_DAY ? LAST_DAY : day);

/** Where a member may be put: an open branch within the actor's reach. */
export async function branchForMember(ctx: Ctx, branchId: string): Promise<Branch> {
  const known = ctx.scope.kind !== 'branches' || inBranchScope(ctx.scope, branchId);
  const branch = known ? await branchOf(ctx, branchId).catch(() => undefined) : undefined;
  if (branch?.status !== 'ACTIVE') throw invalid('branchId', 'members.unknown_branch');
  return branch;
}

/** The branch named, else the actor's own, else the only one there is. */
export async function defaultBranch(ctx: Ctx, named: string | undefined): Promise<string> {
  const own = ctx.actor.kind === 'account' ? ctx.actor.branchId : null;
  const branch = named ?? own ?? (await onlyBranch(ctx.sql, ctx.scope.kind === 'branches' ? ctx.scope.ids : null));
  if (branch === null) throw invalid('branchId', 'members.branch_needed');
  return branch;
}

/** Whoever may only manage certain departments puts nobody into another one. */
export function requireDepartment(ctx: Ctx, department: string | null): void {
  if (ctx.scope.kind === 'departments' && !ctx.scope.names.includes(department ?? ''))
    throw invalid('department', 'members.other_department');
}

export async function completed(ctx: Ctx, input: NewMember, type: MemberType, branch: Branch): Promise<Unnumbered> {
  return {
    memberId: input.memberId ?? null,
    memberTypeId: type.id,
    branchId: branch.id,
    name: input.name,
    email: input.email ?? null,
    phone: input.phone ?? null,
    address: input.address ?? null,
    identityNumber: input.identityNumber ?? null,
    department: input.department ?? null,
    className: input.className ?? null,
    consent: input.consent ?? {},
    notes: input.notes ?? null,
    ...datesFor(input, type, await todayOf(ctx, branch)),
  };
}
