import { z } from 'zod';
import { type Actor, holds } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { Moment } from '../../kernel/validation.ts';
import { localDateIn } from '../../lib/calendar/zone.ts';
import { readSettings } from '../settings/index.ts';
import type { Refusal } from './errors.ts';
import { Consent } from './fields.ts';
import type { MemberRow } from './queries.ts';

const Named = z.object({ id: z.uuid(), code: z.string(), name: z.string() });
const Can = z.object({
  suspend: z.boolean(),
  activate: z.boolean(),
  delete: z.boolean(),
  restore: z.boolean(),
  renewMembership: z.boolean(),
});
type Action = keyof z.output<typeof Can>;
const Why = z.partialRecord(Can.keyof(), z.string());

export const MemberReply = z.object({
  id: z.uuid(),
  memberId: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  status: z.enum(['ACTIVE', 'SUSPENDED', 'DELETED']),
  joinDate: z.iso.date(),
  suspensionStart: z.iso.date().nullable(),
  suspensionEnd: z.iso.date().nullable(),
  notes: z.string().nullable(),
  createdAt: Moment,
  updatedAt: Moment,
  memberType: Named,
  branch: Named,
  identityNumber: z.string().nullable(),
  className: z.string().nullable(),
  department: z.string().nullable(),
  expiryDate: z.iso.date().nullable(),
  isExpired: z.boolean(),
  hasPhoto: z.boolean(),
  consent: Consent,
  mergedInto: z.uuid().nullable(),
  version: z.int(),
  can: Can,
  why: Why,
});
export type MemberReply = z.output<typeof MemberReply>;

type Dated = Pick<MemberRow, 'suspensionStart' | 'suspensionEnd' | 'expiryDate'>;

/** By the dates alone: the stored status follows within the hour. Dates are days of the member's branch. */
export const isSuspended = (m: Pick<Dated, 'suspensionStart' | 'suspensionEnd'>, today: string): boolean =>
  m.suspensionStart !== null && m.suspensionStart <= today && (m.suspensionEnd === null || today <= m.suspensionEnd);

/** A membership is good through its last day. */
export const isExpired = (m: Pick<Dated, 'expiryDate'>, today: string): boolean =>
  m.expiryDate !== null && m.expiryDate < today;

export type Status = MemberReply['status'];
export function statusOn(m: Dated & { status: string }, today: string): Status {
  if (m.status === 'DELETED') return 'DELETED';
  return isSuspended(m, today) ? 'SUSPENDED' : 'ACTIVE';
}

/** Today where the member belongs. */
export async function todayOf(ctx: Ctx, at: { timeZone: string | null }): Promise<string> {
  return localDateIn(at.timeZone ?? (await readSettings(ctx)).timeZone, ctx.now);
}

type Rule = readonly [Refusal, boolean];

/** Everything that stands in the way of an action, the first reason first. */
function obstacles(m: MemberRow, action: Action, today: string): readonly Rule[] {
  const deleted: Rule = ['members.is_deleted', m.status === 'DELETED'];
  const lasting = m.suspensionStart !== null && (m.suspensionEnd === null || m.suspensionEnd >= today);
  const rules: Record<Action, readonly Rule[]> = {
    suspend: [deleted, ['members.already_suspended', lasting]],
    activate: [deleted, ['members.not_suspended', m.suspensionStart === null]],
    delete: [deleted, ['members.has_open_loans', m.hasOpenLoans], ['members.owes', m.owes]],
    restore: [
      ['members.not_deleted', m.status !== 'DELETED'],
      ['members.is_merged', m.mergedInto !== null],
      ['members.is_erased', m.erasedAt !== null],
    ],
    renewMembership: [deleted, ['members.never_expires', m.expiryDate === null]],
  };
  return rules[action];
}

export const obstacleTo = (m: MemberRow, action: Action, today: string): Refusal | undefined =>
  obstacles(m, action, today).find(([, stands]) => stands)?.[0];

const PERMISSION: Record<Action, string> = {
  suspend: 'member:update',
  activate: 'member:update',
  delete: 'member:delete',
  restore: 'member:delete',
  renewMembership: 'member:update',
};

function whatNext(m: MemberRow, actor: Actor, today: string): Pick<MemberReply, 'can' | 'why'> {
  const can = { suspend: true, activate: true, delete: true, restore: true, renewMembership: true };
  const why: Partial<Record<Action, string>> = {};
  for (const action of Can.keyof().options) {
    const reason = holds(actor, PERMISSION[action]) ? obstacleTo(m, action, today) : 'kernel.forbidden';
    can[action] = reason === undefined;
    if (reason) why[action] = reason;
  }
  return { can, why };
}

/** What people see of a member, and what they may do next. */
export function describe(ctx: Ctx, m: MemberRow, today: string): MemberReply {
  const { accountId: _account, photo, erasedAt: _erased, timeZone: _zone, hasOpenLoans: _l, owes: _o, ...shown } = m;
  return {
    ...shown,
    status: statusOn(m, today),
    isExpired: isExpired(m, today),
    hasPhoto: photo !== null,
    consent: Consent.catch({}).parse(m.consent),
    ...whatNext(m, ctx.actor, today),
  };
}

export const describeNow = async (ctx: Ctx, m: MemberRow): Promise<MemberReply> =>
  describe(ctx, m, await todayOf(ctx, m));
