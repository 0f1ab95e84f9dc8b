import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Failure } from '../../../kernel/errors.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import type { Page } from '../../../kernel/page.ts';
import { Empty, PageHead, Pager } from '../../../ui/components/page.tsx';
import { type Column, Table } from '../../../ui/components/table.tsx';
import type { Words } from '../../../ui/words.ts';
import { FINE_REASONS, FINE_STATUSES } from '../fine.ts';
import type { Fine } from '../replies.ts';
import { listFines, unpaidFines } from '../views.ts';
import { FineBadge } from './own/fines.tsx';
import { branchOptions, moneyWords } from './words.ts';

const ROWS = 50;
const ALL = 'SEMUA';
const NARROWING = ['reason', 'branchId', 'memberId', 'from', 'to'] as const;
type Option = { value: string; label: string };

/** What is owed, oldest first; with a status in the address, whatever there was. */
export async function listPage(ctx: Ctx, { query }: Asked): Promise<Shown> {
  const words = await moneyWords(ctx);
  const [found, branches] = [await finesFor(ctx, query), await branchOptions(ctx)];
  const href = (change: { page?: number; cursor?: string }): string => {
    const next = new URLSearchParams(query);
    for (const name of ['page', 'cursor']) next.delete(name);
    for (const [name, value] of Object.entries(change)) next.set(name, String(value));
    return `?${next}`;
  };
  return {
    title: words('fines.page.title'),
    body: (
      <>
        <PageHead
          title={words('fines.page.title')}
          about={
            found && (
              <p role="status" class="tabular">
                {words('fines.page.count', { count: words.number(found.meta.total ?? found.items.length) })}
              </p>
            )
          }
          actions={<Actions ctx={ctx} words={words} />}
        />
        <Filter query={query} branches={branches} words={words} />
        {!found || found.items.length === 0 ? (
          <Empty title={words(found ? 'fines.page.none' : 'fines.no_member')}>
            <p>{words('fines.page.none.hint')}</p>
          </Empty>
        ) : (
          <div class="panel">
            <Table
              caption={words('fines.page.title')}
              columns={columnsIn(words)}
              rows={found.items}
              keyOf={(fine) => fine.id}
            />
          </div>
        )}
        {found && <Pager words={words} meta={found.meta} href={href} />}
      </>
    ),
  };
}

/** Null when the number in the box is nobody's. */
async function finesFor(ctx: Ctx, query: URLSearchParams): Promise<Page<Fine> | null> {
  const given = Object.fromEntries(
    NARROWING.flatMap((name) => {
      const value = query.get(name)?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const cursor = query.get('cursor');
  const asked = { ...given, limit: ROWS, ...(cursor ? { cursor } : { page: query.get('page') || 1 }) };
  const status = query.get('status');
  try {
    if (!status) return await unpaidFines(ctx, asked);
    return await listFines(ctx, status === ALL ? asked : { ...asked, status: status as 'PAID' });
  } catch (error) {
    if (error instanceof Failure && error.kind === 'NOT_FOUND') return null;
    throw error;
  }
}

const columnsIn = (words: Words): Column<Fine>[] => [
  {
    label: words('fines.receipt.member'),
    head: true,
    cell: (fine) => (
      <>
        <a class="link block py-0.5" href={`/staf/anggota/${fine.memberId}`}>
          {fine.memberName}
        </a>
        <span class="text-muted-foreground font-mono text-sm font-normal">{fine.memberNumber}</span>
      </>
    ),
  },
  {
    label: words('fines.receipt.for'),
    cell: (fine) => (
      <>
        <a class="link" href={`/staf/denda/${fine.id}`}>
          {words(`fines.reason.${fine.reason}`)}
        </a>
        <span class="text-muted-foreground block text-sm">{fine.bookTitle ?? noteOf(fine)}</span>
      </>
    ),
  },
  { label: words('fines.own.charged'), cell: (fine) => <span class="tabular">{words.date(fine.createdAt)}</span> },
  { label: words('fines.own.amount'), number: true, cell: (fine) => words.rupiah(fine.amount) },
  {
    label: words('fines.receipt.outstanding'),
    number: true,
    cell: (fine) => <strong>{words.rupiah(fine.outstanding)}</strong>,
  },
  { label: words('fines.page.status'), cell: (fine) => <FineBadge status={fine.status} words={words} /> },
];

export const noteOf = ({ explanation: { description } }: Pick<Fine, 'explanation'>): string =>
  typeof description === 'string' ? description : '';

const Actions = ({ ctx, words }: { ctx: Ctx; words: Words }): VNode => (
  <>
    {holds(ctx.actor, 'fine:refund') && (
      <a class="btn" data-variant="outline" href="/staf/denda/pengembalian">
        {words('fines.page.refunds')}
      </a>
    )}
    {holds(ctx.actor, 'fine:charge') && (
      <a class="btn" href="/staf/denda/baru">
        {words('fines.page.charge')}
      </a>
    )}
  </>
);

interface FilterProps {
  query: URLSearchParams;
  branches: readonly Option[];
  words: Words;
}

function Filter({ query, branches, words }: FilterProps): VNode {
  const statuses = [
    { value: ALL, label: words('ui.all') },
    ...FINE_STATUSES.map((value) => ({ value, label: words(`fines.own.status.${value}`) })),
  ];
  const reasons = FINE_REASONS.map((value) => ({ value, label: words(`fines.reason.${value}`) }));
  const select = (name: string, label: string, empty: string, options: readonly Option[]) => (
    <div>
      <label class="block text-sm font-semibold" for={name}>
        {words(label)}
      </label>
      <select id={name} name={name} class="select w-full" data-submit>
        <option value="">{words(empty)}</option>
        {options.map(({ value, label: text }) => (
          <option value={value} selected={query.get(name) === value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
  const box = (name: string, label: string, type: 'text' | 'date') => (
    <div>
      <label class="block text-sm font-semibold" for={name}>
        {words(label)}
      </label>
      <input id={name} name={name} class="input w-full" {...({ type } as object)} value={query.get(name) ?? ''} />
    </div>
  );
  return (
    <form method="get" class="panel mb-4 grid items-end gap-3 p-3 sm:grid-cols-2 lg:grid-cols-4">
      {select('status', 'fines.page.status', 'fines.page.unpaid', statuses)}
      {select('reason', 'fines.receipt.for', 'ui.all', reasons)}
      {branches.length > 1 && select('branchId', 'fines.cash.branch', 'ui.all', branches)}
      {box('memberId', 'fines.page.number', 'text')}
      {box('from', 'fines.page.from', 'date')}
      {box('to', 'fines.page.to', 'date')}
      <div class="flex flex-wrap gap-3">
        <button type="submit" class="btn" data-variant="outline">
          {words('ui.filter')}
        </button>
        <a class="link py-2" href="/staf/denda">
          {words('fines.page.clear')}
        </a>
      </div>
    </form>
  );
}
