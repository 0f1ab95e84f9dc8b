import { z } from 'zod';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { allTargets, targetOf } from './queries.ts';
import type { TargetReply } from './target.ts';

/** In the order they are asked. */
export const listTargets = view({
  name: 'cataloguing.targets',
  permission: 'book:create',
  input: z.strictObject({}),
  run: (ctx): Promise<TargetReply[]> => allTargets(ctx),
});

export const getTarget = view({
  name: 'cataloguing.target',
  permission: 'book:create',
  input: z.strictObject({ id: Uuid }),
  run: (ctx, { id }): Promise<TargetReply> => targetOf(ctx, id),
});
