import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { SYMBOLS } from '../../../lib/labels/barcode.ts';
import { LABEL_KINDS } from '../../../lib/labels/label.ts';
import { CheckField, Field, FormErrors, SelectField, TextField } from '../../../ui/components/field.tsx';
import { PageHead } from '../../../ui/components/page.tsx';
import { attempt, type FormState } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import { type Choices, choices } from '../../catalog/index.ts';
import { listLabelSheets, type SheetReply } from '../../settings/index.ts';
import { type Plan, planLabels, previewLabels } from '../preview.ts';
import { printLabels } from '../verbs/print-labels.ts';
import { ChosenCopies } from './chosen.tsx';
import {
  carried,
  chosenIn,
  formIn,
  hasFilter,
  LABELS,
  lookIn,
  PRINTS,
  RANGES,
  refusedIn,
  SHEETS,
  sheetName,
} from './query.ts';
import { labelWords } from './words.ts';

/** Which copies, on which sheet, from which label on; the address is the job, so it can be kept and printed again. */
export async function labelsPage(ctx: Ctx, { query }: Asked): Promise<Shown> {
  const { done, refused } = await attempt(ctx, query, () => planLabels(ctx, { ...chosenIn(query), ...lookIn(query) }));
  const form = refused ? refusedIn(query, refused) : formIn(query);
  return { ...(await labelsShown(ctx, query, form, done ?? null)), status: refused ? 422 : 200 };
}

/** The sheets themselves; what cannot be printed goes back to the page that says why. */
export async function takePrint(ctx: Ctx, { form: query }: Asked): Promise<ScreenAnswer> {
  const { done, refused } = await attempt(ctx, query, () => printLabels(ctx, { ...chosenIn(query), ...lookIn(query) }));
  if (done) return done;
  return { ...(await labelsShown(ctx, query, refusedIn(query, refused), null)), status: 422 };
}

export const previewFile = (ctx: Ctx, { query }: Asked): Promise<ScreenAnswer> =>
  previewLabels(ctx, { ...chosenIn(query), ...lookIn(query) });

async function labelsShown(ctx: Ctx, query: URLSearchParams, form: FormState, plan: Plan | null): Promise<Shown> {
  const [words, sheets, given] = await Promise.all([labelWords(ctx), listLabelSheets(ctx, {}), choices(ctx, {})]);
  const title = words('labels.page.title');
  return {
    title,
    body: (
      <>
        <PageHead title={title} about={words('labels.page.about')} actions={<Elsewhere words={words} />} />
        <div class="grid items-start gap-4 xl:grid-cols-[24rem_minmax(0,1fr)]">
          <Choose query={query} form={form} sheets={sheets} given={given} words={words} />
          <ChosenCopies query={query} plan={plan} words={words} />
        </div>
      </>
    ),
  };
}

const Elsewhere = ({ words }: { words: Words }): VNode => (
  <>
    {(
      [
        [SHEETS, 'labels.page.sheets'],
        [RANGES, 'labels.page.ranges'],
        [PRINTS, 'labels.page.prints'],
      ] as const
    ).map(([href, label]) => (
      <a class="btn" data-variant="outline" href={href}>
        {words(label)}
      </a>
    ))}
  </>
);

interface Part {
  query: URLSearchParams;
  form: FormState;
  sheets: readonly SheetReply[];
  given: Choices;
  words: Words;
}

function Choose({ query, form, sheets, given, words }: Part): VNode {
  const label = (name: string): string => words(`labels.page.${name}`);
  const books = query.getAll('buku').length;
  return (
    <form method="get" action={LABELS} class="panel grid gap-4 p-4 xl:row-span-2">
      <FormErrors form={form} words={words} />
      {carried(query).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {(books > 0 || hasFilter(query)) && (
        <p class="text-sm">
          {books > 0 ? words('labels.page.books', { count: books }) : label('filter')}{' '}
          <a class="link" href={LABELS}>
            {label('clear')}
          </a>
        </p>
      )}
      <TextField form={form} name="barcode" label={label('barcodes')} hint={label('barcodes.hint')} rows={3} />
      <div class="grid grid-cols-2 gap-3">
        <Field form={form} name="dari" label={label('from')} maxLength={40} />
        <Field form={form} name="sampai" label={label('to')} maxLength={40} />
      </div>
      <CheckField form={form} name="belum" value="ya" label={label('unprinted')} hint={label('unprinted.hint')} />
      <div class="grid grid-cols-2 gap-3">
        <Field form={form} name="sejak" type="date" label={label('since')} />
        <SelectField
          form={form}
          name="cabang"
          label={words('catalog.page.copy.branch')}
          empty={words('ui.all')}
          options={given.branches.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      <details open={Boolean(form.values.impor)}>
        <summary class="link py-1 text-sm">{label('import')}</summary>
        <Field form={form} name="impor" label={label('import.batch')} hint={label('import.hint')} maxLength={36} />
      </details>
      <LookFields form={form} sheets={sheets} words={words} kinds />
      <button type="submit" class="btn" data-variant="outline">
        {label('show')}
      </button>
    </form>
  );
}

/** Paper, kind of label and where on the first sheet to begin. */
export function LookFields({
  form,
  sheets,
  words,
  kinds,
}: Pick<Part, 'form' | 'sheets' | 'words'> & { kinds?: boolean }): VNode {
  const label = (name: string): string => words(`labels.page.${name}`);
  const sheet = sheets.find(({ code }) => code === form.values.lembar);
  return (
    <>
      {kinds && (
        <SelectField
          form={form}
          name="jenis"
          label={label('kind')}
          options={LABEL_KINDS.map((value) => ({ value, label: words(`labels.page.kind.${value}`) }))}
        />
      )}
      <SelectField
        form={form}
        name="lembar"
        label={label('sheet')}
        options={sheets.map((one) => ({ value: one.code, label: sheetName(one, words) }))}
      />
      <div class="grid grid-cols-2 gap-3">
        <SelectField
          form={form}
          name="simbol"
          label={label('symbol')}
          options={SYMBOLS.map((value) => ({ value, label: words(`labels.page.symbol.${value}`) }))}
        />
        <Field
          form={form}
          name="mulai"
          type="number"
          min={1}
          max={sheet ? sheet.columns * sheet.rows : 1000}
          label={label('start')}
        />
      </div>
      <CheckField form={form} name="garis" label={label('outline')} hint={label('outline.hint')} />
    </>
  );
}
