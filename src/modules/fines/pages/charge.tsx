import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { Field, FormErrors, FormKey, SelectField, TextField } from '../../../ui/components/field.tsx';
import { PageHead, Panel } from '../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState, numberIn } from '../../../ui/form.ts';
import { chargeMember } from '../verbs/charge.ts';
import { moneyWords } from './words.ts';

export const chargePage = (ctx: Ctx, { query }: Asked): Promise<Shown> =>
  shown(ctx, blankForm({ memberId: query.get('anggota') }));

/** A charge by hand: a lost card, a damaged thing. */
export async function takeCharge(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const { done, refused } = await attempt(ctx, form, () =>
    chargeMember(ctx, {
      memberId: form.get('memberId') ?? '',
      reason: (form.get('reason') ?? '') as 'OTHER',
      amount: numberIn(form, 'amount') ?? Number.NaN,
      description: form.get('description') ?? '',
    }),
  );
  if (!done) return { ...(await shown(ctx, refused)), status: 422 };
  return { to: `/staf/denda/${done.id}`, news: { code: 'fines.page.charged' } };
}

async function shown(ctx: Ctx, form: FormState): Promise<Shown> {
  const words = await moneyWords(ctx);
  const reasons = (['OTHER', 'DAMAGED'] as const).map((value) => ({ value, label: words(`fines.reason.${value}`) }));
  return {
    title: words('fines.page.charge'),
    body: (
      <div class="max-w-xl">
        <PageHead
          title={words('fines.page.charge')}
          about={words('fines.page.charge.about')}
          back={{ href: '/staf/denda', label: words('fines.page.title') }}
        />
        <Panel>
          <FormErrors form={form} words={words} />
          <form method="post" class="grid gap-4">
            <FormKey form={form} />
            <Field
              form={form}
              name="memberId"
              label={words('fines.page.number')}
              maxLength={40}
              autocomplete="off"
              required
            />
            <SelectField form={form} name="reason" label={words('fines.receipt.for')} options={reasons} required />
            <Field form={form} name="amount" label={words('fines.page.amount')} inputmode="numeric" required />
            <TextField
              form={form}
              name="description"
              label={words('fines.own.note')}
              rows={2}
              maxLength={500}
              required
            />
            <div>
              <button type="submit" class="btn" data-size="lg">
                {words('fines.page.charge')}
              </button>
            </div>
          </form>
        </Panel>
      </div>
    ),
  };
}
