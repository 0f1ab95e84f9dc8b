import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { Empty } from '../../../ui/components/page.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { browseHeadings, COUNTED, type HeadingLine, SECTIONS } from '../browse-views.ts';
import type { HeadingKind } from '../heading.ts';
import { authorsPath, headingPath, subjectsPath } from './paths.ts';

export const authorsPage = (ctx: Ctx, asked: Asked): Promise<Shown> => headingsPage(ctx, asked, 'AUTHOR');
export const subjectsPage = (ctx: Ctx, asked: Asked): Promise<Shown> => headingsPage(ctx, asked, 'SUBJECT');

/** Everybody who wrote, or everything it is about, by letter or by the beginnings of words. */
async function headingsPage(ctx: Ctx, { query }: Asked, kind: HeadingKind): Promise<Shown> {
  const words = wordsFor(ctx.locale);
  const search = query.get('search')?.trim().slice(0, 200) ?? '';
  const section = SECTIONS.find((each) => each === query.get('letter')) ?? null;
  const cursor = query.get('cursor') ?? undefined;
  const found = await browseHeadings(ctx, { kind, search, section, cursor });
  const path = kind === 'AUTHOR' ? authorsPath(ctx.locale) : subjectsPath(ctx.locale);
  const title = words(kind === 'AUTHOR' ? 'catalog.page.authors' : 'catalog.page.subjects');
  const next = new URLSearchParams([...query].filter(([name]) => name !== 'cursor'));
  if (found.nextCursor) next.set('cursor', found.nextCursor);
  return {
    title: search ? `${search} · ${title}` : title,
    body: (
      <>
        <h1 class="font-serif text-3xl font-semibold">{title}</h1>
        <Find kind={kind} path={path} search={search} words={words} />
        <Letters path={path} chosen={search ? null : section} words={words} />
        {found.items.length === 0 ? (
          <Empty title={words('catalog.page.none')}>
            <a class="link py-1" href={path}>
              {words('catalog.browse.all')}
            </a>
          </Empty>
        ) : (
          <ul class="columns-1 gap-x-8 sm:columns-2 lg:columns-3">
            {found.items.map((heading) => (
              <Line heading={heading} kind={kind} words={words} />
            ))}
          </ul>
        )}
        <nav aria-label={words('ui.pages')} class="mt-6 flex flex-wrap justify-between gap-3">
          {cursor ? (
            <a class="btn" data-variant="outline" href={path}>
              {words('catalog.browse.start')}
            </a>
          ) : (
            <span />
          )}
          {found.nextCursor && (
            <a class="btn" data-variant="outline" rel="next" href={`${path}?${next}`}>
              {words('ui.next')} →
            </a>
          )}
        </nav>
      </>
    ),
  };
}

function Find(p: { kind: HeadingKind; path: string; search: string; words: Words }): VNode {
  const label = p.words(p.kind === 'AUTHOR' ? 'catalog.browse.find_author' : 'catalog.browse.find_subject');
  return (
    <search>
      <form action={p.path} method="get" class="mt-4 flex max-w-xl gap-2">
        <label class="sr-only" for="cari">
          {label}
        </label>
        <input
          id="cari"
          name="search"
          type="search"
          class="input h-11! w-full"
          value={p.search}
          placeholder={label}
          maxLength={200}
          autocomplete="off"
        />
        <button type="submit" class="btn" data-size="lg" aria-label={p.words('ui.search')}>
          <Icon name="search" />
        </button>
      </form>
    </search>
  );
}

const Letters = ({ path, chosen, words }: { path: string; chosen: string | null; words: Words }): VNode => (
  <nav aria-label={words('catalog.browse.letters')} class="my-5">
    <ul class="flex flex-wrap gap-1">
      {SECTIONS.map((letter) => (
        <li>
          <a
            href={`${path}?${new URLSearchParams({ letter })}`}
            aria-current={letter === chosen ? 'true' : undefined}
            aria-label={letter === '…' ? words('catalog.browse.other') : undefined}
            class="hover:bg-muted aria-[current=true]:bg-primary aria-[current=true]:text-primary-foreground grid h-9 min-w-9 place-items-center rounded-md border px-2 text-[0.9375rem] font-medium"
          >
            {letter.toUpperCase()}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

function Line({ heading, kind, words }: { heading: HeadingLine; kind: HeadingKind; words: Words }): VNode {
  const target = heading.see ?? heading;
  const count = heading.books > COUNTED ? `${words.number(COUNTED)}+` : words.number(heading.books);
  return (
    <li class="break-inside-avoid py-1">
      {heading.see && (
        <span class="text-muted-foreground">
          {heading.name} <span class="text-sm">{words('catalog.browse.see')} </span>
        </span>
      )}
      <a class="link py-0.5" href={headingPath(words.locale, kind, target.id)}>
        {target.name}
      </a>{' '}
      <span class="text-muted-foreground tabular text-sm" aria-hidden="true">
        {count}
      </span>
      <span class="sr-only">
        {words(heading.books === 1 ? 'catalog.browse.books.one' : 'catalog.browse.books', { count })}
      </span>
    </li>
  );
}
