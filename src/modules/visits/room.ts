import { z } from 'zod';
import { Moment, trimmed, Uuid } from '../../kernel/validation.ts';

const Code = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9-]{0,19}$/, 'visits.bad_room_code');

/** A place within a branch where people are counted: reading room, computer corner. */
export const NewRoom = z.strictObject({ branchId: Uuid.optional(), code: Code, name: trimmed(100) });

export const RoomChange = z.strictObject({
  id: Uuid,
  code: Code.optional(),
  name: trimmed(100).optional(),
  /** CLOSED: nobody is counted there any more; what was counted stays. */
  status: z.enum(['ACTIVE', 'CLOSED']).optional(),
});

export const RoomReply = z.object({
  id: z.uuid(),
  branchId: z.uuid(),
  code: z.string(),
  name: z.string(),
  status: z.enum(['ACTIVE', 'CLOSED']),
  version: z.int(),
  createdAt: Moment,
  updatedAt: Moment,
});
export type Room = z.output<typeof RoomReply>;
