import { z } from 'zod';
import { clearable, LocalDateText, trimmed, Uuid } from '../../kernel/validation.ts';

/** What somebody agreed to; absent is no. */
export const Consent = z.strictObject({
  /** Keep what I have read after I gave it back. */
  history: z.boolean().optional(),
  /** Show my name in public lists of readers. */
  publicName: z.boolean().optional(),
});
export type Consent = z.output<typeof Consent>;

export const LAST_DAY = '2999-12-31';
/** A day that leaves room to reckon with. */
export const Day = LocalDateText.refine((day) => day >= '1900-01-01' && day <= LAST_DAY, 'members.day_out_of_range');

const MemberNumber = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/, 'members.bad_number_letters');
const Phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9(][0-9 ()./+-]{3,48}$/, 'members.bad_phone');

/** What stands on the form, with its limits; all but the name may be empty. */
export const contact = {
  email: clearable(z.string().trim().max(254).pipe(z.email())),
  phone: clearable(Phone),
  address: clearable(trimmed(1000)),
  identityNumber: clearable(trimmed(50)),
  department: clearable(trimmed(100)),
  className: clearable(trimmed(50)),
  notes: clearable(trimmed(2000)),
};

export const NewMember = z.strictObject({
  name: trimmed(255),
  /** Generated when absent. */
  memberId: MemberNumber.optional(),
  memberTypeId: Uuid,
  /** The actor's branch when absent. */
  branchId: Uuid.optional(),
  joinDate: Day.optional(),
  /** null never expires; absent: as long as the member type says. */
  expiryDate: Day.nullable().optional(),
  consent: Consent.optional(),
  ...contact,
});
export type NewMember = z.output<typeof NewMember>;

export const MemberChange = z.strictObject({
  id: Uuid,
  ...NewMember.partial().shape,
});
export type MemberChange = z.output<typeof MemberChange>;
