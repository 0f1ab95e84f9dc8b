import { z } from 'zod';
import { prepared } from '../../../kernel/prepared.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { view } from '../../../kernel/view.ts';

export interface MergedHeading {
  id: string;
  name: string;
  mergedAt: Date;
}

const into = prepared<MergedHeading>(
  'catalog.headings.into',
  'select id, name, updated_at as "mergedAt" from headings where merged_into = $1 order by updated_at desc, id limit 50',
);

/** Headings that became part of this one. */
export const mergedInto = view({
  name: 'catalog.staff.mergedInto',
  permission: 'heading:read',
  input: z.strictObject({ id: Uuid }),
  run: (ctx, { id }): Promise<MergedHeading[]> => into.all(ctx.sql, [id]),
});
