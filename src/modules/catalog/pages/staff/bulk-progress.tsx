import type { VNode } from 'preact';
import { FormKey } from '../../../../ui/components/field.tsx';
import { blankForm } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import type { Bulk } from '../../bulk/batch.ts';

/** Who has no script sees it go on all the same. */
export const ReloadWithoutScript = (): VNode => (
  <noscript>
    <meta http-equiv="refresh" content="3" />
  </noscript>
);

interface UnderWayProps {
  batch: Bulk;
  progress: NonNullable<Bulk['progress']>;
  words: Words;
}

const QUARTER = 25;

/** How far a large edit or its undoing is, and the way to stop it. */
export function UnderWay({ batch: { id, state }, progress: { done, total }, words }: UnderWayProps): VNode {
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
  const label = words(`catalog.staff.bulk.progress.${state}`);
  return (
    <section class="panel mb-4 p-4" aria-label={label}>
      <div class="mb-2 flex flex-wrap items-baseline justify-between gap-2">
        <h2 class="font-semibold">{label}</h2>
        <p class="tabular" data-live="count">
          {words('catalog.staff.bulk.progress.of', { done: words.number(done), total: words.number(total) })} ·{' '}
          {percent} %
        </p>
      </div>
      <progress class="progress-bar" data-live="bar" value={done} max={Math.max(1, total)} aria-label={label} />
      {/* Said aloud at each quarter only. */}
      <p role="status" class="sr-only" data-live="said">
        {words('catalog.staff.bulk.progress.said', { percent: percent - (percent % QUARTER) })}
      </p>
      <div class="mt-3 flex flex-wrap items-center justify-between gap-3">
        <p class="text-muted-foreground max-w-prose text-sm">{words('catalog.staff.bulk.progress.about')}</p>
        <form method="post" action={`/staf/buku/massal/${id}/batal`}>
          <FormKey form={blankForm()} />
          <button type="submit" class="btn" data-variant="outline">
            {words('catalog.staff.bulk.cancel')}
          </button>
        </form>
      </div>
    </section>
  );
}
