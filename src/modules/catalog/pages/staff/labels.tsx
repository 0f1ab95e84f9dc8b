import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { LABEL_SHEETS, type LabelSheet, labelsOnPage, placeOf, sheetCalled } from '../../../../lib/pdf/label-sheet.ts';
import { LABEL_KINDS } from '../../../../lib/pdf/labels.ts';
import { CheckField, Field, FormErrors, SelectField, TextField } from '../../../../ui/components/field.tsx';
import { Notice, PageHead, Panel } from '../../../../ui/components/page.tsx';
import { Table } from '../../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState } from '../../../../ui/form.ts';
import { Icon } from '../../../../ui/icon.tsx';
import type { Words } from '../../../../ui/words.ts';
import { copiesForLabels, type LabelCopy, labelSheet, MOST_LABELS } from '../../staff/labels.ts';
import { barcodesIn } from './copy-values.ts';
import { staffWords } from './words.ts';

const chosenIn = (query: URLSearchParams) => ({
  books: [...new Set(query.getAll('buku'))],
  barcodes: query.getAll('barcode').flatMap(barcodesIn),
  from: query.get('dari') ?? '',
  to: query.get('sampai') ?? '',
});

const formIn = (query: URLSearchParams): FormState =>
  blankForm({
    barcode: query.getAll('barcode').flatMap(barcodesIn).join('\n'),
    dari: query.get('dari'),
    sampai: query.get('sampai'),
    jenis: query.get('jenis') ?? 'BARCODE',
    lembar: query.get('lembar') ?? LABEL_SHEETS[0]?.code,
    mulai: query.get('mulai') ?? '1',
    garis: query.get('garis'),
  });

/** Which copies, on which sheet, from which label on; the address is the job, so it can be kept and printed again. */
export async function labelsPage(ctx: Ctx, { query }: Asked): Promise<Shown> {
  const { done, refused } = await attempt(ctx, query, () => copiesForLabels(ctx, chosenIn(query)));
  const form = refused ? { ...formIn(query), errors: refused.errors, summary: refused.summary } : formIn(query);
  return { ...(await labelsShown(ctx, query, form, done ?? [])), status: refused ? 422 : 200 };
}

/** The sheets themselves; what cannot be printed goes back to the page that says why. */
export async function labelsFile(ctx: Ctx, { query }: Asked): Promise<ScreenAnswer> {
  const { done, refused } = await attempt(ctx, query, () =>
    labelSheet(ctx, {
      ...chosenIn(query),
      kind: (query.get('jenis') ?? 'BARCODE') as 'BARCODE',
      sheet: query.get('lembar') ?? LABEL_SHEETS[0]?.code,
      start: query.get('mulai') || '1',
      outline: query.get('garis') === 'true',
    }),
  );
  if (done) return done;
  const form = { ...formIn(query), errors: refused.errors, summary: refused.summary };
  return { ...(await labelsShown(ctx, query, form, [])), status: 422 };
}

async function labelsShown(
  ctx: Ctx,
  query: URLSearchParams,
  form: FormState,
  found: readonly LabelCopy[],
): Promise<Shown> {
  const words = await staffWords(ctx);
  const title = words('catalog.staff.labels');
  return {
    title,
    body: (
      <>
        <PageHead title={title} about={words('catalog.staff.labels.about')} />
        <div class="grid items-start gap-4 xl:grid-cols-[24rem_minmax(0,1fr)]">
          <Choose query={query} form={form} words={words} />
          <Chosen query={query} form={form} found={found} words={words} />
        </div>
      </>
    ),
  };
}

interface Part {
  query: URLSearchParams;
  form: FormState;
  words: Words;
}

function Choose({ query, form, words }: Part): VNode {
  const label = (name: string): string => words(`catalog.staff.label.${name}`);
  return (
    <form method="get" action="/staf/label" class="panel grid gap-4 p-4">
      <FormErrors form={form} words={words} />
      {query.getAll('buku').map((id) => (
        <input type="hidden" name="buku" value={id} />
      ))}
      {query.getAll('buku').length > 0 && (
        <p class="text-sm">
          {words('catalog.staff.label.books', { count: query.getAll('buku').length })}{' '}
          <a class="link" href="/staf/label">
            {words('catalog.staff.filter.clear')}
          </a>
        </p>
      )}
      <TextField form={form} name="barcode" label={label('barcodes')} hint={label('barcodes.hint')} rows={3} />
      <div class="grid grid-cols-2 gap-3">
        <Field form={form} name="dari" label={label('from')} maxLength={40} />
        <Field form={form} name="sampai" label={label('to')} maxLength={40} />
      </div>
      <SelectField
        form={form}
        name="jenis"
        label={label('kind')}
        options={LABEL_KINDS.map((value) => ({ value, label: words(`catalog.staff.label.kind.${value}`) }))}
      />
      <SelectField
        form={form}
        name="lembar"
        label={label('sheet')}
        options={LABEL_SHEETS.map((sheet) => ({ value: sheet.code, label: sheetName(sheet, words) }))}
      />
      <Field
        form={form}
        name="mulai"
        type="number"
        min={1}
        max={labelsOnPage(sheetOf(form))}
        label={label('start')}
        hint={label('start.hint')}
      />
      <CheckField form={form} name="garis" label={label('outline')} hint={label('outline.hint')} />
      <button type="submit" class="btn" data-variant="outline">
        {label('show')}
      </button>
    </form>
  );
}

