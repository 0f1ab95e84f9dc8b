import type { VNode } from 'preact';
import { Field, SelectField } from '../../../ui/components/field.tsx';
import { Panel } from '../../../ui/components/page.tsx';
import type { FormState } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import type { choices } from '../../catalog/index.ts';

/** What stays from one book of a pile to the next. */
export const KEPT = ['copies', 'branchId', 'collectionTypeId'] as const;

interface Props {
  form: FormState;
  choices: Awaited<ReturnType<typeof choices>>;
  words: Words;
}

/** What the copies have in common, said once above all candidates. */
export function CopyPanel({ form, choices: given, words }: Props): VNode {
  const open = given.branches.filter(({ status }) => status === 'ACTIVE');
  return (
    <Panel title={words('cataloguing.page.with')}>
      <div class="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6">
        <Field form={form} name="copies" label={words('cataloguing.page.copies')} inputmode="numeric" maxLength={3} />
        <SelectField
          form={form}
          name="branchId"
          label={words('cataloguing.page.branch')}
          {...(open.length > 1 && !form.values.branchId ? { empty: words('cataloguing.page.choose_branch') } : {})}
          options={open.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SelectField
          form={form}
          name="collectionTypeId"
          label={words('cataloguing.page.collection')}
          empty={words('cataloguing.page.usual')}
          options={given.collectionTypes.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Field form={form} name="price" label={words('cataloguing.page.price')} inputmode="numeric" maxLength={20} />
        <Field
          form={form}
          name="callNumber"
          label={words('cataloguing.page.call_number')}
          hint={words('cataloguing.page.call_number.hint')}
          maxLength={100}
        />
        <Field
          form={form}
          name="category"
          label={words('cataloguing.page.category')}
          hint={words('cataloguing.page.category.hint')}
          maxLength={100}
          list="kategori"
        />
      </div>
      <datalist id="kategori">
        {given.categories.map((value) => (
          <option value={value} />
        ))}
      </datalist>
    </Panel>
  );
}
