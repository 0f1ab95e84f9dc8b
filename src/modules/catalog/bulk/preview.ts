import { z } from 'zod';
import { view } from '../../../kernel/view.ts';
import { Counts } from './batch.ts';
import { touchesCopies, Wanted } from './change.ts';
import { countPlans, NOTHING } from './count.ts';
import { type BookPlan, COLUMNS, changesAnything, planFor } from './plan.ts';
import { readBulkBooks } from './store.ts';
import { resolveWanted } from './wanted.ts';

const Sample = z.object({
  id: z.uuid(),
  title: z.string(),
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  copies: z.int(),
});
const Refused = z.object({ id: z.uuid(), title: z.string(), reason: z.string() });

export const PreviewReply = Counts.extend({ samples: z.array(Sample), refusedSamples: z.array(Refused) });
export type Preview = z.output<typeof PreviewReply>;

const SHOWN = 10;
const AT_ONCE = 1000;

/** Everything the edit would do, without doing it. */
export const previewBulkEdit = view({
  name: 'catalog.bulkEdit.preview',
  permission: 'book:update',
  input: z.strictObject(Wanted),
  async run(ctx, input): Promise<Preview> {
    const { ids, reach } = await resolveWanted(ctx, input);
    const withCopies = touchesCopies(input.changes);
    let counts = NOTHING;
    const samples: Preview['samples'] = [];
    const refusedSamples: Preview['refusedSamples'] = [];
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const books = await readBulkBooks(ctx.sql, ids.slice(at, at + AT_ONCE), withCopies);
      const plans = books.map((book) => planFor(book, input.changes, reach));
      counts = countPlans(counts, plans);
      samples.push(
        ...plans
          .filter(changesAnything)
          .slice(0, SHOWN - samples.length)
          .map(sampleOf),
      );
      const refused = plans.filter((plan) => plan.refused || plan.copiesRefused.length > 0);
      refusedSamples.push(...refused.slice(0, SHOWN - refusedSamples.length).map(refusedOf));
    }
    return { ...counts, samples, refusedSamples };
  },
});

function sampleOf({ book, columns, subjects, copies }: BookPlan): Preview['samples'][number] {
  const changed = COLUMNS.flatMap((field) =>
    columns && columns[field] !== book[field] ? [{ field, before: book[field], after: columns[field] }] : [],
  );
  const named = subjects
    ? [{ field: 'subjects', before: book.subjects.join('; ') || null, after: subjects.join('; ') || null }]
    : [];
  const { id, title } = book;
  const first = copies[0];
  const places = first
    ? (['branchId', 'collectionTypeId', 'location'] as const).flatMap((field) =>
        first.copy[field] === first.now[field]
          ? []
          : [
              {
                field: field === 'location' ? 'copyLocation' : field,
                before: first.copy[field],
                after: first.now[field],
              },
            ],
      )
    : [];
  return { id, title, changes: [...changed, ...named, ...places], copies: copies.length };
}

const refusedOf = ({ book, refused, copiesRefused }: BookPlan): Preview['refusedSamples'][number] => ({
  id: book.id,
  title: book.title,
  reason: refused ?? copiesRefused[0] ?? '',
});
