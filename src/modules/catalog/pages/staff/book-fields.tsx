import type { VNode } from 'preact';
import { Field, SelectField, TextField } from '../../../../ui/components/field.tsx';
import type { FormState } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import { EDITABLE_BOOK_STATUSES } from '../../fields.ts';
import type { Choices } from '../../staff/choices.ts';
import { catalogPageMessages } from '../messages.ts';
import { languageName, materialName } from '../names.ts';

const namesUnder = (prefix: string): string[] =>
  Object.keys(catalogPageMessages).flatMap((code) => (code.startsWith(prefix) ? [code.slice(prefix.length)] : []));
const MATERIALS = namesUnder('catalog.material.');
const ROLES = namesUnder('catalog.role.');

interface FieldsProps {
  form: FormState;
  choices: Choices;
  words: Words;
  /** Of a book that exists: it has a status. */
  exists: boolean;
  autofocus?: boolean;
}

/** Everything that is said of a book, from what it is to where it stands. */
export function BookFields({ form, choices, words, exists, autofocus }: FieldsProps): VNode {
  const label = (name: string): string => words(`catalog.staff.field.${name}`);
  const text = (name: string, maxLength: number, more: object = {}): VNode => (
    <Field form={form} name={name} label={label(name)} maxLength={maxLength} {...more} />
  );
  const materials = [...new Set([...MATERIALS, ...choices.materialTypes, form.values.materialType ?? 'BOOK'])];
  return (
    <>
      <div class="grid gap-4 sm:grid-cols-6">
        {text('title', 500, { required: true, class: 'sm:col-span-6', ...(autofocus ? { autofocus } : {}) })}
        {text('author', 255, { required: true, class: 'sm:col-span-3', hint: words('catalog.staff.author.hint') })}
        {text('isbn', 50, { class: 'sm:col-span-3', inputmode: 'numeric', hint: words('catalog.staff.isbn.hint') })}
      </div>
      <Contributors form={form} words={words} />
      <div class="grid gap-4 sm:grid-cols-6">
        {text('category', 100, { required: true, class: 'sm:col-span-3', list: 'kategori' })}
        <SelectField
          form={form}
          name="materialType"
          label={label('materialType')}
          class="sm:col-span-3"
          options={materials.map((value) => ({ value, label: materialName(words, value) }))}
        />
        {text('publisher', 255, { class: 'sm:col-span-3' })}
        {text('place', 255, { class: 'sm:col-span-2' })}
        {text('publishedYear', 4, { inputmode: 'numeric', class: 'sm:col-span-1' })}
        {text('edition', 255, { class: 'sm:col-span-2' })}
        {text('series', 500, { class: 'sm:col-span-2' })}
        {text('pages', 100, { class: 'sm:col-span-1' })}
        {text('language', 3, {
          class: 'sm:col-span-1',
          list: 'bahasa-dipakai',
          hint: words('catalog.staff.language.hint'),
        })}
        {text('classification', 50, { class: 'sm:col-span-2', hint: words('catalog.staff.classification.hint') })}
        <div class="flex flex-col items-start gap-1 sm:col-span-2">
          {text('callNumber', 100, { class: 'w-full', hint: words('catalog.staff.callNumber.hint') })}
          <Suggest words={words} />
        </div>
        {text('location', 100, { class: 'sm:col-span-2' })}
        <TextField
          form={form}
          name="subjects"
          label={label('subjects')}
          class="sm:col-span-3"
          hint={words('catalog.staff.subjects.hint')}
        />
        <TextField form={form} name="description" label={label('description')} class="sm:col-span-3" maxLength={5000} />
        {exists && (
          <SelectField
            form={form}
            name="status"
            label={label('status')}
            class="sm:col-span-2"
            options={EDITABLE_BOOK_STATUSES.map((value) => ({ value, label: words(`catalog.staff.status.${value}`) }))}
          />
        )}
      </div>
      <datalist id="kategori">
        {choices.categories.map((value) => (
          <option value={value} />
        ))}
      </datalist>
      <datalist id="bahasa-dipakai">
        {choices.languages.map((value) => (
          <option value={value} label={languageName(words.locale, value)} />
        ))}
      </datalist>
    </>
  );
}

/** The form comes back with a call number in it; nothing is saved. */
const Suggest = ({ words }: { words: Words }): VNode => (
  <button type="submit" name="aksi" value="nomor" formnovalidate class="btn" data-size="sm" data-variant="outline">
    {words('catalog.staff.callNumber.suggest')}
  </button>
);

const SPARE = 2;
const MOST = 50;

/** Rows of name and role. A row more comes from the server, so that it works everywhere. */
function Contributors({ form, words }: { form: FormState; words: Words }): VNode {
  const names = form.all('contributorName');
  const roles = form.all('contributorRole');
  const filled = names.findLastIndex((name) => name.trim() !== '') + 1;
  const rows = Math.min(MOST, Math.max(filled + (form.values.aksi === 'baris' ? SPARE + 1 : 1), 1));
  const error = form.errors.contributors;
  return (
    <fieldset class="my-4 rounded-md border p-3">
      <legend class="px-1 text-sm font-semibold">{words('catalog.staff.contributors')}</legend>
      <p class="text-muted-foreground mb-2 text-sm">{words('catalog.staff.contributors.hint')}</p>
      {error && <p class="text-stop mb-2 text-sm font-medium">{error}</p>}
      <ol class="grid gap-2">
        {Array.from({ length: rows }, (_, at) => (
          <li class="grid gap-2 sm:grid-cols-[minmax(0,1fr)_12rem]">
            <input
              class="input w-full"
              name="contributorName"
              value={names[at] ?? ''}
              maxLength={255}
              aria-label={words('catalog.staff.contributor.name', { n: at + 1 })}
            />
            <select
              class="select w-full"
              name="contributorRole"
              aria-label={words('catalog.staff.contributor.role', { n: at + 1 })}
            >
              {[...new Set([...ROLES, roles[at] ?? 'AUTHOR'])].map((role) => (
                <option value={role} selected={role === (roles[at] ?? 'AUTHOR')}>
                  {words(`catalog.role.${role}`)}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ol>
      <button
        type="submit"
        name="aksi"
        value="baris"
        formnovalidate
        class="btn mt-2"
        data-size="sm"
        data-variant="outline"
      >
        {words('catalog.staff.contributor.more')}
      </button>
    </fieldset>
  );
}

/** The first button of a form is the one that Enter presses: saving, never one more row. */
export const EnterSaves = (): VNode => <button type="submit" class="sr-only" tabIndex={-1} aria-hidden="true" />;
