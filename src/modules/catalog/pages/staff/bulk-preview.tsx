import type { VNode } from 'preact';
import { Notice, Panel } from '../../../../ui/components/page.tsx';
import type { Words } from '../../../../ui/words.ts';
import type { Counts } from '../../bulk/batch.ts';
import type { Preview } from '../../bulk/preview.ts';
import type { Choices } from '../../staff/choices.ts';
import { materialName } from '../names.ts';

interface PreviewProps {
  preview: Preview;
  choices: Choices;
  words: Words;
}

/** Counts first, then some of each kind: changed as before and after, refused with the reason. */
export function PreviewPanel({ preview, choices, words }: PreviewProps): VNode {
  return (
    <>
      <BulkCounts counts={preview} words={words} />
      {preview.samples.length > 0 && (
        <Panel title={words('catalog.staff.bulk.samples')} flush>
          <ul class="rows">
            {preview.samples.map(({ id, title, changes, copies }) => (
              <li class="px-4 py-2">
                <a class="link inline-block py-1 font-medium" href={`/staf/buku/${id}`}>
                  {title}
                </a>
                {copies > 0 && (
                  <span class="text-muted-foreground ml-2 text-sm">
                    {words('catalog.staff.bulk.copies', { count: copies })}
                  </span>
                )}
                <dl class="mt-0.5 grid gap-x-3 text-sm sm:grid-cols-[10rem_1fr]">
                  {changes.map(({ field, before, after }) => (
                    <>
                      <dt class="text-muted-foreground">{words(`catalog.staff.field.${field}`)}</dt>
                      <dd class="min-w-0">
                        <del class="text-muted-foreground">{valueName(field, before, choices, words)}</del> →{' '}
                        <ins class="font-medium no-underline">{valueName(field, after, choices, words)}</ins>
                      </dd>
                    </>
                  ))}
                </dl>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {preview.refusedSamples.length > 0 && (
        <Panel title={words('catalog.staff.bulk.refused')} flush>
          <ul class="rows">
            {preview.refusedSamples.map(({ id, title, reason }) => (
              <li class="px-4 py-2">
                <a class="link inline-block py-1" href={`/staf/buku/${id}`}>
                  {title}
                </a>{' '}
                <span class="text-muted-foreground text-sm">{words(reason)}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

/** An id as people call it; emptiness as a dash. */
function valueName(field: string, value: string | null, choices: Choices, words: Words): string {
  if (value === null) return '–';
  if (field === 'branchId') return choices.branches.find(({ id }) => id === value)?.name ?? value;
  if (field === 'collectionTypeId') return choices.collectionTypes.find(({ id }) => id === value)?.name ?? value;
  if (field === 'status') return words(`catalog.staff.status.${value}`);
  return field === 'materialType' ? materialName(words, value) : value;
}

export function BulkCounts({ counts, words }: { counts: Counts; words: Words }): VNode {
  const numbers = [
    ['chosen', counts.chosen],
    ['changed', counts.changed],
    ['unchanged', counts.unchanged],
    ['copies', counts.copies],
  ] as const;
  const refused = [...counts.refused, ...counts.copiesRefused];
  return (
    <div class="mb-4">
      <dl class="panel mb-3 grid grid-cols-2 gap-px sm:grid-cols-4">
        {numbers.map(([name, number]) => (
          <div class="px-4 py-3">
            <dt class="text-muted-foreground text-sm">{words(`catalog.staff.bulk.count.${name}`)}</dt>
            <dd class="tabular text-2xl font-semibold">{words.number(number)}</dd>
          </div>
        ))}
      </dl>
      {refused.length > 0 && (
        <Notice tone="attention" title={words('catalog.staff.bulk.left')}>
          <ul class="list-disc pl-5">
            {refused.map(({ code, count }) => (
              <li>
                {words.number(count)} × {words(code)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}
