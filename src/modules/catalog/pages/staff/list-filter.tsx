import type { VNode } from 'preact';
import type { Option } from '../../../../ui/components/field.tsx';
import type { Words } from '../../../../ui/words.ts';
import { BOOK_STATUSES } from '../../book.ts';
import type { Choices } from '../../staff/choices.ts';
import { FLAGS, STAFF_SORTS } from '../../staff/list.ts';
import { materialName } from '../names.ts';
import { isNarrowed } from './list-query.ts';

interface FilterProps {
  choices: Choices;
  query: URLSearchParams;
  words: Words;
}

/** Everything that narrows the list, in one form whose answer is an address. */
export function FilterForm({ choices, query, words }: FilterProps): VNode {
  const text = query.get('search') ?? '';
  const sorts = text ? (['relevance', ...STAFF_SORTS] as const) : STAFF_SORTS;
  return (
    <form method="get" action="/staf/buku" class="mb-3 grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-6">
      <input
        type="search"
        name="search"
        class="input col-span-2 w-full sm:col-span-2 lg:col-span-5"
        value={text}
        maxLength={500}
        aria-label={words('ui.search')}
        placeholder={words('ui.search.placeholder')}
      />
      <div class="flex items-center gap-3 max-sm:col-span-2">
        <button type="submit" class="btn" data-variant="outline">
          {words('ui.filter')}
        </button>
        {isNarrowed(query) && (
          <a class="link py-1 text-sm" href="/staf/buku">
            {words('catalog.staff.filter.clear')}
          </a>
        )}
      </div>
      <Choice
        name="status"
        label={words('catalog.staff.filter.status')}
        query={query}
        options={BOOK_STATUSES.map((value) => ({ value, label: words(`catalog.staff.status.${value}`) }))}
      />
      <Choice
        name="category"
        label={words('catalog.staff.filter.category')}
        query={query}
        options={choices.categories.map((value) => ({ value, label: value }))}
      />
      <Choice
        name="branch"
        label={words('catalog.staff.filter.branch')}
        query={query}
        options={choices.branches.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Choice
        name="materialType"
        label={words('catalog.staff.filter.materialType')}
        query={query}
        options={choices.materialTypes.map((value) => ({ value, label: materialName(words, value) }))}
      />
      <Choice
        name="flag"
        label={words('catalog.staff.filter.flag')}
        query={query}
        options={['any', ...FLAGS].map((value) => ({ value, label: words(`catalog.staff.flag.${value}`) }))}
      />
      <Choice
        name="sortBy"
        label={words('catalog.staff.filter.sort')}
        query={query}
        options={sorts.map((value) => ({ value, label: words(`catalog.staff.sort.${value}`) }))}
      />
    </form>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  query: URLSearchParams;
  options: readonly Option[];
}

/** The first line names the list, so that a narrow screen needs no label above it. */
function Choice({ name, label, query, options }: ChoiceProps): VNode {
  const chosen = query.get(name) ?? '';
  const known = chosen === '' || options.some(({ value }) => value === chosen);
  const all = known ? options : [...options, { value: chosen, label: chosen }];
  return (
    <select name={name} class="select w-full min-w-0" aria-label={label} data-submit>
      <option value="">{label}</option>
      {all.map(({ value, label: text }) => (
        <option value={value} selected={value === chosen}>
          {text}
        </option>
      ))}
    </select>
  );
}
