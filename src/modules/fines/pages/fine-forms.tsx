import type { VNode } from 'preact';
import { CheckField, Field, FormErrors, FormKey, SelectField } from '../../../ui/components/field.tsx';
import { Panel } from '../../../ui/components/page.tsx';
import type { FormState } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import { METHODS } from '../fine.ts';
import { receiptNo } from '../receipt.ts';
import type { Detail } from './fine.tsx';

const methodsIn = (words: Words) => METHODS.map((value) => ({ value, label: words(`fines.method.${value}`) }));
interface FormPart {
  fine: Detail;
  words: Words;
  form: FormState;
}

export const Pay = ({ fine, form, words }: FormPart): VNode => (
  <Panel title={words('fines.page.pay')}>
    <FormErrors form={form} words={words} />
    <form method="post" action={`/staf/denda/${fine.id}/bayar`} class="grid gap-3">
      <FormKey form={form} />
      <Field
        form={{ ...form, values: { amount: String(fine.outstanding), ...form.values } }}
        name="amount"
        label={words('fines.page.amount')}
        hint={words('fines.page.amount.hint')}
        inputmode="numeric"
        required
      />
      <SelectField form={form} name="method" label={words('fines.cash.method')} options={methodsIn(words)} required />
      <Field form={form} name="reference" label={words('fines.page.reference')} maxLength={200} autocomplete="off" />
      <CheckField form={form} name="keepChange" value="credit" label={words('fines.page.keep_change')} />
      <button type="submit" class="btn">
        {words('fines.page.pay')}
      </button>
    </form>
  </Panel>
);

export const Waive = ({ fine, form, words }: FormPart): VNode => (
  <Panel title={words('fines.page.waive')}>
    <FormErrors form={form} words={words} />
    <form method="post" action={`/staf/denda/${fine.id}/hapuskan`} class="grid gap-3">
      <FormKey form={form} />
      <Around name="hapuskan" form={form} words={words} hint={words('fines.page.waive.hint')} />
      <button type="submit" class="btn" data-variant="outline">
        {words('fines.page.waive')}
      </button>
    </form>
  </Panel>
);

/** Amount and reason; ids told apart, for the page has several such forms. */
const Around = ({ name, form, words, hint }: { name: string; form: FormState; words: Words; hint: string }): VNode => (
  <>
    <div class="flex flex-col gap-1">
      <label for={`${name}-amount`} class="text-sm font-semibold">
        {words('fines.page.amount')}
      </label>
      <input
        id={`${name}-amount`}
        name="amount"
        class="input tabular w-full"
        inputmode="numeric"
        value={form.values.amount ?? ''}
        aria-describedby={`${name}-amount-hint`}
      />
      <p id={`${name}-amount-hint`} class="text-muted-foreground text-sm">
        {hint}
      </p>
    </div>
    <div class="flex flex-col gap-1">
      <label for={`${name}-reason`} class="text-sm font-semibold">
        {words('fines.page.reason')} <span aria-hidden="true">*</span>
      </label>
      <textarea id={`${name}-reason`} name="reason" class="textarea w-full" rows={2} maxLength={500} required>
        {form.values.reason ?? ''}
      </textarea>
    </div>
  </>
);

export function Refund({ fine, form, words }: FormPart): VNode {
  const left = fine.payments.filter((payment) => payment.refunded < payment.amount);
  const options = left.map((payment) => ({
    value: payment.id,
    label: `${receiptNo(payment.receiptNumber)} · ${words.rupiah(payment.amount - payment.refunded)}`,
  }));
  return (
    <Panel title={words('fines.page.refund')}>
      <FormErrors form={form} words={words} />
      <p class="text-muted-foreground mb-3 text-sm">{words('fines.page.refund.hint')}</p>
      <form method="post" action={`/staf/denda/${fine.id}/kembalikan`} class="grid gap-3">
        <FormKey form={form} />
        <SelectField form={form} name="paymentId" label={words('fines.own.receipt')} options={options} required />
        <div class="flex flex-col gap-1">
          <label for="kembalikan-method" class="text-sm font-semibold">
            {words('fines.cash.method')}
          </label>
          <select id="kembalikan-method" name="method" class="select w-full">
            {methodsIn(words).map(({ value, label }) => (
              <option value={value} selected={form.values.method === value}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <Around name="kembalikan" form={form} words={words} hint={words('fines.page.refund.amount')} />
        <button type="submit" class="btn" data-variant="outline">
          {words('fines.page.refund')}
        </button>
      </form>
    </Panel>
  );
}
