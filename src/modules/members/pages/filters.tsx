import type { VNode } from 'preact';
import { FormKey } from '../../../ui/components/field.tsx';
import type { FormState } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import type { SavedFilter } from '../saved-filters.ts';

interface Props {
  saved: readonly SavedFilter[];
  query: URLSearchParams;
  form: FormState;
  words: Words;
}

/** What of an address is a filter: which page one stands on is not. */
export function filterOf(query: URLSearchParams): string {
  const kept = new URLSearchParams(query);
  for (const name of ['page', 'cursor']) kept.delete(name);
  for (const [name, value] of [...kept]) if (value === '') kept.delete(name, value);
  return kept.toString();
}

/** The whole list, and the ways one likes to look at it. */
export function FilterTabs({ saved, query, form, words }: Props): VNode {
  const now = filterOf(query);
  const known = saved.find((filter) => filter.query === now);
  const tab = (href: string, here: boolean, text: string) => (
    <a
      href={href}
      aria-current={here ? 'page' : undefined}
      class="aria-[current=page]:border-primary border-b-2 border-transparent px-3 py-2 aria-[current=page]:font-semibold"
    >
      {text}
    </a>
  );
  const error = form.errors.name ?? form.summary;
  return (
    <div class="mb-3 flex flex-wrap items-end justify-between gap-x-4 gap-y-2 border-b">
      <nav aria-label={words('members.filters')} class="flex flex-wrap">
        {tab('/staf/anggota', now === '', words('ui.all'))}
        {saved.map((filter) => tab(`/staf/anggota?${filter.query}`, filter === known, filter.name))}
      </nav>
      {known ? (
        <form method="post" action={`/staf/anggota/saringan/${known.id}/hapus`} class="pb-1.5">
          <FormKey form={form} />
          <button type="submit" class="btn" data-variant="ghost" data-size="sm">
            {words('members.filters.remove', { name: known.name })}
          </button>
        </form>
      ) : (
        now && (
          <form method="post" action={`/staf/anggota/saringan?${now}`} class="flex flex-wrap items-center gap-2 pb-1.5">
            <FormKey form={form} />
            <input
              id="name"
              name="name"
              class="input w-44"
              maxLength={60}
              required
              value={form.values.name ?? ''}
              aria-label={words('members.filters.name')}
              aria-invalid={error ? 'true' : undefined}
              aria-describedby={error ? 'name-error' : undefined}
              placeholder={words('members.filters.name')}
            />
            <button type="submit" class="btn" data-variant="outline">
              {words('members.filters.save')}
            </button>
            {error && (
              <p id="name-error" class="text-stop basis-full text-sm font-medium">
                {error}
              </p>
            )}
          </form>
        )
      )}
    </div>
  );
}
