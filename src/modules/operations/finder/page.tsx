import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer } from '../../../kernel/http/screen.ts';
import { PageHead } from '../../../ui/components/page.tsx';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { findAnything, type Hit } from './find.ts';
import { begin, goTo, type Place } from './places.ts';

interface Group {
  code: string;
  hits: readonly Hit[];
}

const isDeed = ({ code }: Group): boolean => code === 'operations.find.do';

/** Where to go, what to begin, what there is: a page of its own, and what the palette shows while one types. */
export async function finderPage(ctx: Ctx, { query, frame }: Asked): Promise<ScreenAnswer> {
  const words = wordsFor(ctx.locale);
  const q = (query.get('q') ?? '').slice(0, 200);
  // Who has no place in the workspace looks in the catalogue.
  if (goTo(ctx, '').length === 0)
    return { to: `${ctx.locale === 'en' ? '/en/catalog' : '/katalog'}?${new URLSearchParams({ search: q })}` };
  const asHit = ({ path, label }: Place): Hit => ({ href: path, title: words(label), about: '' });
  const found = await findAnything(ctx, { q });
  const all: Group[] = [
    { code: 'operations.find.copies', hits: found.copies },
    { code: 'operations.find.go', hits: goTo(ctx, q).map(asHit) },
    { code: 'operations.find.do', hits: begin(ctx, q).map(asHit) },
    { code: 'operations.find.members', hits: found.members },
    { code: 'operations.find.books', hits: found.books },
  ];
  // Unasked, what one may begin stands first: where to go is in the menu already.
  const ordered = q.trim() === '' ? all.toSorted((a, b) => Number(isDeed(b)) - Number(isDeed(a))) : all;
  const groups = ordered.filter(({ hits }) => hits.length > 0);
  const only = groups.flatMap(({ hits }) => hits);
  // A scanned barcode or the one thing there is: no page in between.
  if (!frame && only.length === 1 && only[0]) return { to: only[0].href };
  const title = words('operations.find.title');
  return {
    title: q ? `${q} · ${title}` : title,
    body: frame ? (
      <Results groups={groups} words={words} />
    ) : (
      <>
        <PageHead title={title} />
        <form method="get" action="/staf/cari" class="mb-4 flex max-w-xl gap-2">
          <label class="sr-only" for="cari-apa">
            {words('ui.search.palette')}
          </label>
          <input id="cari-apa" type="search" name="q" class="input w-full" value={q} maxLength={200} />
          <button type="submit" class="btn">
            {words('ui.search')}
          </button>
        </form>
        <div class="panel max-w-xl">
          <Results groups={groups} words={words} />
        </div>
      </>
    ),
  };
}

function Results({ groups, words }: { groups: readonly Group[]; words: Words }): VNode {
  return (
    <div id="hasil-cari" class="p-1.5">
      {groups.length === 0 && <p class="text-muted-foreground px-2.5 py-3">{words('operations.find.none')}</p>}
      {groups.map(({ code, hits }) => (
        <section aria-label={words(code)} class="mb-1.5 last:mb-0">
          <h2 class="text-muted-foreground px-2.5 pt-1.5 pb-0.5 text-xs font-semibold tracking-wide uppercase">
            {words(code)}
          </h2>
          <ul>
            {hits.map(({ href, title, about }) => (
              <li>
                <a
                  href={href}
                  class="hover:bg-muted aria-selected:bg-accent flex flex-wrap items-baseline gap-x-2 rounded-md px-2.5 py-1.5"
                >
                  <span class="font-medium">{title}</span>
                  {about && <span class="text-muted-foreground text-sm">{about}</span>}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
