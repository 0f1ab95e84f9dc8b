import { z } from 'zod';
import { trimmed } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { requireAssignable } from '../grantable.ts';
import { LETTER_JOB } from '../letters.ts';
import { hashPassword } from '../password.ts';
import { createStaffAccount, requireStrong } from '../provide-account.ts';
import { Assignments, Phone, type Staff, staffById } from '../staff.ts';

/** With a password that must be changed at the first sign-in, or without one: then an invitation goes out. */
export const createStaff = verb({
  name: 'identity.createStaff',
  permission: 'admin:manage',
  input: z.strictObject({
    name: trimmed(255),
    email: z.email().max(254),
    phone: Phone.nullable().default(null),
    locale: z.enum(['id', 'en']).default('id'),
    password: z.string().min(1).max(1000).optional(),
    roles: Assignments,
  }),
  async prepare(_ctx, { password, name, email }) {
    if (password === undefined) return null;
    requireStrong(password, [name, email]);
    return hashPassword(password);
  },
  async run(ctx, { password, roles, ...person }, passwordHash): Promise<Staff> {
    await requireAssignable(ctx, roles);
    const id = await createStaffAccount(ctx, { ...person, passwordHash, mustChangePassword: true, roles });
    if (passwordHash === null) await ctx.enqueue(LETTER_JOB, { letter: 'invitation', accountId: id });
    return staffById(ctx, id);
  },
});
