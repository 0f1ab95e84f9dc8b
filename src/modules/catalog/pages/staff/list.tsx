import type { VNode } from 'preact';
import { holds } from '../../../../kernel/access.ts';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, Shown } from '../../../../kernel/http/screen.ts';
import type { Page } from '../../../../kernel/page.ts';
import { Empty, PageHead, Pager } from '../../../../ui/components/page.tsx';
import { blankForm, type FormState } from '../../../../ui/form.ts';
import { Icon } from '../../../../ui/icon.tsx';
import type { Words } from '../../../../ui/words.ts';
import type { BookLine } from '../../book.ts';
import { choices } from '../../staff/choices.ts';
import { staffBooks } from '../../staff/list.ts';
import { savedFilters } from '../../staff/saved-filters.ts';
import { withChange } from '../results-query.ts';
import { FilterForm } from './list-filter.tsx';
import { filterIn, filterParams, isNarrowed } from './list-query.ts';
import { LineFrame, LineHeads } from './list-row.tsx';
import { FilterTabs } from './list-tabs.tsx';
import { staffWords } from './words.ts';

const ROWS = 50;
const DEEPEST = 10_000;

export const listPage = (ctx: Ctx, { query, url }: Asked): Promise<Shown> => listShown(ctx, query, url, blankForm());

/** The books to work with: narrowed by the address, picked for many at once, mended in the row. */
export async function listShown(ctx: Ctx, query: URLSearchParams, url: string, saving: FormState): Promise<Shown> {
  const words = await staffWords(ctx);
  const cursor = query.get('cursor');
  const place = cursor ? { cursor } : { page: query.get('page') ?? 1 };
  const sortBy = (query.get('sortBy') || undefined) as 'title' | undefined;
  const asked = { ...filterIn(query), ...place, limit: ROWS, ...(sortBy ? { sortBy } : {}) };
  const [found, given, saved] = await Promise.all([staffBooks(ctx, asked), choices(ctx, {}), savedFilters(ctx, {})]);
  return {
    title: words('catalog.staff.books'),
    body: (
      <>
        <PageHead
          title={words('catalog.staff.books')}
          about={<Count found={found} words={words} />}
          actions={<Actions ctx={ctx} words={words} />}
        />
        <FilterTabs saved={saved} query={query} url={url} form={saving} words={words} />
        <FilterForm choices={given} query={query} words={words} />
        {found.items.length === 0 ? (
          <Nothing query={query} ctx={ctx} words={words} />
        ) : (
          <Rows found={found} query={query} url={url} ctx={ctx} words={words} />
        )}
      </>
    ),
  };
}

function Count({ found: { meta }, words }: { found: Page<BookLine>; words: Words }): VNode | null {
  if (meta.total === undefined) return null;
  const code = meta.totalIsLowerBound ? 'catalog.page.results.many' : 'catalog.page.results';
  return (
    <p role="status" class="tabular">
      {words(code, { count: words.number(meta.total) })}
    </p>
  );
}

const Actions = ({ ctx, words }: { ctx: Ctx; words: Words }): VNode => (
  <>
    <a class="btn" data-variant="outline" href="/staf/buku/arsip">
      {words('catalog.staff.trash')}
    </a>
    {holds(ctx.actor, 'book:update') && (
      <a class="btn" data-variant="outline" href="/staf/buku/massal/riwayat">
        {words('catalog.staff.bulk.past')}
      </a>
    )}
    {holds(ctx.actor, 'book:create') && (
      <a class="btn" href="/staf/buku/baru">
        <Icon name="plus" />
        {words('catalog.staff.new_book')}
      </a>
    )}
  </>
);

function Nothing({ query, ctx, words }: { query: URLSearchParams; ctx: Ctx; words: Words }): VNode {
  if (isNarrowed(query))
    return (
      <Empty title={words('catalog.page.none')}>
        <p>{words('catalog.page.none.hint')}</p>
        <a class="btn mt-3" data-variant="outline" href="/staf/buku">
          {words('catalog.staff.all_books')}
        </a>
      </Empty>
    );
  return (
    <Empty title={words('catalog.staff.no_books')}>
      <p>{words('catalog.staff.no_books.hint')}</p>
      {holds(ctx.actor, 'book:create') && (
        <a class="btn mt-3" href="/staf/buku/baru">
          {words('catalog.staff.new_book')}
        </a>
      )}
    </Empty>
  );
}

interface RowsProps {
  found: Page<BookLine>;
  query: URLSearchParams;
  url: string;
  ctx: Ctx;
  words: Words;
}

function Rows({ found: { items, meta }, query, url, ctx, words }: RowsProps): VNode {
  const editable = holds(ctx.actor, 'book:update');
  const atEnd = meta.page !== undefined && (meta.page + 1) * meta.limit > DEEPEST;
  const { page: _page, ...onwards } = meta;
  const href = (change: { page?: number; cursor?: string }): string =>
    withChange(query, (next) => {
      for (const [name, value] of Object.entries(change)) next.set(name, String(value));
    });
  return (
    <>
      <PickBar query={query} total={meta.total ?? null} editable={editable} words={words} />
      <div class="panel">
        <LineHeads words={words} />
        <ul class="rows">
          {items.map((book) => (
            <li>
              <LineFrame book={book} editable={editable} back={url} words={words} />
            </li>
          ))}
        </ul>
      </div>
      <Pager words={words} meta={atEnd ? onwards : meta} href={href} />
    </>
  );
}

interface PickProps {
  query: URLSearchParams;
  total: number | null;
  editable: boolean;
  words: Words;
}

/** What is done with the picked rows, or with everything the filter finds. */
function PickBar({ query, total, editable, words }: PickProps): VNode {
  const rest = filterParams(query).toString();
  return (
    <form id="pilih" method="get" action="/staf/buku/massal" class="mb-2 flex flex-wrap items-center gap-2 px-1">
      <pick-all hidden data-form="pilih">
        <label class="mr-2 inline-flex items-center gap-2 py-1">
          <input type="checkbox" class="input" />
          {words('catalog.staff.pick_all')}
        </label>
      </pick-all>
      <span class="text-muted-foreground text-sm">{words('catalog.staff.picked')}</span>
      {editable && (
        <button type="submit" class="btn" data-size="sm" data-variant="outline">
          {words('catalog.staff.bulk')}
        </button>
      )}
      <button type="submit" class="btn" data-size="sm" data-variant="outline" formaction="/staf/label">
        <Icon name="label" size={16} />
        {words('catalog.staff.labels')}
      </button>
      {total !== null && total > 0 && (
        <a class="link py-1 text-sm" href={`/staf/label?${rest ? `${rest}&` : ''}semua=ya`}>
          {words('catalog.staff.labels.all', { count: words.number(total) })}
        </a>
      )}
      {editable && total !== null && total > 0 && (
        <a class="link py-1 text-sm" href={`/staf/buku/massal?${rest ? `${rest}&` : ''}semua=ya`}>
          {words('catalog.staff.bulk.all', { count: words.number(total) })}
        </a>
      )}
    </form>
  );
}
