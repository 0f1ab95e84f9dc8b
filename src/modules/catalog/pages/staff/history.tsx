import type { VNode } from 'preact';
import { holds } from '../../../../kernel/access.ts';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, Shown } from '../../../../kernel/http/screen.ts';
import { Panel } from '../../../../ui/components/page.tsx';
import { Table } from '../../../../ui/components/table.tsx';
import type { Words } from '../../../../ui/words.ts';
import { listLogs } from '../../../audit/index.ts';
import { type BookBatch, type BookLoan, batchesOfBook, loansOfBook } from '../../staff/history.ts';
import { bookStats } from '../../stats.ts';
import { getBook } from '../../views.ts';
import { BookFrame } from './book-frame.tsx';
import { copyPath } from './copies.tsx';
import { MonthBars } from './month-bars.tsx';
import { staffWords } from './words.ts';

type Log = Awaited<ReturnType<typeof listLogs>>['items'][number];
const SHOWN = 15;

/** Who had the book, how often, and what was done to its record; each part for those who may read it. */
export async function historyPage(ctx: Ctx, { params }: Asked): Promise<Shown> {
  const id = params.id ?? '';
  const may = (permission: string): boolean => holds(ctx.actor, permission);
  const [words, book, stats, loans, logs, batches] = await Promise.all([
    staffWords(ctx),
    getBook(ctx, { id }),
    bookStats(ctx, { id }),
    may('borrowing:read') ? loansOfBook(ctx, { id }) : null,
    may('logs:view') ? listLogs(ctx, { entityType: 'book', entityId: id, limit: SHOWN }) : null,
    may('book:update') ? batchesOfBook(ctx, { id }) : [],
  ]);
  return {
    title: `${book.title} · ${words('catalog.staff.history')}`,
    body: (
      <BookFrame book={book} part="/riwayat" words={words}>
        <div class="grid items-start gap-x-4 xl:grid-cols-[minmax(0,1fr)_18rem]">
          <div class="min-w-0">
            {loans && (
              <Panel title={words('catalog.staff.loans')} flush>
                <Loans loans={loans} words={words} now={ctx.now} />
              </Panel>
            )}
            {logs && (
              <Panel
                title={words('catalog.staff.activity')}
                actions={
                  <a
                    class="link inline-block py-1 text-sm"
                    href={`/staf/aktivitas?${new URLSearchParams({ entityType: 'book', entityId: id })}`}
                  >
                    {words('ui.more')}
                  </a>
                }
                flush
              >
                <Activity logs={logs.items} batches={batches} words={words} />
              </Panel>
            )}
          </div>
          <Panel title={words('catalog.staff.stats')}>
            <MonthBars months={stats.byMonth} words={words} />
          </Panel>
        </div>
      </BookFrame>
    ),
  };
}

function Loans({ loans, words, now }: { loans: readonly BookLoan[]; words: Words; now: Date }): VNode {
  if (loans.length === 0) return <p class="text-muted-foreground p-4">{words('catalog.staff.loans.none')}</p>;
  return (
    <Table
      caption={words('catalog.staff.loans')}
      rows={loans}
      columns={[
        {
          label: words('catalog.staff.member'),
          head: true,
          cell: (loan) => (
            <a class="link inline-block py-0.5" href={`/staf/anggota/${loan.memberId}`}>
              {loan.memberName} <span class="font-mono text-sm">{loan.memberNumber}</span>
            </a>
          ),
        },
        {
          label: words('catalog.page.copy.barcode'),
          cell: (loan) => (
            <a class="link inline-block py-0.5 font-mono text-sm" href={copyPath(loan.barcode)}>
              {loan.barcode}
            </a>
          ),
        },
        { label: words('catalog.staff.borrowed'), cell: (loan) => <Day text={words.date(loan.borrowDate)} /> },
        { label: words('catalog.staff.due'), cell: (loan) => <Day text={words.date(loan.dueDate)} /> },
        {
          label: words('catalog.staff.returned'),
          cell: (loan) =>
            loan.returnDate ? (
              <Day text={words.date(loan.returnDate)} />
            ) : (
              <span class={loan.dueDate < now ? 'text-stop font-semibold' : ''}>
                {words(loan.dueDate < now ? 'catalog.staff.late' : 'catalog.staff.out')}
              </span>
            ),
        },
      ]}
    />
  );
}

const Day = ({ text }: { text: string }): VNode => <span class="whitespace-nowrap">{text}</span>;

interface Happened {
  at: Date;
  who: string;
  what: string;
  diff: readonly { field: string; before: string; after: string }[];
  href?: string;
}

const shown = (value: unknown): string =>
  value === null || value === undefined || value === ''
    ? '–'
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

const ofLog = (log: Log, words: Words): Happened => ({
  at: log.timestamp,
  who: log.adminName,
  what: words(`catalog.staff.event.${log.event}`),
  diff: log.oldValues
    ? log.changed.map((field) => ({
        field,
        before: shown(log.oldValues?.[field]),
        after: shown(log.newValues?.[field]),
      }))
    : [],
});

const ofBatch = (batch: BookBatch, words: Words): Happened => ({
  at: batch.createdAt,
  who: batch.createdBy ?? '',
  what: words(batch.undoneAt ? 'catalog.staff.event.bulk_undone' : 'catalog.staff.event.bulk'),
  diff: [],
  href: `/staf/buku/massal/${batch.id}`,
});

interface ActivityProps {
  logs: readonly Log[];
  batches: readonly BookBatch[];
  words: Words;
}

/** Facts of the record and the bulk edits that reached it, newest first. */
function Activity({ logs, batches, words }: ActivityProps): VNode {
  const all = [...logs.map((log) => ofLog(log, words)), ...batches.map((batch) => ofBatch(batch, words))];
  const ordered = all.sort((a, b) => b.at.getTime() - a.at.getTime());
  if (ordered.length === 0) return <p class="text-muted-foreground p-4">{words('catalog.staff.activity.none')}</p>;
  return (
    <ol class="rows">
      {ordered.map(({ at, who, what, diff, href }) => (
        <li class="px-4 py-2">
          <p>
            {href ? (
              <a class="link font-medium" href={href}>
                {what}
              </a>
            ) : (
              <span class="font-medium">{what}</span>
            )}{' '}
            <span class="text-muted-foreground text-sm">
              {who} · {words.moment(at)}
            </span>
          </p>
          {diff.length > 0 && (
            <dl class="mt-1 grid gap-x-3 text-sm sm:grid-cols-[9rem_1fr]">
              {diff.map(({ field, before, after }) => (
                <>
                  <dt class="text-muted-foreground">{words(`catalog.staff.field.${field}`)}</dt>
                  <dd class="min-w-0">
                    <del class="text-muted-foreground">{before.slice(0, 200)}</del> → <ins>{after.slice(0, 200)}</ins>
                  </dd>
                </>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ol>
  );
}
