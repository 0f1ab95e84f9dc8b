import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { Field, FormErrors, FormKey } from '../../../ui/components/field.tsx';
import { Badge, PageHead, Panel } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import { createLabelSheet, listLabelSheets, type SheetReply } from '../../settings/index.ts';
import { LABELS, SHEETS, sheetName } from './query.ts';
import { labelWords } from './words.ts';

const SIZES = [
  'paperWidth',
  'paperHeight',
  'labelWidth',
  'labelHeight',
  'leftEdge',
  'topEdge',
  'gapX',
  'gapY',
] as const;
const COUNTS = ['columns', 'rows'] as const;

/** Millimetres as people write them: 63,5 or 63.5. */
export const millimetres = (form: URLSearchParams, name: string): string =>
  (form.get(name) ?? '').trim().replace(',', '.');

export const sheetIn = (form: URLSearchParams) => ({
  name: form.get('name') ?? '',
  columns: form.get('columns') ?? '',
  rows: form.get('rows') ?? '',
  ...(Object.fromEntries(SIZES.map((name) => [name, millimetres(form, name)])) as Record<
    (typeof SIZES)[number],
    string
  >),
});

const USUAL = { paperWidth: '210', paperHeight: '297', leftEdge: '0', topEdge: '0', gapX: '0', gapY: '0' };

export const sheetsPage = (ctx: Ctx): Promise<Shown> => sheetsShown(ctx, blankForm(USUAL));

export async function takeSheet(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const { done, refused } = await attempt(ctx, form, () => createLabelSheet(ctx, sheetIn(form)));
  if (done)
    return {
      to: `${SHEETS}/${done.code}`,
      news: { code: 'labels.page.sheet.saved', params: { name: done.name ?? '' } },
    };
  return { ...(await sheetsShown(ctx, refused)), status: 422 };
}

async function sheetsShown(ctx: Ctx, form: FormState): Promise<Shown> {
  const [words, sheets] = await Promise.all([labelWords(ctx), listLabelSheets(ctx, {})]);
  const title = words('labels.page.sheets');
  return {
    title,
    body: (
      <>
        <PageHead
          title={title}
          back={{ href: LABELS, label: words('labels.page.title') }}
          about={words('labels.page.sheets.about')}
        />
        <Panel title={title} flush>
          <SheetTable sheets={sheets} words={words} />
        </Panel>
        {holds(ctx.actor, 'copy:update') && (
          <Panel title={words('labels.page.sheet.new')} id="baru">
            <form method="post" action={SHEETS}>
              <FormKey form={form} />
              <FormErrors form={form} words={words} />
              <SheetFields form={form} words={words} />
              <button type="submit" class="btn mt-4">
                {words('ui.save')}
              </button>
            </form>
          </Panel>
        )}
      </>
    ),
  };
}

const SheetTable = ({ sheets, words }: { sheets: readonly SheetReply[]; words: Words }): VNode => (
  <Table
    caption={words('labels.page.sheets')}
    rows={sheets}
    columns={[
      {
        label: words('labels.page.sheet'),
        head: true,
        cell: (sheet) => (
          <a class="link inline-block py-0.5" href={`${SHEETS}/${sheet.code}`}>
            {sheetName(sheet, words)}
            {sheet.own && (
              <>
                {' '}
                <Badge tone="ok">{words('labels.page.own')}</Badge>
              </>
            )}
          </a>
        ),
      },
      {
        label: words('labels.page.paper'),
        cell: (sheet) => `${words.number(sheet.paperWidth)} × ${words.number(sheet.paperHeight)} mm`,
      },
      {
        label: words('labels.page.shift'),
        cell: (sheet) =>
          sheet.shiftX === 0 && sheet.shiftY === 0
            ? '–'
            : `${words.number(sheet.shiftX)} mm; ${words.number(sheet.shiftY)} mm`,
      },
    ]}
  />
);

export function SheetFields({ form, words }: { form: FormState; words: Words }): VNode {
  return (
    <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <Field
        form={form}
        name="name"
        label={words('labels.page.sheet.name')}
        required
        maxLength={80}
        class="sm:col-span-2"
      />
      {COUNTS.map((name) => (
        <Field
          form={form}
          name={name}
          label={words(`labels.page.${name}`)}
          inputmode="numeric"
          required
          maxLength={3}
        />
      ))}
      {SIZES.map((name) => (
        <Field
          form={form}
          name={name}
          label={words(`labels.page.${name}`)}
          inputmode="decimal"
          required
          maxLength={8}
        />
      ))}
    </div>
  );
}
