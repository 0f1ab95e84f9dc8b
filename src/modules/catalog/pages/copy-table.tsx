import type { VNode } from 'preact';
import { Badge, type Tone } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import type { Words } from '../../../ui/words.ts';
import type { CopyStatus } from '../copy.ts';
import type { ShelfCopy } from '../reader-views.ts';

const TONE: Readonly<Record<CopyStatus, Tone>> = {
  AVAILABLE: 'ok',
  ON_LOAN: 'attention',
  ON_HOLD_SHELF: 'attention',
  IN_TRANSIT: 'attention',
  DAMAGED: 'plain',
  LOST: 'stop',
  WITHDRAWN: 'plain',
};

export const CopyBadge = ({ status, words }: { status: CopyStatus; words: Words }): VNode => (
  <Badge tone={TONE[status]}>{words(`catalog.page.status.${status}`)}</Badge>
);

/** Each copy, where it stands and when it comes back. */
export function CopyTable({ copies, words, now }: { copies: readonly ShelfCopy[]; words: Words; now: Date }): VNode {
  if (copies.length === 0) return <p class="text-muted-foreground p-4">{words('catalog.page.no_copies')}</p>;
  return (
    <Table
      caption={words('catalog.page.copies')}
      rows={copies}
      columns={[
        { label: words('catalog.page.copy.branch'), head: true, cell: (copy) => copy.branch },
        { label: words('catalog.page.copy.shelf'), cell: (copy) => copy.location ?? copy.collection },
        { label: words('catalog.page.copy.status'), cell: (copy) => <State copy={copy} words={words} now={now} /> },
        {
          label: words('catalog.page.copy.barcode'),
          cell: (copy) => <span class="font-mono text-sm">{copy.barcode}</span>,
        },
      ]}
    />
  );
}

function State({ copy, words, now }: { copy: ShelfCopy; words: Words; now: Date }): VNode {
  const late = copy.dueDate !== null && copy.dueDate < now;
  return (
    <span class="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <CopyBadge status={copy.status} words={words} />
      {copy.dueDate && (
        <span class="text-sm">
          {words(late ? 'catalog.page.overdue_since' : 'catalog.page.back_on', { date: words.date(copy.dueDate) })}
        </span>
      )}
      {!copy.loanable && <span class="text-muted-foreground text-sm">{words('catalog.page.reading_room')}</span>}
    </span>
  );
}
