import type { VNode } from 'preact';
import type { PageMeta } from '../../../kernel/page.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { Words } from '../../../ui/words.ts';
import { languageName, materialName } from './names.ts';
import { READER_FACETS, type ReaderFacet, withChange } from './results-query.ts';

interface FacetProps {
  facets: NonNullable<PageMeta['facets']>;
  query: URLSearchParams;
  words: Words;
}

const SHOWN = 8;

/** What the hits can be narrowed by, with how many each way leaves. On a phone it opens on request. */
export function Facets({ facets, query, words }: FacetProps): VNode {
  const groups = READER_FACETS.filter((facet) => (facets[facet]?.length ?? 0) > 1);
  const list = (place: string) =>
    groups.map((facet) => (
      <div class="mb-5">
        <h2 class="mb-1 text-sm font-semibold">{words(`catalog.page.facet.${facet}`)}</h2>
        <ul>
          {(facets[facet] ?? []).slice(0, SHOWN).map(({ value, count, label }) => {
            const isOn = query.getAll(facet).includes(value);
            return (
              <li>
                <a
                  id={`${place}-${facet}-${value}`}
                  href={withChange(query, (next) => (isOn ? next.delete(facet, value) : next.append(facet, value)))}
                  aria-current={isOn ? 'true' : undefined}
                  class="hover:bg-muted aria-[current=true]:text-primary -mx-2 flex items-baseline justify-between gap-2 rounded-md px-2 py-1 text-[0.9375rem] aria-[current=true]:font-semibold"
                >
                  <span class="min-w-0">{nameOf(facet, value, label, words)}</span>
                  <span class="text-muted-foreground tabular text-sm">{words.number(count)}</span>
                </a>
              </li>
            );
          })}
        </ul>
      </div>
    ));
  return (
    <aside aria-label={words('catalog.page.narrow')}>
      <details class="group mb-3 md:hidden">
        <summary class="btn w-full list-none" data-variant="outline">
          {words('catalog.page.narrow')}
        </summary>
        <div class="panel mt-2 p-4">{list('lipat')}</div>
      </details>
      <div class="hidden md:block">{list('saring')}</div>
    </aside>
  );
}

/** What is chosen, each to be taken away again. */
export function FilterChips({ facets, query, words }: FacetProps): VNode | null {
  const chosen = READER_FACETS.flatMap((facet) => query.getAll(facet).map((value) => ({ facet, value })));
  if (chosen.length === 0) return null;
  return (
    <ul class="mt-3 flex flex-wrap gap-2">
      {chosen.map(({ facet, value }) => {
        const label = facets[facet]?.find((each) => each.value === value)?.label;
        const name = nameOf(facet, value, label, words);
        return (
          <li>
            <a
              href={withChange(query, (next) => next.delete(facet, value))}
              class="bg-accent hover:bg-muted inline-flex items-center gap-1.5 rounded-full px-3 py-1 text-sm"
              aria-label={words('catalog.page.remove_filter', { name })}
            >
              {name}
              <Icon name="cross" size={14} />
            </a>
          </li>
        );
      })}
    </ul>
  );
}

function nameOf(facet: ReaderFacet, value: string, label: string | undefined, words: Words): string {
  if (facet === 'language') return languageName(words.locale, value);
  if (facet === 'materialType') return materialName(words, value);
  if (facet === 'decade') return /^\d{4}$/.test(value) ? `${value}–${Number(value) + 9}` : value;
  return label ?? value;
}
