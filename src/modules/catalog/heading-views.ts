import { z } from 'zod';
import { decodeCursor, offsetOf, type Page, PageQuery, pageOf } from '../../kernel/page.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { normalise } from '../../lib/text/normalise.ts';
import { type Heading, HeadingKind } from './heading.ts';
import { headingById, headingPage } from './heading-queries.ts';

/** Browsed by the beginning of the name or of another spelling, in the order of the names. */
export const listHeadings = view({
  name: 'catalog.headings',
  permission: 'heading:read',
  input: z.strictObject({
    ...PageQuery.shape,
    kind: HeadingKind.optional(),
    search: z.string().max(255).optional(),
  }),
  async run(ctx, input): Promise<Page<Heading>> {
    const after = input.cursor === undefined ? [null, null] : decodeCursor(input.cursor, 2);
    const offset = input.cursor === undefined ? offsetOf(input) : 0;
    const begin = normalise(input.search ?? '');
    const params = [input.kind ?? null, begin, after[0], after[1], input.limit + 1, offset];
    const rows = await headingPage(ctx.sql, params);
    const { items, meta } = pageOf(rows, input, (row) => [row.normalised, row.id]);
    return { items: items.map(({ normalised: _normalised, ...heading }) => heading), meta };
  },
});

/** A merged heading is shown with where it went. */
export const getHeading = view({
  name: 'catalog.heading',
  permission: 'heading:read',
  input: z.strictObject({ id: Uuid }),
  run: (ctx, { id }): Promise<Heading> => headingById(ctx.sql, id),
});
