import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, Shown } from '../../../../kernel/http/screen.ts';
import { Empty, PageHead, Pager } from '../../../../ui/components/page.tsx';
import { Table } from '../../../../ui/components/table.tsx';
import type { Words } from '../../../../ui/words.ts';
import type { Heading } from '../../heading.ts';
import { listHeadings } from '../../heading-views.ts';
import { headingPath } from '../paths.ts';
import { withChange } from '../results-query.ts';
import { staffWords } from './words.ts';

const KINDS = ['AUTHOR', 'SUBJECT'] as const;
export type Kind = (typeof KINDS)[number];
export const kindIn = (query: URLSearchParams): Kind => (query.get('jenis') === 'SUBJECT' ? 'SUBJECT' : 'AUTHOR');
export const HEADINGS = '/staf/pengarang-subjek';

/** Names the catalogue is found under, in their order; a page onwards each time. */
export async function headingsPage(ctx: Ctx, { query }: Asked): Promise<Shown> {
  const words = await staffWords(ctx);
  const kind = kindIn(query);
  const search = query.get('search') ?? '';
  const page = query.get('page') ?? 1;
  const { items, meta } = await listHeadings(ctx, { kind, search, page, limit: 50 });
  const title = words('catalog.staff.headings');
  return {
    title,
    body: (
      <>
        <PageHead title={title} about={words('catalog.staff.headings.about')} />
        <nav aria-label={title} class="mb-3 flex flex-wrap gap-x-1 border-b">
          {KINDS.map((one) => (
            <a
              href={`${HEADINGS}?jenis=${one}`}
              aria-current={one === kind ? 'page' : undefined}
              class="text-muted-foreground hover:text-foreground aria-[current=page]:border-primary aria-[current=page]:text-foreground -mb-px border-b-2 border-transparent px-3 py-1.5 aria-[current=page]:font-semibold"
            >
              {words(one === 'AUTHOR' ? 'catalog.page.authors' : 'catalog.page.subjects')}
            </a>
          ))}
        </nav>
        <form method="get" action={HEADINGS} class="mb-3 flex max-w-md gap-2">
          <input type="hidden" name="jenis" value={kind} />
          <input
            type="search"
            name="search"
            class="input w-full"
            value={search}
            maxLength={255}
            aria-label={words('catalog.staff.headings.search')}
            placeholder={words('catalog.staff.headings.search')}
          />
          <button type="submit" class="btn" data-variant="outline">
            {words('ui.search')}
          </button>
        </form>
        {items.length === 0 ? (
          <Empty title={words('catalog.page.none')}>{words('catalog.staff.headings.none')}</Empty>
        ) : (
          <div class="panel">
            <HeadingTable headings={items} words={words} />
          </div>
        )}
        <Pager
          words={words}
          meta={meta}
          href={({ page: next }) => withChange(query, (q) => q.set('page', String(next ?? 1)))}
        />
      </>
    ),
  };
}

function HeadingTable({ headings, words }: { headings: readonly Heading[]; words: Words }): VNode {
  return (
    <Table
      caption={words('catalog.staff.headings')}
      rows={headings}
      columns={[
        {
          label: words('catalog.staff.heading.name'),
          head: true,
          cell: (heading) => (
            <a class="link inline-block py-0.5" href={`${HEADINGS}/${heading.id}`}>
              {heading.name}
            </a>
          ),
        },
        { label: words('catalog.staff.heading.variants'), cell: (heading) => heading.variants.join('; ') || '–' },
        {
          label: words('catalog.staff.books'),
          number: true,
          cell: (heading) => (
            <a class="link inline-block py-0.5" href={headingPath(words.locale, heading.kind, heading.id)}>
              {words.number(heading.books)}
            </a>
          ),
        },
      ]}
    />
  );
}
