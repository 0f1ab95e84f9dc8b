import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { FormErrors, FormKey } from '../../../ui/components/field.tsx';
import { Badge, Empty, PageHead, Pager } from '../../../ui/components/page.tsx';
import { PrintSheet, paperIn } from '../../../ui/components/print-sheet.tsx';
import { type Column, Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState, textIn } from '../../../ui/form.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { Words } from '../../../ui/words.ts';
import { branchOf, readSettings } from '../../settings/index.ts';
import { getHold } from '../hold-views.ts';
import { cancelHold, shelveHold } from '../verbs/close-hold.ts';
import { holdShelf, latePlaces, SHELF_LISTS, type ShelfHold } from '../work-views.ts';
import { deskWords } from './scan.ts';
import { SheetHead } from './slip.tsx';

const ROWS = 50;
type List = (typeof SHELF_LISTS)[number];
const listIn = (query: URLSearchParams): List => SHELF_LISTS.find((list) => list === query.get('lihat')) ?? 'menunggu';

export const shelfPage = (ctx: Ctx, { query }: Asked): Promise<Shown> => shown(ctx, query, blankForm());

/** The copy that was fetched goes on the shelf for the first who waits. */
export async function takeShelving(ctx: Ctx, { params, form, query }: Asked): Promise<ScreenAnswer> {
  const { done, refused } = await attempt(ctx, form, () =>
    shelveHold(ctx, { id: params.id ?? '', barcode: form.get('barcode') ?? '' }),
  );
  if (!done) return { ...(await shown(ctx, query, refused)), status: 422 };
  const news = { code: 'circulation.shelf.shelved', params: { title: done.title, name: done.memberName } };
  return { to: `/staf/pemesanan?${query}`, news };
}

export async function takeCancelling(ctx: Ctx, { params, form, query }: Asked): Promise<ScreenAnswer> {
  const { done, refused } = await attempt(ctx, form, () =>
    cancelHold(ctx, { id: params.id ?? '', reason: textIn(form, 'reason') }),
  );
  if (!done) return { ...(await shown(ctx, query, refused)), status: 422 };
  return {
    to: `/staf/pemesanan?${query}`,
    news: { code: 'circulation.shelf.cancelled', params: { title: done.title } },
  };
}

/** Put into the book on the shelf: for whom, until when. */
export async function holdSlip(ctx: Ctx, asked: Asked): Promise<Shown> {
  const hold = await getHold(ctx, { id: asked.params.id ?? '' });
  const [words, settings, branch] = [
    await deskWords(ctx),
    await readSettings(ctx),
    await branchOf(ctx, hold.pickupBranchId),
  ];
  return {
    title: words('circulation.shelf.slip'),
    body: (
      <PrintSheet
        words={words}
        paper={paperIn(asked)}
        href={`/staf/pemesanan/${hold.id}/slip`}
        back={{ href: '/staf/pemesanan?lihat=siap', label: words('circulation.shelf.title') }}
      >
        <SheetHead settings={settings} title={words('circulation.shelf.slip')} />
        <p class="mt-3 text-center text-2xl leading-tight font-bold">{hold.memberName}</p>
        <p class="text-center font-mono">{hold.memberNumber}</p>
        <p class="mt-3 border-t border-dashed pt-2 font-medium">{hold.title}</p>
        {hold.barcode && <p class="font-mono">{hold.barcode}</p>}
        <p class="mt-2">{branch.name}</p>
        {hold.expiresAt && (
          <p class="mt-1 text-lg font-bold">{words('circulation.desk.until', { date: words.date(hold.expiresAt) })}</p>
        )}
      </PrintSheet>
    ),
  };
}

async function shown(ctx: Ctx, query: URLSearchParams, form: FormState): Promise<Shown> {
  const words = await deskWords(ctx);
  const list = listIn(query);
  const branchId = query.get('branchId') || undefined;
  const page = query.get('page') || 1;
  const [found, places] = [await holdShelf(ctx, { list, limit: ROWS, page, branchId }), await latePlaces(ctx, {})];
  const at = (change: Record<string, string>): string => {
    const next = new URLSearchParams({ lihat: list, ...(branchId ? { branchId } : {}), ...change });
    return `?${next}`;
  };
  const columns = columnsIn({ ctx, words, list, back: at({}) });
  return {
    title: words('circulation.shelf.title'),
    body: (
      <>
        <PageHead title={words('circulation.shelf.title')} about={words(`circulation.shelf.about.${list}`)} />
        <nav aria-label={words('circulation.shelf.title')} class="mb-4 flex flex-wrap gap-1 border-b">
          {SHELF_LISTS.map((one) => (
            <a
              href={at({ lihat: one })}
              aria-current={one === list ? 'page' : undefined}
              class="aria-[current=page]:border-primary border-b-2 border-transparent px-3 py-2 aria-[current=page]:font-semibold"
            >
              {words(`circulation.shelf.${one}`)}{' '}
              <span class="badge tabular" data-tone="plain">
                {found.counts[one]}
              </span>
            </a>
          ))}
        </nav>
        <FormErrors form={form} words={words} />
        {places.branches.length > 1 && (
          <BranchFilter list={list} branchId={branchId} places={places.branches} words={words} />
        )}
        {found.items.length === 0 ? (
          <Empty title={words('circulation.shelf.none')}>
            <p>{words(`circulation.shelf.none.${list}`)}</p>
          </Empty>
        ) : (
          <div class="panel">
            <Table
              caption={words('circulation.shelf.title')}
              columns={columns}
              rows={found.items}
              keyOf={(hold) => hold.id}
            />
          </div>
        )}
        <Pager words={words} meta={found.meta} href={(change) => at({ page: String(change.page ?? 1) })} />
      </>
    ),
  };
}

