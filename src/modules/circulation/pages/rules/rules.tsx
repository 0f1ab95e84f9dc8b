import type { VNode } from 'preact';
import { holds } from '../../../../kernel/access.ts';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { FormErrors, SelectField } from '../../../../ui/components/field.tsx';
import { Notice, PageHead, Panel } from '../../../../ui/components/page.tsx';
import { Table } from '../../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState, keptForm, textIn } from '../../../../ui/form.ts';
import { type Words, wordsFor } from '../../../../ui/words.ts';
import type { Rule } from '../../borrowing.ts';
import { explainRules, listRules } from '../../rules.ts';
import { retireRule } from '../../verbs/rules.ts';
import { type Choices, CONDITIONS, choicesOf, nameOf } from './choices.ts';

export const rulesPath = '/staf/aturan';

/** Every rule as a line of the matrix, the most particular first, and the tester: which one would apply? */
export const rulesPage = (ctx: Ctx, { query }: Asked): Promise<Shown> => page(ctx, query, blankForm());

async function page(ctx: Ctx, query: URLSearchParams, form: FormState): Promise<Shown> {
  const words = wordsFor(ctx.locale);
  const choices = await choicesOf(ctx, words);
  const rules = (await listRules(ctx, {})).toSorted((a, b) => weight(b) - weight(a));
  return {
    title: words('circulation.rules.title'),
    body: (
      <>
        <PageHead
          title={words('circulation.rules.title')}
          about={words('circulation.rules.about')}
          actions={
            holds(ctx.actor, 'rule:manage') && (
              <a class="btn" href={`${rulesPath}/baru`}>
                {words('circulation.rules.new')}
              </a>
            )
          }
        />
        <FormErrors form={form} words={words} />
        <Panel flush>
          <div class="relative overflow-x-auto">
            <Rules rules={rules} choices={choices} words={words} />
          </div>
        </Panel>
        <Tester query={query} choices={choices} outcome={await outcomeOf(ctx, query, choices, words)} words={words} />
      </>
    ),
  };
}

const weight = (rule: Rule): number =>
  CONDITIONS.reduce((sum, name, at) => sum + (rule[name] === null ? 0 : 2 ** (3 - at)), 0);

function Rules({ rules, choices, words }: { rules: readonly Rule[]; choices: Choices; words: Words }): VNode {
  const condition = (rule: Rule, name: (typeof CONDITIONS)[number]): VNode | string =>
    rule[name] === null ? (
      <span class="text-muted-foreground">{words('ui.all')}</span>
    ) : (
      nameOf(choices, name, rule[name])
    );
  return (
    <Table
      caption={words('circulation.rules.title')}
      rows={rules}
      columns={[
        {
          label: words('circulation.rules.memberTypeId'),
          head: true,
          cell: (rule) => (
            <a class="link" href={`${rulesPath}/${rule.id}`}>
              {rule.memberTypeId === null
                ? words('circulation.rules.everybody')
                : nameOf(choices, 'memberTypeId', rule.memberTypeId)}
            </a>
          ),
        },
        { label: words('circulation.rules.branchId'), cell: (rule) => condition(rule, 'branchId') },
        { label: words('circulation.rules.collectionTypeId'), cell: (rule) => condition(rule, 'collectionTypeId') },
        { label: words('circulation.rules.materialType'), cell: (rule) => condition(rule, 'materialType') },
        { label: words('circulation.rules.loanDays'), number: true, cell: (rule) => rule.loanDays },
        { label: words('circulation.rules.maxLoans'), number: true, cell: (rule) => rule.maxLoans },
        { label: words('circulation.rules.maxRenewals'), number: true, cell: (rule) => rule.maxRenewals },
        { label: words('circulation.rules.finePerDay'), number: true, cell: (rule) => words.rupiah(rule.finePerDay) },
        { label: words('circulation.rules.holdLimit'), number: true, cell: (rule) => rule.holdLimit, wide: true },
      ]}
    />
  );
}

async function outcomeOf(ctx: Ctx, query: URLSearchParams, choices: Choices, words: Words): Promise<VNode | null> {
  if (!query.has('uji')) return null;
  const asked = Object.fromEntries(
    CONDITIONS.flatMap((name) => (textIn(query, name) ? [[name, textIn(query, name)]] : [])),
  );
  const { done, refused } = await attempt(ctx, query, () => explainRules(ctx, asked));
  if (refused) return <Notice tone="stop" title={refused.summary ?? Object.values(refused.errors)[0] ?? ''} />;
  const { winner } = done;
  if (!winner) return <Notice tone="stop" title={words('circulation.no_rule')} />;
  const parts = CONDITIONS.flatMap((name) => (winner[name] === null ? [] : [nameOf(choices, name, winner[name])]));
  return (
    <Notice
      tone="ok"
      title={words('circulation.rules.wins', { rule: parts.join(' · ') || words('circulation.rules.general') })}
    >
      <p>
        {words('circulation.rules.says', {
          days: winner.loanDays,
          loans: winner.maxLoans,
          renewals: winner.maxRenewals,
          fine: words.rupiah(winner.finePerDay),
        })}{' '}
        <a class="link" href={`${rulesPath}/${winner.id}`}>
          {words('circulation.rules.open')}
        </a>
      </p>
    </Notice>
  );
}

interface TesterProps {
  query: URLSearchParams;
  choices: Choices;
  outcome: VNode | null;
  words: Words;
}

const Tester = ({ query, choices, outcome, words }: TesterProps): VNode => (
  <Panel title={words('circulation.rules.tester')} id="uji">
    <form method="get" action={`${rulesPath}#uji`} class="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-5">
      <input type="hidden" name="uji" value="1" />
      {CONDITIONS.map((name) => (
        <SelectField
          form={keptForm(query)}
          name={name}
          label={words(`circulation.rules.${name}`)}
          options={choices[name]}
          empty="–"
        />
      ))}
      <button type="submit" class="btn" data-variant="outline">
        {words('circulation.rules.test')}
      </button>
    </form>
    {outcome && <div class="mt-4">{outcome}</div>}
  </Panel>
);

export async function takeRetirement(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const { refused } = await attempt(ctx, form, () => retireRule(ctx, { id: params.id ?? '' }));
  if (!refused) return { to: rulesPath, news: { code: 'circulation.rules.retired' } };
  return { ...(await page(ctx, new URLSearchParams(), refused)), status: 422 };
}
