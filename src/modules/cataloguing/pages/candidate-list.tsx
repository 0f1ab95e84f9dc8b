import type { VNode } from 'preact';
import { Cover } from '../../../ui/components/cover.tsx';
import { Badge, Panel } from '../../../ui/components/page.tsx';
import type { Words } from '../../../ui/words.ts';
import type { Candidate, Candidates } from '../candidates.ts';

/** Books that are here already: more copies of them are one click away. */
export function OwnBooks({ books, words }: { books: Candidates['own']; words: Words }): VNode | null {
  if (books.length === 0) return null;
  return (
    <Panel title={words('cataloguing.page.own')} flush>
      <ul class="rows divide-y">
        {books.map((book) => (
          <li class="flex flex-wrap items-center gap-3 px-4 py-3">
            <Cover title={book.title} author={book.author} src={book.coverImage} />
            <div class="min-w-0 flex-1 basis-56">
              <a class="link font-semibold" href={`/staf/buku/${book.id}`}>
                {book.title}
              </a>
              <p class="text-muted-foreground">
                {[book.author, book.publisher, book.publishedYear].filter(Boolean).join(' · ')}
              </p>
              <p class="tabular text-sm">
                {words('cataloguing.page.own.copies', { stock: book.stock, available: book.available })}
              </p>
            </div>
            <a class="btn" data-variant="outline" href={`/staf/buku/${book.id}/eksemplar`}>
              {words('cataloguing.page.own.add')}
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

interface ListProps {
  candidates: readonly Candidate[];
  exact: boolean;
  words: Words;
}

/** Each candidate is a button with a number. */
export const CandidateList = ({ candidates, exact, words }: ListProps): VNode => (
  <section class="panel mb-4" aria-label={words('cataloguing.page.found')}>
    <div class="flex flex-wrap items-center justify-between gap-2 border-b px-4 py-2.5">
      <h2 class="font-semibold">{words('cataloguing.page.found')}</h2>
      <p class="text-muted-foreground needs-script text-sm">
        {words(exact ? 'cataloguing.page.keys' : 'cataloguing.page.keys.title')}
      </p>
    </div>
    <ol class="rows divide-y">
      {candidates.map((candidate, at) => (
        <One candidate={candidate} number={at + 1} words={words} />
      ))}
    </ol>
  </section>
);

function One({ candidate, number, words }: { candidate: Candidate; number: number; words: Words }): VNode {
  const { id, title, author, bookId, source, others } = candidate;
  return (
    <li class="flex flex-wrap items-start gap-x-4 gap-y-3 px-4 py-3">
      <Cover title={title} author={author} src={null} />
      <div class="min-w-0 flex-1 basis-48">
        <p class="font-semibold [overflow-wrap:anywhere]">{title}</p>
        <p class="text-muted-foreground mb-1.5 flex flex-wrap items-center gap-2">
          {author}
          <Badge>{words('cataloguing.page.from', { name: source.name })}</Badge>
          {bookId && <Badge tone="attention">{words('cataloguing.page.there')}</Badge>}
        </p>
        <Known candidate={candidate} words={words} />
      </div>
      <div class="flex basis-48 flex-col items-stretch gap-2 max-sm:basis-full">
        <button
          type="submit"
          class="btn"
          name="candidate"
          value={id}
          data-candidate
          {...(number > 1 ? { 'data-variant': 'outline' } : {})}
        >
          <kbd class="kbd">{number}</kbd>
          {words(bookId ? 'cataloguing.page.add_copies' : 'cataloguing.page.add')}
          <span class="sr-only">
            : {title} ({source.name})
          </span>
        </button>
        {others.map((other) => (
          <button type="submit" class="btn" data-variant="outline" data-size="sm" name="candidate" value={other.id}>
            {words('cataloguing.page.add_from', { name: other.name })}
            <span class="sr-only">: {title}</span>
          </button>
        ))}
      </div>
    </li>
  );
}

/** What tells one edition from another, in three lines. */
function Known({ candidate: one, words }: { candidate: Candidate; words: Words }): VNode {
  const published = [one.place, one.publisher, one.publishedYear].filter(Boolean).join(', ');
  const lines = [
    [published, one.edition, one.pages, one.series],
    [one.isbn && `ISBN ${one.isbn}`, one.classification, one.callNumber],
    [one.subjects.slice(0, 4).join('; ')],
  ].map((parts) => parts.filter(Boolean).join(' · '));
  const [about, numbers, subjects] = lines;
  return (
    <div class="text-sm [overflow-wrap:anywhere]">
      {about && <p>{about}</p>}
      {numbers && <p class="tabular">{numbers}</p>}
      {subjects && (
        <p class="text-muted-foreground">
          {words('cataloguing.page.subjects')}: {subjects}
        </p>
      )}
    </div>
  );
}

const TONES = { OK: 'ok', FAILED: 'stop', NOT_ASKED: 'plain' } as const;

/** How it went with each source, and how long it took. */
export function Asking({ targets, words }: { targets: Candidates['targets']; words: Words }): VNode | null {
  if (targets.length === 0) return null;
  return (
    <Panel title={words('cataloguing.page.asked')} flush>
      <ul class="rows divide-y text-sm">
        {targets.map((target) => (
          <li class="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <span class="min-w-40 font-medium">{target.name}</span>
            <Badge tone={target.outcome === 'OK' && target.hits === 0 ? 'plain' : TONES[target.outcome]}>
              {words(`cataloguing.page.outcome.${target.outcome}`, { hits: target.hits, brought: target.brought })}
            </Badge>
            {target.message && <span class="min-w-0 [overflow-wrap:anywhere]">{target.message}</span>}
            <span class="text-muted-foreground tabular">
              {[
                words('cataloguing.page.ms', { ms: target.ms }),
                target.unread > 0 ? words('cataloguing.page.outcome.unread', { count: target.unread }) : '',
                target.cached ? words('cataloguing.page.outcome.cached') : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
