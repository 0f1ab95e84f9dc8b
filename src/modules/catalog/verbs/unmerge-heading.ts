import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { failure } from '../../../kernel/errors.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { headingExists, mergedLater, notMerged } from '../errors.ts';
import type { Heading } from '../heading.ts';
import { type MergeSummary, mergeOfHeading, undoMerge } from '../heading-merges.ts';
import { headingById, headingCalled, lockHeadings } from '../heading-queries.ts';
import { headingKey } from '../headings.ts';
import { reindexLater } from '../reindex-job.ts';

/** Takes a merge back: the heading stands for itself again, in the books it stood in. Books made since stay with the other. */
export const unmergeHeading = verb({
  name: 'catalog.unmergeHeading',
  permission: 'heading:merge',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<Heading> {
    const { gone, stays } = await lockBoth(ctx, id);
    const merge = await mergeOfHeading(ctx, id);
    if (!merge) throw failure('CONFLICT', 'catalog.merge_forgotten');
    // Where it went was merged on since: that one first.
    if (merge.summary.stays !== stays.id) throw mergedLater(merge.summary.stays);
    const other = await headingCalled(ctx.sql, gone.kind, headingKey(gone.name), id);
    if (other) throw headingExists(other);
    const books = await undoMerge(ctx, merge.id, gone, stays);
    await separate(ctx, gone, stays, merge.summary);
    await reindexLater(ctx, books);
    ctx.record('heading.merge_undone', {
      type: 'UPDATE',
      id,
      name: gone.name,
      old: { mergedInto: stays.id, name: stays.name },
      new: { books: books.length },
      touches: ['book', `heading:${stays.id}`],
    });
    return headingById(ctx.sql, id);
  },
});

async function lockBoth(ctx: VerbCtx, id: string): Promise<{ gone: Heading; stays: Heading }> {
  const seen = await headingById(ctx.sql, id);
  if (!seen.mergedInto) throw notMerged();
  const [gone, stays] = await lockHeadings(ctx, [id, seen.mergedInto]);
  if (!gone?.mergedInto || !stays) throw notMerged();
  if (gone.mergedInto !== stays.id) throw mergedLater(stays.id);
  return { gone, stays };
}

async function separate(ctx: VerbCtx, gone: Heading, stays: Heading, { added }: MergeSummary): Promise<void> {
  await ctx.db
    .updateTable('headings')
    .set((e) => ({ mergedInto: null, mergeBatchId: null, updatedAt: ctx.now, version: e('version', '+', 1) }))
    .where('id', '=', gone.id)
    .execute();
  const variants = stays.variants.filter((variant) => !added.includes(variant));
  await ctx.db
    .updateTable('headings')
    .set((e) => ({ variants, updatedAt: ctx.now, version: e('version', '+', 1) }))
    .where('id', '=', stays.id)
    .execute();
}
