import type { VNode } from 'preact';
import { holds } from '../../../../kernel/access.ts';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, Shown } from '../../../../kernel/http/screen.ts';
import { Empty, PageHead, Pager } from '../../../../ui/components/page.tsx';
import { Table } from '../../../../ui/components/table.tsx';
import { blankForm } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import { type ArchivedBook, archivedBooks } from '../../staff/trash.ts';
import { staffWords } from './words.ts';

/** Nothing is thrown away: what was archived comes back from here. */
export async function trashPage(ctx: Ctx, { query }: Asked): Promise<Shown> {
  const words = await staffWords(ctx);
  const { items, meta } = await archivedBooks(ctx, { page: query.get('page') ?? 1, limit: 50 });
  const title = words('catalog.staff.trash');
  return {
    title,
    body: (
      <>
        <PageHead
          title={title}
          about={words('catalog.staff.trash.about')}
          back={{ href: '/staf/buku', label: words('catalog.staff.books') }}
        />
        {items.length === 0 ? (
          <Empty title={words('catalog.staff.trash.none')}>{words('catalog.staff.trash.none.hint')}</Empty>
        ) : (
          <div class="panel">
            <Archived books={items} words={words} may={holds(ctx.actor, 'book:delete')} />
          </div>
        )}
        <Pager words={words} meta={meta} href={({ page }) => `?page=${page ?? 1}`} />
      </>
    ),
  };
}

function Archived({ books, words, may }: { books: readonly ArchivedBook[]; words: Words; may: boolean }): VNode {
  return (
    <Table
      caption={words('catalog.staff.trash')}
      rows={books}
      columns={[
        {
          label: words('catalog.staff.field.title'),
          head: true,
          cell: (book) => (
            <>
              <a class="link inline-block py-0.5" href={`/staf/buku/${book.id}`}>
                {book.title}
              </a>
              <span class="text-muted-foreground block text-sm font-normal">{book.author}</span>
            </>
          ),
        },
        { label: words('catalog.page.copies'), cell: (book) => words.number(book.copies), number: true },
        { label: words('catalog.staff.archived_at'), cell: (book) => words.moment(book.archivedAt) },
        { label: words('catalog.staff.archived_by'), cell: (book) => book.archivedBy ?? '–' },
        {
          label: words('ui.actions'),
          cell: (book) =>
            may ? (
              <form method="post" action={`/staf/buku/${book.id}/pulihkan`}>
                <input type="hidden" name="_key" value={blankForm().key} />
                <input type="hidden" name="ke" value="arsip" />
                <button
                  type="submit"
                  class="btn"
                  data-size="sm"
                  data-variant="outline"
                  aria-label={words('catalog.staff.restore.of', { title: book.title })}
                >
                  {words('catalog.staff.restore')}
                </button>
              </form>
            ) : (
              <span class="text-muted-foreground text-sm">{words('catalog.staff.not_yours')}</span>
            ),
        },
      ]}
    />
  );
}
