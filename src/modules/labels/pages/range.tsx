import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { Field, FormErrors } from '../../../ui/components/field.tsx';
import { Facts, Notice, PageHead, Panel } from '../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState, keptForm } from '../../../ui/form.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { Words } from '../../../ui/words.ts';
import { type BarcodeRange, getRange } from '../../catalog/index.ts';
import { listLabelSheets, type SheetReply } from '../../settings/index.ts';
import { MOST_LABELS } from '../choose.ts';
import type { Look } from '../job.ts';
import { USUAL_SHEET } from '../job.ts';
import { listPrints } from '../prints.ts';
import { printRange } from '../verbs/print-labels.ts';
import { LookFields } from './labels.tsx';
import { PrintTable } from './prints.tsx';
import { RANGES, refusedIn } from './query.ts';
import { labelWords } from './words.ts';

const usual = (range: BarcodeRange): FormState =>
  blankForm({
    lembar: USUAL_SHEET,
    simbol: 'CODE128',
    mulai: '1',
    skip: '0',
    count: String(Math.min(MOST_LABELS, range.numbers)),
  });

export async function rangePage(ctx: Ctx, { params }: Asked): Promise<Shown> {
  const range = await getRange(ctx, { id: params.id ?? '' });
  return rangeShown(ctx, range, usual(range));
}

export async function takeRangePrint(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const id = params.id ?? '';
  const { done, refused } = await attempt(ctx, form, () =>
    printRange(ctx, {
      id,
      symbol: (form.get('simbol') ?? 'CODE128') as Look['symbol'],
      sheet: form.get('lembar') ?? USUAL_SHEET,
      start: form.get('mulai') || '1',
      outline: form.get('garis') === 'true',
      skip: form.get('skip') || '0',
      count: form.get('count') || String(MOST_LABELS),
    }),
  );
  if (done) return done;
  const range = await getRange(ctx, { id });
  const { errors, summary } = refusedIn(form, refused);
  return { ...(await rangeShown(ctx, range, { ...keptForm(form), errors, summary })), status: 422 };
}

async function rangeShown(ctx: Ctx, range: BarcodeRange, form: FormState): Promise<Shown> {
  const [words, sheets, prints] = await Promise.all([
    labelWords(ctx),
    listLabelSheets(ctx, {}),
    listPrints(ctx, { rangeId: range.id, limit: 20 }),
  ]);
  const title = `${range.firstBarcode} – ${range.lastBarcode}`;
  return {
    title,
    body: (
      <>
        <PageHead title={title} back={{ href: RANGES, label: words('labels.page.ranges') }} about={range.note} />
        <div class="grid items-start gap-4 lg:grid-cols-2">
          <Panel title={words('labels.page.range')}>
            <Facts
              facts={[
                { label: words('labels.page.range.numbers'), value: words.number(range.numbers) },
                { label: words('labels.page.range.used'), value: words.number(range.used) },
                { label: words('labels.page.range.free'), value: words.number(range.free) },
                { label: words('catalog.staff.field.branchId'), value: range.branch ?? words('ui.all') },
                {
                  label: words('labels.page.check_digit'),
                  value: words(`settings.page.check_digit.${range.checkDigit}`),
                },
                { label: words('labels.page.when'), value: words.moment(range.createdAt) },
                { label: words('labels.page.who'), value: range.createdBy },
              ]}
            />
            <p class="text-muted-foreground mt-4 text-sm">{words('labels.page.range.attach')}</p>
          </Panel>
          <PrintPart range={range} form={form} sheets={sheets} words={words} />
        </div>
        {prints.items.length > 0 && (
          <Panel title={words('labels.page.prints')} flush>
            <PrintTable prints={prints.items} sheets={sheets} words={words} />
          </Panel>
        )}
      </>
    ),
  };
}

interface PartProps {
  range: BarcodeRange;
  form: FormState;
  sheets: readonly SheetReply[];
  words: Words;
}

const PrintPart = ({ range, form, sheets, words }: PartProps): VNode => (
  <Panel title={words('labels.page.range.print')}>
    {range.free === 0 ? (
      <Notice tone="attention" title={words('labels.range_used_up')} />
    ) : (
      <form
        method="post"
        action={`${RANGES}/${range.id}/pdf`}
        target="_blank"
        rel="noopener"
        data-turbo="false"
        class="grid gap-4"
      >
        <input type="hidden" name="_key" value={form.key} />
        <FormErrors form={form} words={words} />
        {range.prints > 0 && <Notice tone="attention" title={words('labels.page.range.printed')} />}
        <div class="grid grid-cols-2 gap-3">
          <Field form={form} name="skip" label={words('labels.page.range.skip')} inputmode="numeric" maxLength={5} />
          <Field form={form} name="count" label={words('labels.page.range.count')} inputmode="numeric" maxLength={5} />
        </div>
        <LookFields form={form} sheets={sheets} words={words} />
        <button type="submit" class="btn">
          <Icon name="print" />
          {words('labels.page.print')}
        </button>
      </form>
    )}
  </Panel>
);
