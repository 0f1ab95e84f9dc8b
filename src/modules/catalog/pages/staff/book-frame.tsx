import type { ComponentChildren, VNode } from 'preact';
import { Badge, Notice, PageHead } from '../../../../ui/components/page.tsx';
import { blankForm } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import type { Book } from '../../book.ts';
import { bookPath } from '../paths.ts';
import { StatusBadge } from './list-row.tsx';
import { whyText } from './words.ts';

const PARTS = ['', '/eksemplar', '/riwayat'] as const;
export type BookPart = (typeof PARTS)[number];
const LABEL: Readonly<Record<BookPart, string>> = {
  '': 'catalog.staff.data',
  '/eksemplar': 'catalog.page.copies',
  '/riwayat': 'catalog.staff.history',
};

interface FrameProps {
  book: Book;
  part: BookPart;
  words: Words;
  children: ComponentChildren;
}

/** What stands over every page of one book: its name, what can be done with it as a whole, its parts. */
export function BookFrame({ book, part, words, children }: FrameProps): VNode {
  return (
    <>
      <PageHead
        title={book.title}
        back={{ href: '/staf/buku', label: words('catalog.staff.books') }}
        about={
          <span class="flex flex-wrap items-center gap-2">
            {book.author} <StatusBadge status={book.status} words={words} />
            {[...new Set(book.flags.map((flag) => flag.split(':')[0]))].map((flag) => (
              <Badge tone="attention">{words(`catalog.staff.flag.${flag}`)}</Badge>
            ))}
          </span>
        }
        actions={<WholeBook book={book} words={words} />}
      />
      {book.status === 'ARCHIVED' && book.archivedAt && (
        <div class="mb-4">
          <Notice tone="attention" title={words('catalog.staff.archived_on', { date: words.moment(book.archivedAt) })}>
            {words('catalog.staff.archived.hint')}
          </Notice>
        </div>
      )}
      <WhyNot book={book} words={words} />
      <nav aria-label={words('catalog.staff.parts')} class="mb-4 flex flex-wrap gap-x-1 border-b">
        {PARTS.map((path) => (
          <a
            href={`/staf/buku/${book.id}${path}`}
            aria-current={path === part ? 'page' : undefined}
            class="text-muted-foreground hover:text-foreground aria-[current=page]:border-primary aria-[current=page]:text-foreground -mb-px border-b-2 border-transparent px-3 py-1.5 aria-[current=page]:font-semibold"
          >
            {words(LABEL[path])}
            {path === '/eksemplar' && <span class="tabular text-muted-foreground ml-1.5">{book.stock}</span>}
          </a>
        ))}
      </nav>
      {children}
    </>
  );
}

function WholeBook({ book, words }: { book: Book; words: Words }): VNode {
  const archived = book.status === 'ARCHIVED';
  const deed = archived ? 'restore' : 'archive';
  const why = book.why[deed];
  return (
    <>
      {!archived && (
        <a class="btn" data-variant="outline" href={bookPath(words.locale, book.id)}>
          {words('catalog.staff.public_page')}
        </a>
      )}
      <form
        method="post"
        action={`/staf/buku/${book.id}/${archived ? 'pulihkan' : 'arsipkan'}`}
        class="flex flex-wrap items-center gap-2"
      >
        <input type="hidden" name="_key" value={blankForm().key} />
        <button
          type="submit"
          class="btn"
          data-variant="outline"
          disabled={!book.can[deed]}
          aria-describedby={why && 'alasan'}
        >
          {words(`catalog.staff.${deed}`)}
        </button>
      </form>
    </>
  );
}

/** Why the button above is pale. */
function WhyNot({ book, words }: { book: Book; words: Words }): VNode | null {
  const deed = book.status === 'ARCHIVED' ? 'restore' : 'archive';
  const why = book.why[deed];
  if (!why) return null;
  const params = { out: words('catalog.staff.some'), holds: book.holdsWaiting };
  return (
    <p id="alasan" class="text-muted-foreground -mt-2 mb-3 text-sm">
      {words(`catalog.staff.${deed}.not`)}: {whyText(words, why, params)}
    </p>
  );
}
