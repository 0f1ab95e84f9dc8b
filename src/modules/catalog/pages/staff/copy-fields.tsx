import type { VNode } from 'preact';
import { Field, SelectField, TextField } from '../../../../ui/components/field.tsx';
import type { FormState } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import type { Choices } from '../../staff/choices.ts';

interface CopyFieldsProps {
  form: FormState;
  choices: Choices;
  words: Words;
  /** Beside a new book: shelf, inventory number and notes are said later. */
  brief?: boolean;
}

/** How many copies, or which barcodes, and what they have in common. */
export function CopyFields({ form, choices, words, brief }: CopyFieldsProps): VNode {
  return (
    <div class="grid gap-4 sm:grid-cols-6">
      <Field
        form={form}
        name="count"
        label={words('catalog.staff.copy.count')}
        hint={words('catalog.staff.copy.count.hint')}
        inputmode="numeric"
        maxLength={4}
        class="sm:col-span-2"
      />
      <TextField
        form={form}
        name="barcodes"
        label={words('catalog.staff.copy.barcodes')}
        hint={words('catalog.staff.copy.barcodes.hint')}
        rows={2}
        class="sm:col-span-4"
      />
      <Places form={form} choices={choices} words={words} />
      {!brief && <CopyRest form={form} words={words} />}
    </div>
  );
}

/** Where copies are kept, as what, and what they cost. */
export function Places({ form, choices, words }: Omit<CopyFieldsProps, 'brief'>): VNode {
  const open = choices.branches.filter(({ id, status }) => status === 'ACTIVE' || id === form.values.branchId);
  return (
    <>
      <SelectField
        form={form}
        name="branchId"
        label={words('catalog.page.copy.branch')}
        class="sm:col-span-2"
        {...(open.length > 1 && !form.values.branchId ? { empty: words('catalog.staff.copy.choose_branch') } : {})}
        options={open.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SelectField
        form={form}
        name="collectionTypeId"
        label={words('catalog.staff.field.collectionTypeId')}
        class="sm:col-span-2"
        empty={words('catalog.staff.copy.usual_type')}
        options={choices.collectionTypes.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Field
        form={form}
        name="price"
        label={words('catalog.staff.field.price')}
        inputmode="numeric"
        maxLength={20}
        class="sm:col-span-1"
      />
      <Field
        form={form}
        name="acquiredOn"
        type="date"
        label={words('catalog.staff.field.acquiredOn')}
        class="sm:col-span-1"
      />
    </>
  );
}

export function CopyRest({ form, words }: { form: FormState; words: Words }): VNode {
  return (
    <>
      <Field
        form={form}
        name="location"
        label={words('catalog.page.copy.shelf')}
        maxLength={100}
        class="sm:col-span-2"
      />
      <Field
        form={form}
        name="inventoryNumber"
        label={words('catalog.staff.field.inventoryNumber')}
        maxLength={100}
        class="sm:col-span-2"
      />
      <Field
        form={form}
        name="notes"
        label={words('catalog.staff.field.notes')}
        maxLength={1000}
        class="sm:col-span-2"
      />
    </>
  );
}