const sheetOf = (form: FormState): LabelSheet =>
  sheetCalled(form.values.lembar ?? '') ?? (LABEL_SHEETS[0] as LabelSheet);

const sheetName = ({ columns, rows, label }: LabelSheet, words: Words): string =>
  words('catalog.staff.label.sheet.of', { columns, rows, width: label.width, height: label.height });

function Chosen({ query, form, found, words }: Part & { found: readonly LabelCopy[] }): VNode {
  const copies = found.slice(0, MOST_LABELS);
  if (copies.length === 0)
    return (
      <div class="panel text-muted-foreground px-4 py-12 text-center">
        <p>{words('catalog.staff.label.none')}</p>
      </div>
    );
  const sheet = sheetOf(form);
  const start = Math.min(Math.max(1, Number(form.values.mulai) || 1), labelsOnPage(sheet));
  const pages = Math.ceil((start - 1 + copies.length) / labelsOnPage(sheet));
  return (
    <div class="min-w-0 max-xl:order-first">
      {found.length > MOST_LABELS && (
        <div class="mb-3">
          <Notice tone="attention" title={words('catalog.staff.label.too_many', { most: words.number(MOST_LABELS) })} />
        </div>
      )}
      <div class="panel mb-4 flex flex-wrap items-center gap-4 p-4">
        <SheetPicture sheet={sheet} start={start} count={copies.length} />
        <div>
          <p class="font-semibold">
            {words('catalog.staff.label.count', { count: words.number(copies.length), pages: words.number(pages) })}
          </p>
          <p class="text-muted-foreground mb-3 text-sm">{words('catalog.staff.label.print.hint')}</p>
          <a class="btn" href={`/staf/label/pdf?${query}`} target="_blank" rel="noopener" data-turbo="false">
            <Icon name="print" />
            {words('catalog.staff.label.print')}
          </a>
        </div>
      </div>
      <Panel title={words('catalog.page.copies')} flush>
        <Table
          caption={words('catalog.page.copies')}
          rows={copies.slice(0, 100)}
          columns={[
            {
              label: words('catalog.page.copy.barcode'),
              head: true,
              cell: (copy) => <span class="font-mono text-sm">{copy.barcode}</span>,
            },
            { label: words('catalog.staff.field.title'), cell: (copy) => copy.title },
            { label: words('catalog.staff.field.callNumber'), cell: (copy) => <SpineText copy={copy} words={words} /> },
            { label: words('catalog.page.copy.branch'), cell: (copy) => copy.location ?? copy.branch },
          ]}
        />
      </Panel>
    </div>
  );
}

const SpineText = ({ copy, words }: { copy: LabelCopy; words: Words }): VNode =>
  copy.callNumber || copy.classification ? (
    <span class="font-mono text-sm">{copy.callNumber ?? copy.classification}</span>
  ) : (
    <span class="text-attention text-sm">{words('catalog.staff.label.no_call_number')}</span>
  );

/** The first sheet: what is printed on and what was used before. Said in words beside it. */
function SheetPicture({ sheet, start, count }: { sheet: LabelSheet; start: number; count: number }): VNode {
  const { paper, label } = sheet;
  return (
    <svg class="h-36 shrink-0" viewBox={`-2 -2 ${paper.width + 4} ${paper.height + 4}`} aria-hidden="true">
      <rect class="fill-card stroke-border" width={paper.width} height={paper.height} stroke-width="2" />
      {Array.from({ length: labelsOnPage(sheet) }, (_, n) => {
        const { x, y } = placeOf(sheet, n);
        const used = n >= start - 1 && n < start - 1 + count;
        const look = used ? 'fill-primary' : 'fill-muted';
        return <rect class={look} x={x + 2} y={y + 2} width={label.width - 4} height={label.height - 4} rx="3" />;
      })}
    </svg>
  );
}
