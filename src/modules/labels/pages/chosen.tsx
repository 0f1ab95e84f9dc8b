import type { VNode } from 'preact';
import { Notice, Panel } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import { blankForm } from '../../../ui/form.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { Words } from '../../../ui/words.ts';
import { type LabelCopy, MOST_LABELS } from '../choose.ts';
import type { Plan } from '../preview.ts';
import { LABELS, PRINTS } from './query.ts';

const ROWS = 50;

interface Props {
  query: URLSearchParams;
  plan: Plan | null;
  words: Words;
}

/** What will be printed: the first sheet as it comes out of the printer, the button, and the copies. */
export function ChosenCopies({ query, plan, words }: Props): VNode {
  if (plan === null || plan.copies.length === 0)
    return (
      <div class="panel text-muted-foreground px-4 py-12 text-center xl:row-span-2">
        <p>{words(plan && query.size > 0 ? 'labels.nothing' : 'labels.page.none')}</p>
      </div>
    );
  const { copies, more, pages, tooThin } = plan;
  return (
    <>
      <div class="min-w-0 max-xl:order-first">
        {more && (
          <div class="mb-3">
            <Notice tone="attention" title={words('labels.page.too_many', { most: words.number(MOST_LABELS) })} />
          </div>
        )}
        {tooThin !== null && (
          <div class="mb-3">
            <Notice
              tone="attention"
              title={words('labels.page.too_thin', { mm: words.number(Math.round(tooThin * 100) / 100) })}
            >
              {words('labels.page.too_thin.hint')}
            </Notice>
          </div>
        )}
        <div class="panel grid gap-4 p-4 md:grid-cols-[minmax(0,1fr)_14rem]">
          <img
            src={`${LABELS}/pratinjau.svg?${query}`}
            alt={words('labels.page.preview.alt', { count: copies.length })}
            class="max-h-[44rem] w-full rounded border bg-white object-contain"
          />
          <div>
            <p class="font-semibold">
              {words('labels.page.count', { count: words.number(copies.length), pages: words.number(pages) })}
            </p>
            <p class="text-muted-foreground mb-3 text-sm">{words('labels.page.print.hint')}</p>
            <PrintForm query={query} words={words} />
          </div>
        </div>
      </div>
      <Panel title={words('catalog.page.copies')} flush>
        <CopyTable copies={copies.slice(0, ROWS)} words={words} />
        {copies.length > ROWS && (
          <p class="text-muted-foreground p-4">
            {words('labels.page.more_copies', { count: words.number(copies.length - ROWS) })}
          </p>
        )}
      </Panel>
    </>
  );
}

/** A print is remembered, so it is sent as a form: opening the address again prints nothing. */
const PrintForm = ({ query, words }: Pick<Props, 'query' | 'words'>): VNode => (
  <form method="post" action={`${LABELS}/pdf`} target="_blank" rel="noopener" data-turbo="false">
    <input type="hidden" name="_key" value={blankForm().key} />
    {[...query].map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button type="submit" class="btn">
      <Icon name="print" />
      {words('labels.page.print')}
    </button>
  </form>
);

const CopyTable = ({ copies, words }: { copies: readonly LabelCopy[]; words: Words }): VNode => (
  <Table
    caption={words('catalog.page.copies')}
    rows={copies}
    columns={[
      {
        label: words('catalog.page.copy.barcode'),
        head: true,
        cell: (copy) => <span class="font-mono text-sm">{copy.barcode}</span>,
      },
      { label: words('catalog.staff.field.title'), cell: (copy) => copy.title },
      {
        label: words('catalog.staff.field.callNumber'),
        cell: (copy) =>
          copy.callNumber || copy.classification ? (
            <span class="font-mono text-sm">{copy.callNumber ?? copy.classification}</span>
          ) : (
            <span class="text-attention text-sm">{words('labels.page.no_call_number')}</span>
          ),
      },
      { label: words('catalog.page.copy.branch'), cell: (copy) => copy.location ?? copy.branch },
      {
        label: words('labels.page.printed'),
        number: true,
        cell: (copy) =>
          copy.prints === 0 ? (
            '–'
          ) : (
            <a class="link inline-block py-0.5" href={`${PRINTS}?${new URLSearchParams({ barcode: copy.barcode })}`}>
              {words('labels.page.printed.times', { count: copy.prints })}
            </a>
          ),
      },
    ]}
  />
);
