import { z } from 'zod';
import { clearable, Moment, trimmed, Uuid } from '../../kernel/validation.ts';
import { OpeningHours } from './opening-hours.ts';
import { TimeZone } from './settings.ts';

const Code = z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,19}$/, 'settings.bad_branch_code');

export const NewBranch = z.strictObject({
  code: Code,
  name: trimmed(200),
  kind: z.enum(['FIXED', 'MOBILE']).default('FIXED'),
  address: clearable(trimmed(1000)),
  phone: clearable(trimmed(50)),
  /** null: as the settings say. */
  timeZone: TimeZone.nullable().optional(),
  openingHours: OpeningHours.nullable().optional(),
});
export type NewBranch = z.output<typeof NewBranch>;

export const BranchChange = z.strictObject({
  id: Uuid,
  code: Code.optional(),
  name: trimmed(200).optional(),
  kind: z.enum(['FIXED', 'MOBILE']).optional(),
  address: clearable(trimmed(1000)),
  phone: clearable(trimmed(50)),
  timeZone: TimeZone.nullable().optional(),
  openingHours: OpeningHours.nullable().optional(),
  /** Opens a closed branch again; DELETE closes one. */
  status: z.literal('ACTIVE').optional(),
});

export const BranchReply = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(['FIXED', 'MOBILE']),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  timeZone: z.string().nullable(),
  openingHours: OpeningHours.nullable(),
  status: z.enum(['ACTIVE', 'CLOSED']),
  version: z.int(),
  createdAt: Moment,
  updatedAt: Moment,
});
export type Branch = z.output<typeof BranchReply>;
