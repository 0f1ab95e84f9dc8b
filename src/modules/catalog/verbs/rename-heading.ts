import { isDeepStrictEqual } from 'node:util';
import { verb } from '../../../kernel/verb.ts';
import { headingExists, headingMerged, requireVersion } from '../errors.ts';
import { type Heading, HeadingChange } from '../heading.ts';
import { booksOfHeading, headingById, headingCalled, lockHeadings, renameShownAuthor } from '../heading-queries.ts';
import { headingKey } from '../headings.ts';
import { reindexLater } from '../reindex-job.ts';

/** Books show and are found by the new name; the old one stays as a variant. */
export const renameHeading = verb({
  name: 'catalog.renameHeading',
  permission: 'heading:update',
  input: HeadingChange,
  async run(ctx, input): Promise<Heading> {
    const before = (await lockHeadings(ctx, [input.id]))[0] ?? (await headingById(ctx.sql, input.id));
    requireVersion(ctx, before.version);
    if (before.mergedInto) throw headingMerged(before.mergedInto);
    const name = input.name ?? before.name;
    const kept = input.variants ?? before.variants;
    const variants = name === before.name ? kept : [...new Set([...kept, before.name])].filter((v) => v !== name);
    const [old, now] = [
      { name: before.name, variants: before.variants },
      { name, variants },
    ];
    if (isDeepStrictEqual(old, now)) return ctx.unchanged(before);
    const normalised = headingKey(name);
    const other = await headingCalled(ctx.sql, before.kind, normalised, before.id);
    if (other) throw headingExists(other);
    await ctx.db
      .updateTable('headings')
      .set((e) => ({ name, variants, normalised, updatedAt: ctx.now, version: e('version', '+', 1) }))
      .where('id', '=', before.id)
      .execute();
    if (name !== before.name && before.kind === 'AUTHOR') await renameShownAuthor(ctx, before.id, before.name, name);
    // Books are found by every spelling.
    await reindexLater(ctx, await booksOfHeading(ctx.sql, before.id));
    ctx.record('heading.updated', { type: 'UPDATE', id: before.id, name, old, new: now, touches: ['book'] });
    return headingById(ctx.sql, before.id);
  },
});
