import type { VNode } from 'preact';
import type { Option } from '../../../../ui/components/field.tsx';
import type { Words } from '../../../../ui/words.ts';
import { EDITABLE_BOOK_STATUSES } from '../../fields.ts';
import type { Choices } from '../../staff/choices.ts';
import { materialName } from '../names.ts';
import { BULK_FIELDS, type BulkField, modesOf } from './bulk-values.ts';

interface BulkFieldsProps {
  values: URLSearchParams;
  choices: Choices;
  /** May this person change copies? */
  copies: boolean;
  words: Words;
}

const OF_COPIES: readonly BulkField[] = ['collectionTypeId', 'branchId', 'copyLocation'];

/** What is not needed yet is not in the way: a phone leaves it out, a wide screen keeps its place. */
const ONLY_CHOSEN =
  'max-lg:group-has-[option[data-none]:checked]:hidden lg:group-has-[option[data-none]:checked]:invisible';
const ONLY_REPLACE =
  'max-lg:hidden max-lg:group-has-[option[value=replace]:checked]:block lg:invisible lg:group-has-[option[value=replace]:checked]:visible';

/** A row for each field: what is done with it, what is looked for, what comes instead. */
export function BulkFields({ values, choices, copies, words }: BulkFieldsProps): VNode {
  const shown = BULK_FIELDS.filter((field) => copies || !OF_COPIES.includes(field));
  return (
    <div class="panel rows mb-4">
      {shown.map((field) => (
        <Row field={field} values={values} options={optionsOf(field, choices, words)} words={words} />
      ))}
      <datalist id="kategori">
        {choices.categories.map((value) => (
          <option value={value} />
        ))}
      </datalist>
    </div>
  );
}

function optionsOf(field: BulkField, choices: Choices, words: Words): readonly Option[] | null {
  if (field === 'status')
    return EDITABLE_BOOK_STATUSES.map((value) => ({ value, label: words(`catalog.staff.status.${value}`) }));
  if (field === 'branchId')
    return choices.branches
      .filter(({ status }) => status === 'ACTIVE')
      .map(({ id, name }) => ({ value: id, label: name }));
  if (field === 'collectionTypeId') return choices.collectionTypes.map(({ id, name }) => ({ value: id, label: name }));
  if (field === 'materialType')
    return [...new Set(['BOOK', ...choices.materialTypes])].map((value) => ({
      value,
      label: materialName(words, value),
    }));
  return null;
}

interface RowProps {
  field: BulkField;
  values: URLSearchParams;
  options: readonly Option[] | null;
  words: Words;
}

function Row({ field, values, options, words }: RowProps): VNode {
  const modes = modesOf(field);
  const name = words(`catalog.staff.field.${field}`);
  const mode = values.get(`cara.${field}`) ?? '';
  return (
    <fieldset class="group grid gap-2 px-4 py-2.5 sm:grid-cols-2 lg:grid-cols-[10rem_11rem_minmax(0,1fr)_minmax(0,1fr)] lg:items-center">
      <legend class="float-left w-full py-1 font-semibold sm:col-span-2 lg:col-span-1">{name}</legend>
      <select name={`cara.${field}`} class="select w-full" aria-label={words('catalog.staff.bulk.what', { name })}>
        <option value="" data-none="">
          {words('catalog.staff.bulk.mode.none')}
        </option>
        {modes.map((value) => (
          <option value={value} selected={value === mode}>
            {words(`catalog.staff.bulk.mode.${value}`)}
          </option>
        ))}
      </select>
      {modes.includes('replace') ? (
        <input
          class={`input w-full ${ONLY_REPLACE}`}
          name={`cari.${field}`}
          value={values.get(`cari.${field}`) ?? ''}
          maxLength={255}
          aria-label={words('catalog.staff.bulk.find', { name })}
          placeholder={words('catalog.staff.bulk.find.short')}
        />
      ) : (
        <span class="max-lg:hidden" />
      )}
      <Value field={field} name={name} values={values} options={options} words={words} />
    </fieldset>
  );
}

function Value({ field, name, values, options, words }: RowProps & { name: string }): VNode {
  const given = values.get(`nilai.${field}`) ?? '';
  const label = words('catalog.staff.bulk.value', { name });
  if (options)
    return (
      <select name={`nilai.${field}`} class={`select w-full ${ONLY_CHOSEN}`} aria-label={label}>
        {options.map(({ value, label: text }) => (
          <option value={value} selected={value === given}>
            {text}
          </option>
        ))}
      </select>
    );
  const hint = words(field === 'subjects' ? 'catalog.staff.bulk.subjects' : 'catalog.staff.bulk.value.short');
  const list: object = field === 'category' ? { list: 'kategori' } : {};
  return (
    <input
      class={`input w-full ${ONLY_CHOSEN}`}
      name={`nilai.${field}`}
      value={given}
      maxLength={255}
      aria-label={label}
      placeholder={hint}
      {...list}
    />
  );
}
