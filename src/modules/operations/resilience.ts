import { z } from 'zod';
import { allOutside, type Outside } from '../../drivers/outside.ts';
import { Moment } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';

export const OutsideReply = z.object({
  name: z.string(),
  /** OPEN: nobody is let through until `openUntil`. HALF_OPEN: one call at a time tries, two successes close it. */
  state: z.enum(['CLOSED', 'OPEN', 'HALF_OPEN']),
  failures: z.int(),
  successes: z.int(),
  lastFailure: z.object({ at: Moment, error: z.string() }).nullable(),
  openUntil: Moment.nullable(),
});
export type OutsideStory = z.output<typeof OutsideReply>;

export const storyOf = ({ name, circuit }: Outside): OutsideStory => ({ name, ...circuit.story });

/** What this process has to do with outside itself, and whether it is let through. Other instances have their own. */
export const outsideList = view({
  name: 'operations.resilience',
  permission: 'job:manage',
  input: z.strictObject({}),
  run: async (): Promise<OutsideStory[]> => allOutside().map(storyOf),
});
