import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { invalid } from '../../../kernel/errors.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { headingMerged, headingNotFound } from '../errors.ts';
import type { Heading } from '../heading.ts';
import { rememberMerge } from '../heading-merges.ts';
import { booksOfHeading, headingById, lockHeadings, renameShownAuthor } from '../heading-queries.ts';
import { reindexLater } from '../reindex-job.ts';

const move = [
  `update book_contributors c set heading_id = $2 where heading_id = $1 and not exists
     (select 1 from book_contributors o where o.book_id = c.book_id and o.heading_id = $2 and o.role = c.role)`,
  'delete from book_contributors where heading_id = $1 and $2::uuid is not null',
  `update book_subjects s set heading_id = $2 where heading_id = $1 and not exists
     (select 1 from book_subjects o where o.book_id = s.book_id and o.heading_id = $2)`,
  'delete from book_subjects where heading_id = $1 and $2::uuid is not null',
  'update headings set merged_into = $2 where merged_into = $1',
].map((text, at) => prepared(`catalog.heading.move.${at}`, text));

/** The heading's books become those of the other; its name stays as a spelling that leads there. */
export const mergeHeading = verb({
  name: 'catalog.mergeHeading',
  permission: 'heading:merge',
  input: z.strictObject({ id: Uuid, into: Uuid }),
  async run(ctx, { id, into }): Promise<Heading> {
    if (id === into) throw invalid('into', 'catalog.merge_itself');
    const [gone, stays] = await lockHeadings(ctx, [id, into]);
    if (!gone || !stays) throw headingNotFound();
    if (gone.mergedInto === into) return ctx.unchanged(stays);
    if (gone.mergedInto) throw headingMerged(gone.mergedInto);
    if (stays.mergedInto) throw headingMerged(stays.mergedInto);
    if (gone.kind !== stays.kind) throw invalid('into', 'catalog.merge_kinds');
    const books = await booksOfHeading(ctx.sql, id);
    const variants = spellings(gone, stays);
    const added = variants.filter((name) => !stays.variants.includes(name));
    const mergeId = await rememberMerge(ctx, gone, stays, added);
    if (gone.kind === 'AUTHOR') await renameShownAuthor(ctx, id, gone.name, stays.name);
    for (const statement of move) await statement.all(ctx.sql, [id, into]);
    await markMerged(ctx, gone, stays, { mergeId, variants });
    await reindexLater(ctx, books);
    ctx.record('heading.merged', {
      type: 'UPDATE',
      id,
      name: gone.name,
      old: { name: gone.name, books: books.length },
      new: { mergedInto: into, name: stays.name },
      touches: ['book', `heading:${into}`],
    });
    return headingById(ctx.sql, into);
  },
});

const spellings = (gone: Heading, stays: Heading): string[] =>
  [...new Set([...stays.variants, gone.name, ...gone.variants])].filter((name) => name !== stays.name).slice(0, 50);

interface Merge {
  mergeId: string;
  variants: string[];
}

async function markMerged(ctx: VerbCtx, gone: Heading, stays: Heading, { mergeId, variants }: Merge): Promise<void> {
  await ctx.db
    .updateTable('headings')
    .set((e) => ({ mergedInto: stays.id, mergeBatchId: mergeId, updatedAt: ctx.now, version: e('version', '+', 1) }))
    .where('id', '=', gone.id)
    .execute();
  await ctx.db
    .updateTable('headings')
    .set((e) => ({ variants, updatedAt: ctx.now, version: e('version', '+', 1) }))
    .where('id', '=', stays.id)
    .execute();
}
