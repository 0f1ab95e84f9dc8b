import { z } from 'zod';
import { Moment, trimmed, Uuid } from '../../kernel/validation.ts';

/** Two scans of one person within this long are one visit. */
export const TWICE_SECONDS = 60;

export const KINDS = ['MEMBER', 'GUEST'] as const;

export const NewVisit = z
  .strictObject({
    /** Number on the card, or the member's id. */
    memberId: trimmed(40).optional(),
    guestName: trimmed(100).optional(),
    institution: trimmed(100).optional(),
    purpose: trimmed(100).optional(),
    /** The branch of the room, or else of the desk, when absent. */
    branchId: Uuid.optional(),
    roomId: Uuid.optional(),
  })
  .refine((visit) => (visit.memberId === undefined) !== (visit.guestName === undefined), {
    error: 'visits.who',
    path: ['memberId'],
  })
  .refine((visit) => visit.guestName !== undefined || visit.institution === undefined, {
    error: 'visits.guest_only',
    path: ['institution'],
  });
export type NewVisit = z.output<typeof NewVisit>;

/** The name is withheld from whoever may not read members. */
const Visitor = z.object({ id: z.uuid(), memberId: z.string(), name: z.string() });

export const VisitReply = z.object({
  id: z.uuid(),
  at: Moment,
  kind: z.enum(KINDS),
  /** Null: a guest, a member who was erased, or one whose name the reader may not see. */
  member: Visitor.nullable(),
  guestName: z.string().nullable(),
  institution: z.string().nullable(),
  purpose: z.string().nullable(),
  branchId: z.uuid(),
  branchName: z.string(),
  roomId: z.uuid().nullable(),
  roomName: z.string().nullable(),
});
export type VisitReply = z.output<typeof VisitReply>;

/** What a kiosk greets with. */
export const RecordedReply = z.object({
  /** Of the first scan, when this one was the second within a minute. */
  id: z.uuid(),
  at: Moment,
  /** false: the same person was counted within the last minute. */
  counted: z.boolean(),
  kind: z.enum(KINDS),
  member: Visitor.extend({ state: z.enum(['ACTIVE', 'EXPIRED', 'SUSPENDED']) }).nullable(),
  guestName: z.string().nullable(),
  branchId: z.uuid(),
  roomId: z.uuid().nullable(),
});
export type RecordedReply = z.output<typeof RecordedReply>;
