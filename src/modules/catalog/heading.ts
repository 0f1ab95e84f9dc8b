import { z } from 'zod';
import { Moment, trimmed, Uuid } from '../../kernel/validation.ts';

export const HeadingKind = z.enum(['AUTHOR', 'SUBJECT']);
export type HeadingKind = z.output<typeof HeadingKind>;

export const HeadingReply = z.object({
  id: z.uuid(),
  kind: HeadingKind,
  name: z.string(),
  /** Other spellings, and names of headings merged into this one. */
  variants: z.array(z.string()),
  books: z.int(),
  mergedInto: z.uuid().nullable(),
  version: z.int(),
  createdAt: Moment,
  updatedAt: Moment,
});
export type Heading = z.output<typeof HeadingReply>;

export const HeadingInput = z.strictObject({
  kind: HeadingKind,
  name: trimmed(255),
  variants: z.array(trimmed(255)).max(50).default([]),
});

export const HeadingChange = z.strictObject({
  id: Uuid,
  name: trimmed(255).optional(),
  variants: z.array(trimmed(255)).max(50).optional(),
});
