import { z } from 'zod';
import type { MemberRow } from './queries.ts';

export const Brief = z.object({ id: z.uuid(), memberId: z.string(), name: z.string() });
export const brief = ({ id, memberId, name }: MemberRow): z.output<typeof Brief> => ({ id, memberId, name });

const Skipped = Brief.extend({
  reason: z.enum(['members.changed_since', 'members.used_since', 'members.is_deleted']),
});
/** What became of a bulk change that was taken back. */
export const UndoReply = z.object({
  batchId: z.uuid(),
  /** As they were before it. */
  restored: z.int(),
  /** Made by it, and gone again. */
  removed: z.int(),
  skipped: z.array(Skipped),
});
export type Undone = z.output<typeof UndoReply>;
