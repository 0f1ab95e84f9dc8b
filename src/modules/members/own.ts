import { z } from 'zod';
import { SIGNED_IN } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { failure, invalid } from '../../kernel/errors.ts';
import { verb } from '../../kernel/verb.ts';
import { view } from '../../kernel/view.ts';
import { moveMemberEmail, requireOwnPassword } from '../identity/index.ts';
import { type Columns, changed, requireLive } from './change.ts';
import { requireVersion } from './errors.ts';
import { Consent, contact } from './fields.ts';
import { describeNow, type MemberReply } from './member.ts';
import { lockMember, type MemberRow, memberById } from './queries.ts';

/** The card behind whoever is signed in, in person and with nothing held back. */
export function cardOf({ actor }: Ctx): string {
  if (actor.kind !== 'account' || actor.memberId === null) throw failure('FORBIDDEN', 'members.own.no_card');
  if (actor.heldBack) throw failure('FORBIDDEN', actor.heldBack);
  if (actor.sessionId === null) throw failure('FORBIDDEN', 'identity.not_for_keys');
  return actor.memberId;
}

/** One's own record, as one may see it. */
export const ownMember = view({
  name: 'members.own',
  permission: SIGNED_IN,
  input: z.strictObject({}),
  run: async (ctx): Promise<MemberReply> => describeNow(ctx, await memberById(ctx, cardOf(ctx), { kind: 'all' })),
});

/** What a member may change without the desk: how he is reached. A new address needs the password, for letters go there. */
export const updateOwnContact = verb({
  name: 'members.updateOwnContact',
  permission: SIGNED_IN,
  input: z.strictObject({
    email: contact.email,
    phone: contact.phone,
    address: contact.address,
    currentPassword: z.string().max(1000).optional(),
  }),
  async prepare(ctx, { email, currentPassword }) {
    const member = await memberById(ctx, cardOf(ctx), { kind: 'all' });
    if (email === undefined || email === member.email) return;
    if (!currentPassword) throw invalid('currentPassword', 'members.own.password_needed');
    await requireOwnPassword(ctx, currentPassword);
  },
  async run(ctx, { currentPassword, ...contact }): Promise<MemberReply> {
    const before = await lockMember(ctx, cardOf(ctx), { kind: 'all' });
    requireVersion(ctx, before.version);
    requireLive(before);
    const columns = differing(before, contact);
    if (Object.keys(columns).length === 0) return ctx.unchanged(await describeNow(ctx, before));
    if (columns.email !== undefined) {
      // Changed by somebody else since the password was asked for.
      if (!currentPassword) throw failure('PRECONDITION_FAILED', 'kernel.changed_meanwhile');
      if (before.accountId) await moveMemberEmail(ctx, before.accountId, before.email, columns.email);
    }
    return changed(ctx, before, columns, { action: 'member.updated' });
  },
});

type Contact = Partial<Pick<MemberRow, 'email' | 'phone' | 'address'>>;

function differing(
  before: MemberRow,
  { email, phone, address }: { [K in keyof Contact]?: Contact[K] | undefined },
): Columns {
  return {
    ...(email !== undefined && email !== before.email ? { email } : {}),
    ...(phone !== undefined && phone !== before.phone ? { phone } : {}),
    ...(address !== undefined && address !== before.address ? { address } : {}),
  };
}

/** What a member agrees to; each can be taken back at any time. */
export const chooseConsent = verb({
  name: 'members.chooseConsent',
  permission: SIGNED_IN,
  input: Consent,
  async run(ctx, chosen): Promise<MemberReply> {
    const before = await lockMember(ctx, cardOf(ctx), { kind: 'all' });
    requireLive(before);
    const consent = { ...Consent.catch({}).parse(before.consent), ...chosen };
    if (JSON.stringify(consent) === JSON.stringify(before.consent))
      return ctx.unchanged(await describeNow(ctx, before));
    return changed(ctx, before, { consent: JSON.stringify(consent) }, { action: 'member.updated' });
  },
});
