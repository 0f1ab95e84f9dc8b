import type { ComponentChildren, VNode } from 'preact';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import type { Words } from '../../../ui/words.ts';
import type { StatisticsNow } from '../views.ts';

interface TilesProps {
  now: StatisticsNow;
  words: Words;
  /** The list of visits is not for everybody. */
  mayListVisits: boolean;
}

const sum = (rows: readonly { total: number }[] | null): number | null =>
  rows === null ? null : rows.reduce((all, row) => all + row.total, 0);

const visitsOf = (from?: string, to?: string): string | null =>
  from && to ? `/staf/kunjungan?${new URLSearchParams({ from, to })}` : null;

/** The numbers one looks at first; each leads to the list of just what it counts. Of open loans there is no list. */
export function Tiles({ now, words, mayListVisits }: TilesProps): VNode {
  const { books, visitors } = now;
  const catalogue = words.locale === 'en' ? '/en/catalog' : '/katalog';
  const number = (n: number | null | undefined): string => (n == null ? '…' : words.number(n));
  const isOwn = now.source === 'pustaka';
  const lists = mayListVisits && isOwn;
  const day = now.today ? localDateIn(now.timeZone, new Date(now.today.generated_at)) : undefined;
  const { weekly } = visitors;
  const thisMonth = visitors.monthly?.at(-1)?.total;
  return (
    <dl class="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile label={words('statistics.page.today')} href={lists ? visitsOf(day, day) : null}>
        <Today now={now} words={words} />
      </Tile>
      <Tile
        label={words('statistics.page.week')}
        note={
          thisMonth === undefined ? null : words('statistics.page.month_so_far', { total: words.number(thisMonth) })
        }
        href={lists ? visitsOf(weekly?.[0]?.date, weekly?.at(-1)?.date) : null}
      >
        {number(sum(weekly))}
      </Tile>
      <Tile
        label={words('statistics.page.collection')}
        note={books.collection && words('statistics.page.items', { items: words.number(books.collection.items) })}
        href={isOwn ? catalogue : null}
      >
        {number(books.collection?.titles)}
      </Tile>
      <Tile
        label={words('statistics.page.open_loans')}
        note={books.loans && words('statistics.page.all_loans', { total: words.number(books.loans.total) })}
      >
        {number(books.loans?.open)}
      </Tile>
    </dl>
  );
}

interface TileProps {
  label: string;
  note?: string | null;
  href?: string | null;
  children: ComponentChildren;
}

const Tile = ({ label, note, href, children }: TileProps): VNode => (
  <div class="panel flex flex-col-reverse justify-end p-4">
    {note && <dd class="text-muted-foreground mt-0.5 text-sm">{note}</dd>}
    <dd class="tabular mt-1 text-3xl leading-none font-semibold sm:text-4xl">{children}</dd>
    <dt class="text-muted-foreground text-sm">
      {href ? (
        <a class="link" href={href}>
          {label}
        </a>
      ) : (
        label
      )}
    </dt>
  </div>
);

/** Green while the number is of now, amber when the stream drops; an old number stays and says from when it is. */
export function Today({ now, words }: { now: StatisticsNow; words: Words }): VNode {
  const { today } = now;
  const total = today === null ? '…' : words.number(today.total);
  const at = today && new Date(today.generated_at);
  const isOld = at !== null && now.now.getTime() - at.getTime() > now.todayGoodForMs;
  const old = at && isOld ? words('statistics.page.old', { at: words.time(at) }) : null;
  return (
    <live-count
      data-stream={now.isLive ? '/api/visitors/today/stream' : undefined}
      data-lang={words.locale}
      data-zone={words.zone}
      data-now={now.now.toISOString()}
      data-at={today?.generated_at}
      data-good-for={now.todayGoodForMs}
      class="inline-flex flex-wrap items-baseline gap-x-2.5 gap-y-1"
    >
      <span data-total>{total}</span>
      {now.isLive && (
        <span
          data-dot
          data-live={words('statistics.page.live')}
          data-lost={words('statistics.page.lost')}
          data-old={words('statistics.page.old')}
          class={`${old ? 'bg-attention' : 'bg-muted-foreground'} inline-block size-3 rounded-full`}
        />
      )}
      <span data-said class={`text-[0.45em] font-normal ${old ? '' : 'sr-only'}`} role="status">
        {old}
      </span>
    </live-count>
  );
}
