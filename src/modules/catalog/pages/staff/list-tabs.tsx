import type { VNode } from 'preact';
import { Field, FormKey } from '../../../../ui/components/field.tsx';
import type { FormState } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import type { SavedFilter } from '../../staff/saved-filters.ts';

interface TabsProps {
  saved: readonly SavedFilter[];
  query: URLSearchParams;
  url: string;
  /** Of the name under which the filter is kept. */
  form: FormState;
  words: Words;
}

/** The same address, however it was written. */
function sameQuery(a: URLSearchParams, b: URLSearchParams): boolean {
  const plain = (query: URLSearchParams): string =>
    [...query]
      .filter(([name, value]) => value !== '' && name !== 'page' && name !== 'cursor')
      .map((pair) => pair.join('='))
      .sort()
      .join('&');
  return plain(a) === plain(b);
}

/** Everything, and the filters this person kept; the one that is seen can be taken away. */
export function FilterTabs({ saved, query, url, form, words }: TabsProps): VNode {
  const here = saved.find((filter) => sameQuery(new URLSearchParams(filter.query), query));
  const all = sameQuery(query, new URLSearchParams());
  return (
    <div class="mb-3 flex flex-wrap items-center gap-x-1 gap-y-2 border-b">
      <nav aria-label={words('catalog.staff.saved_filters')} class="flex min-w-0 flex-wrap gap-x-1">
        <Tab href="/staf/buku" here={all} name={words('ui.all')} />
        {saved.map((filter) => (
          <Tab href={`/staf/buku?${filter.query}`} here={filter === here} name={filter.name} />
        ))}
      </nav>
      {here && (
        <form method="post" action={`/staf/buku/saringan/${here.id}/hapus`} class="pb-1">
          <FormKey form={form} />
          <button type="submit" class="btn" data-size="sm" data-variant="ghost">
            {words('catalog.staff.filter.remove', { name: here.name })}
          </button>
        </form>
      )}
      {!here && !all && (
        <details class="relative pb-1" data-menu open={form.summary !== null || Object.keys(form.errors).length > 0}>
          <summary class="btn list-none" data-size="sm" data-variant="ghost">
            {words('catalog.staff.filter.save')}
          </summary>
          <form
            method="post"
            action="/staf/buku/saringan"
            class="bg-popover absolute left-0 z-30 mt-1 w-64 rounded-lg border p-3 shadow-lg"
          >
            <FormKey form={form} />
            <input type="hidden" name="query" value={query.toString()} />
            <input type="hidden" name="ke" value={url} />
            <Field form={form} name="name" label={words('catalog.staff.filter.name')} required maxLength={60} />
            {form.summary && <p class="text-stop mt-1 text-sm">{form.summary}</p>}
            <button type="submit" class="btn mt-2">
              {words('ui.save')}
            </button>
          </form>
        </details>
      )}
    </div>
  );
}

const Tab = ({ href, here, name }: { href: string; here: boolean; name: string }): VNode => (
  <a
    href={href}
    aria-current={here ? 'page' : undefined}
    class="text-muted-foreground hover:text-foreground aria-[current=page]:border-primary aria-[current=page]:text-foreground -mb-px border-b-2 border-transparent px-3 py-1.5 aria-[current=page]:font-semibold"
  >
    {name}
  </a>
);