interface BranchProps {
  list: List;
  branchId: string | undefined;
  places: readonly { value: string; label: string }[];
  words: Words;
}

const BranchFilter = ({ list, branchId, places, words }: BranchProps): VNode => (
  <form method="get" class="mb-3 flex flex-wrap items-end gap-2">
    <input type="hidden" name="lihat" value={list} />
    <div>
      <label class="block text-sm font-semibold" for="branchId">
        {words('circulation.shelf.pickup')}
      </label>
      <select id="branchId" name="branchId" class="select w-full" data-submit>
        <option value="">{words('ui.all')}</option>
        {places.map((place) => (
          <option value={place.value} selected={place.value === branchId}>
            {place.label}
          </option>
        ))}
      </select>
    </div>
    <noscript>
      <button type="submit" class="btn" data-variant="outline">
        {words('ui.filter')}
      </button>
    </noscript>
  </form>
);

interface Around {
  ctx: Ctx;
  words: Words;
  list: List;
  back: string;
}

const columnsIn = (around: Around): Column<ShelfHold>[] => {
  const { words, list, ctx } = around;
  const waiting = list === 'menunggu';
  return [
    {
      label: words('circulation.late.book'),
      head: true,
      cell: (hold) => (
        <>
          <a class="link block py-0.5" href={`/staf/buku/${hold.bookId}`}>
            {hold.title}
          </a>
          <span class="text-muted-foreground font-mono text-sm font-normal">
            {[hold.callNumber, hold.barcode].filter(Boolean).join(' · ')}
          </span>
        </>
      ),
    },
    {
      label: words('circulation.late.reader'),
      cell: (hold) => (
        <>
          <a class="link" href={`/staf/anggota/${hold.memberId}`}>
            {hold.memberName}
          </a>{' '}
          <span class="text-muted-foreground font-mono text-sm">{hold.memberNumber}</span>
        </>
      ),
    },
    { label: words('circulation.shelf.pickup'), wide: true, cell: (hold) => hold.branch },
    waiting
      ? {
          label: words('circulation.shelf.place'),
          cell: (hold) => (
            <span class="tabular">
              {words('circulation.shelf.place_since', { place: hold.position ?? 0, date: words.date(hold.placedAt) })}
            </span>
          ),
        }
      : {
          label: words('circulation.shelf.until'),
          cell: (hold) =>
            hold.expiresAt && hold.expiresAt < ctx.now ? (
              <Badge tone="stop">{words('circulation.shelf.expired')}</Badge>
            ) : (
              <span class="tabular">{hold.expiresAt && words.date(hold.expiresAt)}</span>
            ),
        },
    { label: words('ui.actions'), cell: (hold) => <Acts hold={hold} {...around} /> },
  ];
};

function Acts({ hold, ctx, words, list, back }: Around & { hold: ShelfHold }): VNode {
  const waiting = list === 'menunggu';
  return (
    <div class="flex flex-wrap items-start gap-x-2 gap-y-1">
      {waiting && !hold.fetch && <p class="text-muted-foreground py-2 text-sm">{words('circulation.shelf.not_yet')}</p>}
      {waiting && hold.fetch && holds(ctx.actor, 'hold:shelve') && (
        <form method="post" action={`/staf/pemesanan/${hold.id}/siapkan${back}`} class="flex flex-wrap gap-1.5">
          <FormKey form={blankForm()} />
          <input
            class="input w-32 font-mono"
            name="barcode"
            aria-label={words('circulation.shelf.copy', { title: hold.title })}
            value={hold.fetch.barcode}
            placeholder={words('circulation.class.code')}
            maxLength={40}
            required
          />
          <button type="submit" class="btn" data-variant="primary">
            {words('circulation.shelf.shelve')}
          </button>
          <p class="text-ok basis-full text-sm">
            {words('circulation.shelf.fetch', { place: hold.fetch.location ?? hold.branch })}
          </p>
        </form>
      )}
      {list !== 'menunggu' && (
        <a class="btn" data-variant="outline" href={`/staf/pemesanan/${hold.id}/slip`} target="_blank" rel="noopener">
          <Icon name="print" />
          {words('circulation.shelf.print')}
        </a>
      )}
      {holds(ctx.actor, 'hold:cancel') && (
        <details>
          <summary class="btn list-none" data-variant="ghost">
            {words('circulation.shelf.cancel')}
          </summary>
          <form method="post" action={`/staf/pemesanan/${hold.id}/batal${back}`} class="mt-1 flex flex-wrap gap-1.5">
            <FormKey form={blankForm()} />
            <input
              class="input w-44"
              name="reason"
              aria-label={words('circulation.shelf.reason')}
              placeholder={words('circulation.shelf.reason')}
              maxLength={500}
            />
            <button type="submit" class="btn" data-variant="destructive">
              {words('circulation.shelf.cancel')}
            </button>
          </form>
        </details>
      )}
    </div>
  );
}
