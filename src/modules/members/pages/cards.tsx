import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { CheckField, Field, FormErrors, SelectField, TextField } from '../../../ui/components/field.tsx';
import { PageHead, Panel } from '../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState, keptForm, textIn } from '../../../ui/form.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { Words } from '../../../ui/words.ts';
import { type SheetReply, sheetsFor } from '../../settings/index.ts';
import { MOST_CARDS } from '../card-choice.ts';
import { type MemberChoices, memberChoices } from '../page-views.ts';
import { printCards, USUAL_CARDS } from '../verbs/print-cards.ts';
import { memberWords } from './words.ts';

const CARDS = '/staf/anggota/kartu';
const NARROWING = ['search', 'status', 'memberTypeId', 'branchId', 'className'] as const;

/** Cards of a class, of a type, of numbers written down, or of what the list of members showed. */
export const cardsPage = (ctx: Ctx, { query }: Asked): Promise<Shown> => {
  const given = Object.fromEntries(NARROWING.map((name) => [name, query.get(name)]));
  return cardsShown(ctx, blankForm({ ...given, sheet: 'cr80-a4', start: '1', photo: 'true' }));
};

/** The picked rows of a list, as one pile, or what the page for cards says. */
export async function takeCards(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const ids = form.getAll('ids');
  const chosen = form.get('pilih') === 'ya';
  if (ids.length === 0 && !chosen) return { to: '/staf/anggota', news: { code: 'members.page.cards.none' } };
  const { done, refused } = await attempt(ctx, form, () => printCards(ctx, chosen ? chosenIn(form) : { ids }));
  if (done) return { ...done, inline: true };
  return {
    ...(await cardsShown(ctx, { ...keptForm(form), errors: refused.errors, summary: refused.summary })),
    status: 422,
  };
}

function chosenIn(form: URLSearchParams) {
  const numbers = (form.get('numbers') ?? '').split(/[\s,;]+/).filter(Boolean);
  const narrowed = Object.fromEntries(
    NARROWING.flatMap((name) => (textIn(form, name) ? [[name, textIn(form, name)]] : [])),
  );
  return {
    ...(numbers.length > 0 ? { numbers } : {}),
    ...(Object.keys(narrowed).length > 0 ? { filter: narrowed } : {}),
    sheet: form.get('sheet') ?? USUAL_CARDS,
    start: form.get('start') || '1',
    photo: form.get('photo') === 'true',
  };
}

async function cardsShown(ctx: Ctx, form: FormState): Promise<Shown> {
  const [words, given, sheets] = await Promise.all([memberWords(ctx), memberChoices(ctx, {}), sheetsFor(ctx, 'cards')]);
  const title = words('members.cards.title');
  return {
    title,
    body: (
      <>
        <PageHead
          title={title}
          back={{ href: '/staf/anggota', label: words('members.page.title') }}
          about={words('members.cards.about', { most: MOST_CARDS })}
        />
        <form method="post" action={CARDS} target="_blank" rel="noopener" data-turbo="false" class="max-w-3xl">
          <input type="hidden" name="_key" value={form.key} />
          <input type="hidden" name="pilih" value="ya" />
          <FormErrors form={form} words={words} />
          <Whose form={form} given={given} words={words} />
          <Paper form={form} sheets={sheets} words={words} />
          <button type="submit" class="btn" data-size="lg">
            <Icon name="print" />
            {words('members.cards.print')}
          </button>
        </form>
      </>
    ),
  };
}

const Whose = ({ form, given, words }: { form: FormState; given: MemberChoices; words: Words }): VNode => (
  <Panel title={words('members.cards.whose')}>
    <div class="grid gap-4 sm:grid-cols-2">
      <SelectField
        form={form}
        name="className"
        label={words('members.page.class')}
        empty={words('ui.all')}
        options={given.classes.map((value) => ({ value, label: value }))}
      />
      <SelectField
        form={form}
        name="memberTypeId"
        label={words('members.page.type')}
        empty={words('ui.all')}
        options={given.types}
      />
      {given.branches.length > 1 && (
        <SelectField
          form={form}
          name="branchId"
          label={words('members.page.branch')}
          empty={words('ui.all')}
          options={given.branches}
        />
      )}
      <Field form={form} name="search" label={words('members.page.search')} maxLength={100} />
      <TextField
        form={form}
        name="numbers"
        label={words('members.cards.numbers')}
        hint={words('members.cards.numbers.hint')}
        rows={3}
        class="sm:col-span-2"
      />
    </div>
  </Panel>
);

const Paper = ({ form, sheets, words }: { form: FormState; sheets: readonly SheetReply[]; words: Words }): VNode => (
  <Panel title={words('members.cards.paper')}>
    <div class="grid gap-4 sm:grid-cols-2">
      <SelectField
        form={form}
        name="sheet"
        label={words('members.cards.sheet')}
        options={sheets.map((sheet) => ({
          value: sheet.code,
          label: sheet.name ?? words(`members.cards.sheet.${sheet.code}`),
        }))}
      />
      <Field form={form} name="start" type="number" min={1} max={100} label={words('members.cards.start')} />
      <CheckField
        form={form}
        name="photo"
        label={words('members.cards.photo')}
        hint={words('members.cards.photo.hint')}
      />
    </div>
  </Panel>
);
