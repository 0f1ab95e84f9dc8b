import { z } from 'zod';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { storePassword } from '../accounts.ts';
import { totpOff } from '../errors.ts';
import { LETTER_JOB } from '../letters.ts';
import { hashPassword } from '../password.ts';
import { requireStrong } from '../provide-account.ts';
import { disableTotp } from '../second-factor.ts';
import { shutOut } from '../shut-out.ts';
import { type Staff, staffById } from '../staff.ts';
import { lockStaff } from './staff-lock.ts';

/** For somebody who forgot it where no letters can be sent: to be changed at the next sign-in. */
export const resetStaffPassword = verb({
  name: 'identity.resetStaffPassword',
  permission: 'admin:manage',
  input: z.strictObject({ id: Uuid, password: z.string().min(1).max(1000) }),
  async prepare(_ctx, { password }) {
    requireStrong(password);
    return hashPassword(password);
  },
  async run(ctx, { id }, hash): Promise<Staff> {
    const staff = await lockStaff(ctx, id);
    await storePassword(ctx, id, hash, true);
    await shutOut(ctx, id);
    ctx.record('account.password_set', { type: 'UPDATE', id, name: staff.name, touches: ['session', 'key'] });
    return staffById(ctx, id);
  },
});

/** Again, when the first letter was lost or ran out. */
export const inviteStaff = verb({
  name: 'identity.inviteStaff',
  permission: 'admin:manage',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }) {
    const { name } = await lockStaff(ctx, id);
    await ctx.enqueue(LETTER_JOB, { letter: 'invitation', accountId: id });
    ctx.record('account.invited', { type: 'UPDATE', id, name });
    return { accepted: true };
  },
});

/** For somebody who lost the phone and the recovery codes. */
export const removeStaffTotp = verb({
  name: 'identity.removeStaffTotp',
  permission: 'admin:manage',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<Staff> {
    const staff = await lockStaff(ctx, id);
    if (!staff.totpEnabled) throw totpOff();
    await disableTotp(ctx, id);
    ctx.record('account.totp_disabled', { type: 'UPDATE', id, name: staff.name });
    return staffById(ctx, id);
  },
});
