import type { VNode } from 'preact';
import { holds } from '../../../../kernel/access.ts';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { newId } from '../../../../kernel/ids.ts';
import { FormErrors, FormKey } from '../../../../ui/components/field.tsx';
import { PageHead } from '../../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import { previewBulkEdit } from '../../bulk/preview.ts';
import { type Choices, choices } from '../../staff/choices.ts';
import { bulkEdit } from '../../verbs/bulk-edit.ts';
import { BulkFields } from './bulk-fields.tsx';
import { PreviewPanel } from './bulk-preview.tsx';
import { carried, changesIn, chosenIn, isChosen } from './bulk-values.ts';
import { staffWords } from './words.ts';

/** First what shall change; the books were chosen in the list. */
export async function bulkPage(ctx: Ctx, { query }: Asked): Promise<ScreenAnswer> {
  if (!isChosen(query)) return { to: '/staf/buku', news: { code: 'catalog.staff.bulk.choose' } };
  return bulkForm(ctx, query, blankForm());
}

/** Then what would become of them. The address says it all, so that one can go back and mend it. */
export async function bulkPreviewPage(ctx: Ctx, { query }: Asked): Promise<ScreenAnswer> {
  const wanted = { ...chosenIn(query), changes: changesIn(query) };
  const { done, refused } = await attempt(ctx, query, () => previewBulkEdit(ctx, wanted));
  if (!done) return { ...(await bulkForm(ctx, query, refused)), status: 422 };
  const [words, given] = await Promise.all([staffWords(ctx), choices(ctx, {})]);
  const back = new URLSearchParams(carried(query));
  return {
    title: words('catalog.staff.bulk.preview'),
    body: (
      <>
        <PageHead
          title={words('catalog.staff.bulk.preview')}
          back={{ href: `/staf/buku/massal?${back}`, label: words('catalog.staff.bulk.title') }}
          about={words('catalog.staff.bulk.preview.about')}
        />
        <PreviewPanel preview={done} choices={given} words={words} />
        <form method="post" action="/staf/buku/massal" class="flex flex-wrap items-center gap-2">
          <FormKey form={blankForm()} />
          <input type="hidden" name="kumpulan" value={newId()} />
          {carried(query).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <button type="submit" class="btn" disabled={done.changed === 0}>
            {words('catalog.staff.bulk.apply', { count: words.number(done.changed) })}
          </button>
          <a class="btn" data-variant="ghost" href={`/staf/buku/massal?${back}`}>
            {words('catalog.staff.bulk.mend')}
          </a>
        </form>
      </>
    ),
  };
}

export async function takeBulk(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const wanted = { ...chosenIn(form), changes: changesIn(form), batchId: form.get('kumpulan') || undefined };
  const { done, refused } = await attempt(ctx, form, () => bulkEdit(ctx, wanted));
  if (done) return { to: `/staf/buku/massal/${done.id}` };
  return { ...(await bulkForm(ctx, form, refused)), status: 422 };
}

async function bulkForm(ctx: Ctx, values: URLSearchParams, form: FormState): Promise<Shown> {
  const [words, given] = await Promise.all([staffWords(ctx), choices(ctx, {})]);
  return {
    title: words('catalog.staff.bulk.title'),
    body: (
      <>
        <PageHead
          title={words('catalog.staff.bulk.title')}
          back={{ href: '/staf/buku', label: words('catalog.staff.books') }}
          about={<Which values={values} words={words} />}
        />
        <ChangeForm
          values={values}
          form={form}
          choices={given}
          copies={holds(ctx.actor, 'copy:update')}
          words={words}
        />
      </>
    ),
  };
}

const Which = ({ values, words }: { values: URLSearchParams; words: Words }): VNode => (
  <p>
    {values.get('semua') === 'ya'
      ? words('catalog.staff.bulk.of_filter')
      : words('catalog.staff.bulk.of_picked', { count: new Set(values.getAll('buku')).size })}
  </p>
);

interface ChangeProps {
  values: URLSearchParams;
  form: FormState;
  choices: Choices;
  copies: boolean;
  words: Words;
}

function ChangeForm({ values, form, choices: given, copies, words }: ChangeProps): VNode {
  const kept = carried(values).filter(([name]) => !/^(cara|cari|nilai)\./.test(name));
  return (
    <form method="get" action="/staf/buku/massal/pratinjau">
      <FormErrors form={form} words={words} />
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <BulkFields values={values} choices={given} copies={copies} words={words} />
      <button type="submit" class="btn">
        {words('catalog.staff.bulk.show')}
      </button>
    </form>
  );
}
