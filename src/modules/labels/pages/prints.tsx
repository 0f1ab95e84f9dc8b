import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { Badge, Empty, PageHead, Pager } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import { listLabelSheets, type SheetReply } from '../../settings/index.ts';
import { listPrints, type Print } from '../prints.ts';
import { printAgain } from '../verbs/print-labels.ts';
import { LABELS, PRINTS, RANGES, sheetName } from './query.ts';
import { labelWords } from './words.ts';

/** Who printed which labels and when; of one copy, when its barcode is asked for. */
export async function printsPage(ctx: Ctx, { query }: Asked, problem: string | null = null): Promise<Shown> {
  const barcode = query.get('barcode')?.trim().slice(0, 40) || undefined;
  const [words, sheets, { items, meta }] = await Promise.all([
    labelWords(ctx),
    listLabelSheets(ctx, {}),
    listPrints(ctx, { barcode, page: query.get('page') ?? '1', limit: 50 }),
  ]);
  const title = words('labels.page.prints');
  const href = (page: number): string =>
    `${PRINTS}?${new URLSearchParams({ ...(barcode ? { barcode } : {}), page: String(page) })}`;
  return {
    title,
    body: (
      <>
        <PageHead
          title={title}
          back={{ href: LABELS, label: words('labels.page.title') }}
          about={barcode ? words('labels.page.prints.of', { barcode }) : words('labels.page.prints.about')}
        />
        {problem && (
          <p role="alert" class="text-stop mb-3 font-medium">
            {problem}
          </p>
        )}
        <form method="get" action={PRINTS} class="mb-3 flex max-w-md gap-2">
          <input
            type="search"
            name="barcode"
            class="input w-full"
            maxLength={40}
            value={barcode ?? ''}
            aria-label={words('catalog.page.copy.barcode')}
            placeholder={words('catalog.page.copy.barcode')}
          />
          <button type="submit" class="btn" data-variant="outline">
            {words('ui.search')}
          </button>
        </form>
        {items.length === 0 ? (
          <Empty title={words('labels.page.prints.none')} />
        ) : (
          <div class="panel">
            <PrintTable prints={items} sheets={sheets} words={words} />
          </div>
        )}
        <Pager words={words} meta={meta} href={({ page }) => href(page ?? 1)} />
      </>
    ),
  };
}

/** The same labels, from the first place of a new sheet. */
export async function takeAgain(ctx: Ctx, asked: Asked): Promise<ScreenAnswer> {
  const id = asked.params.id ?? '';
  const { done, refused } = await attempt(ctx, asked.form, () =>
    printAgain(ctx, { id, start: asked.form.get('mulai') || '1' }),
  );
  if (done) return done;
  const [problem = refused.summary ?? ''] = Object.values(refused.errors);
  return { ...(await printsPage(ctx, asked, problem)), status: 422 };
}

export function PrintTable({
  prints,
  sheets,
  words,
}: {
  prints: readonly Print[];
  sheets: readonly SheetReply[];
  words: Words;
}): VNode {
  const named = ({ sheet }: Print): string => {
    const known = sheets.find(({ code }) => code === sheet);
    return known ? sheetName(known, words) : words('labels.page.sheet.gone');
  };
  return (
    <Table
      caption={words('labels.page.prints')}
      rows={prints}
      columns={[
        { label: words('labels.page.when'), head: true, cell: (print) => words.moment(print.printedAt) },
        { label: words('labels.page.who'), cell: (print) => print.printedBy ?? '–' },
        {
          label: words('labels.page.what'),
          cell: (print) => (
            <>
              {print.rangeId ? (
                <a class="link" href={`${RANGES}/${print.rangeId}`}>
                  {words('labels.page.range')}
                </a>
              ) : (
                words(`labels.page.kind.${print.kind}`)
              )}{' '}
              {print.againOf && <Badge tone="attention">{words('labels.page.again.badge')}</Badge>}
            </>
          ),
        },
        { label: words('labels.page.sheet'), cell: named, wide: true },
        { label: words('labels.page.labels'), number: true, cell: (print) => words.number(print.labels) },
        { label: words('labels.page.again'), cell: (print) => <Again print={print} words={words} /> },
      ]}
    />
  );
}

const Again = ({ print, words }: { print: Print; words: Words }): VNode => (
  <form
    method="post"
    action={`${PRINTS}/${print.id}/lagi`}
    target="_blank"
    rel="noopener"
    data-turbo="false"
    class="inline-flex items-center gap-2"
  >
    <input type="hidden" name="_key" value={blankForm().key} />
    <button type="submit" class="btn" data-size="sm" data-variant="outline">
      {words('labels.page.again')}
      <span class="sr-only"> {words.moment(print.printedAt)}</span>
    </button>
  </form>
);
