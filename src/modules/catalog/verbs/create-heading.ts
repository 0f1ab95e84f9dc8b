import { newId } from '../../../kernel/ids.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { verb } from '../../../kernel/verb.ts';
import { headingExists, headingMerged } from '../errors.ts';
import { type Heading, HeadingInput } from '../heading.ts';
import { headingById } from '../heading-queries.ts';
import { headingKey } from '../headings.ts';

const called = prepared<{ id: string; mergedInto: string | null }>(
  'catalog.heading.called',
  `select id, merged_into as "mergedInto" from headings where kind = $1 and normalised = $2 order by merged_into nulls first limit 1`,
);

/** An author or a subject without a book yet, for lists that are kept beforehand. */
export const createHeading = verb({
  name: 'catalog.createHeading',
  permission: 'heading:create',
  input: HeadingInput,
  async run(ctx, { kind, name, variants }): Promise<Heading> {
    const normalised = headingKey(name);
    const other = await called.one(ctx.sql, [kind, normalised]);
    if (other) throw other.mergedInto ? headingMerged(other.mergedInto) : headingExists(other.id);
    const id = newId();
    const others = [...new Set(variants)].filter((variant) => variant !== name);
    await ctx.db
      .insertInto('headings')
      .values({ id, kind, name, normalised, variants: others, createdAt: ctx.now, updatedAt: ctx.now })
      .execute();
    ctx.record('heading.created', { type: 'CREATE', id, name, new: { kind, name, variants: others } });
    return headingById(ctx.sql, id);
  },
});
