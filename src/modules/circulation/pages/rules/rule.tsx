import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { Field, FormErrors, FormKey, SelectField } from '../../../../ui/components/field.tsx';
import { PageHead, Panel } from '../../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState, numberIn, textIn } from '../../../../ui/form.ts';
import { type Words, wordsFor } from '../../../../ui/words.ts';
import { getRule } from '../../rules.ts';
import { createRule, updateRule } from '../../verbs/rules.ts';
import { type Choices, CONDITIONS, choicesOf, nameOf } from './choices.ts';
import { rulesPath } from './rules.tsx';

type Stored = Awaited<ReturnType<typeof getRule>>;
const NUMBERS = [
  'loanDays',
  'maxLoans',
  'maxRenewals',
  'graceDays',
  'finePerDay',
  'maxFine',
  'holdLimit',
  'holdShelfDays',
] as const;
const USUAL = {
  loanDays: '14',
  maxLoans: '3',
  maxRenewals: '2',
  graceDays: '0',
  finePerDay: '500',
  holdLimit: '3',
  holdShelfDays: '3',
};

export async function rulePage(ctx: Ctx, { params }: Asked): Promise<Shown> {
  if (params.id === undefined) return ruleForm(ctx, null, blankForm(USUAL));
  const rule = await getRule(ctx, { id: params.id });
  const numbers = NUMBERS.map((name) => [name, rule[name] === null ? '' : String(rule[name])]);
  return ruleForm(ctx, rule, blankForm(Object.fromEntries(numbers)));
}

/** An empty number is left to the verb, which names it. */
const numbersIn = (form: URLSearchParams) => ({
  loanDays: numberIn(form, 'loanDays') ?? Number.NaN,
  maxLoans: numberIn(form, 'maxLoans') ?? Number.NaN,
  maxRenewals: numberIn(form, 'maxRenewals') ?? Number.NaN,
  graceDays: numberIn(form, 'graceDays') ?? 0,
  finePerDay: numberIn(form, 'finePerDay') ?? Number.NaN,
  maxFine: numberIn(form, 'maxFine') ?? null,
  holdLimit: numberIn(form, 'holdLimit') ?? Number.NaN,
  holdShelfDays: numberIn(form, 'holdShelfDays') ?? Number.NaN,
});

export async function takeRule(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const { id } = params;
  const numbers = numbersIn(form);
  const conditions = {
    branchId: textIn(form, 'branchId') ?? null,
    memberTypeId: textIn(form, 'memberTypeId') ?? null,
    collectionTypeId: textIn(form, 'collectionTypeId') ?? null,
    materialType: textIn(form, 'materialType') ?? null,
  };
  const { done, refused } = await attempt(ctx, form, () =>
    id === undefined ? createRule(ctx, { ...conditions, ...numbers }) : updateRule(ctx, { id, ...numbers }),
  );
  if (done) return { to: rulesPath, news: { code: 'circulation.rules.saved' } };
  return { ...(await ruleForm(ctx, id === undefined ? null : await getRule(ctx, { id }), refused)), status: 422 };
}

async function ruleForm(ctx: Ctx, rule: Stored | null, form: FormState): Promise<Shown> {
  const words = wordsFor(ctx.locale);
  const choices = await choicesOf(ctx, words);
  const title = rule ? titleOf(rule, choices, words) : words('circulation.rules.new');
  return {
    title,
    body: (
      <>
        <PageHead title={title} back={{ href: rulesPath, label: words('circulation.rules.title') }} />
        <FormErrors form={form} words={words} />
        <form method="post" action={rule ? `${rulesPath}/${rule.id}` : `${rulesPath}/baru`} class="max-w-3xl">
          <FormKey form={form} version={rule?.version} />
          {!rule && <Conditions form={form} choices={choices} words={words} />}
          <Panel title={words('circulation.rules.numbers')}>
            <div class="grid gap-4 sm:grid-cols-2">
              {NUMBERS.map((name) => (
                <Field
                  form={form}
                  name={name}
                  inputmode="numeric"
                  label={words(`circulation.rules.${name}`)}
                  hint={name === 'maxFine' ? words('circulation.rules.maxFine.hint') : undefined}
                  required={name !== 'maxFine' && name !== 'graceDays'}
                />
              ))}
            </div>
          </Panel>
          <button type="submit" class="btn" data-size="lg">
            {words('ui.save')}
          </button>
        </form>
        {rule && CONDITIONS.some((name) => rule[name] !== null) && <Retire rule={rule} words={words} />}
      </>
    ),
  };
}

const titleOf = (rule: Stored, choices: Choices, words: Words): string =>
  CONDITIONS.flatMap((name) => (rule[name] === null ? [] : [nameOf(choices, name, rule[name])])).join(' · ') ||
  words('circulation.rules.general');

const Conditions = ({ form, choices, words }: { form: FormState; choices: Choices; words: Words }): VNode => (
  <Panel title={words('circulation.rules.for')}>
    <p class="text-muted-foreground mb-3 text-sm">{words('circulation.rules.for.hint')}</p>
    <div class="grid gap-4 sm:grid-cols-2">
      {CONDITIONS.map((name) => (
        <SelectField
          form={form}
          name={name}
          label={words(`circulation.rules.${name}`)}
          options={choices[name]}
          empty={words('ui.all')}
        />
      ))}
    </div>
  </Panel>
);

const Retire = ({ rule, words }: { rule: Stored; words: Words }): VNode => (
  <form method="post" action={`${rulesPath}/${rule.id}/hapus`} class="mt-6 border-t pt-4">
    <FormKey form={blankForm()} />
    <p class="text-muted-foreground mb-2 text-sm">{words('circulation.rules.retire.hint')}</p>
    <button type="submit" class="btn" data-variant="destructive">
      {words('circulation.rules.retire')}
    </button>
  </form>
);
