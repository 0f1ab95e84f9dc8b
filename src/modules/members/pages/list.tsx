import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { Badge, Empty, PageHead, Pager } from '../../../ui/components/page.tsx';
import { type Column, Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState } from '../../../ui/form.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { Words } from '../../../ui/words.ts';
import type { MemberReply } from '../member.ts';
import { type MemberChoices, memberChoices } from '../page-views.ts';
import { memberFilters, removeMemberFilter, saveMemberFilter } from '../saved-filters.ts';
import { listMembers } from '../views.ts';
import { FilterTabs, filterOf } from './filters.tsx';
import { memberWords } from './words.ts';

const ROWS = 50;
const PICK = 'pilihan';
const NARROWING = ['search', 'status', 'memberTypeId', 'branchId', 'className', 'expired'] as const;
const SORTS = { createdAt: 'desc', name: 'asc', memberId: 'asc', expiryDate: 'asc' } as const;

export const listPage = (ctx: Ctx, { query }: Asked): Promise<Shown> => listShown(ctx, query, blankForm());

export async function takeFilter(ctx: Ctx, { query, form }: Asked): Promise<ScreenAnswer> {
  const kept = filterOf(query);
  const { done, refused } = await attempt(ctx, form, () =>
    saveMemberFilter(ctx, { name: form.get('name') ?? '', query: kept }),
  );
  if (!done) return { ...(await listShown(ctx, query, refused)), status: 422 };
  return { to: `/staf/anggota?${kept}`, news: { code: 'members.filters.saved', params: { name: done.name } } };
}

export async function takeFilterAway(ctx: Ctx, { params }: Asked): Promise<ScreenAnswer> {
  await removeMemberFilter(ctx, { id: params.id ?? '' });
  return { to: '/staf/anggota', news: { code: 'members.filters.removed' } };
}

async function listShown(ctx: Ctx, query: URLSearchParams, saving: FormState): Promise<Shown> {
  const words = await memberWords(ctx);
  const [found, given, saved] = await Promise.all([
    listMembers(ctx, inputOf(query)),
    memberChoices(ctx, {}),
    memberFilters(ctx, {}),
  ]);
  const { items, meta } = found;
  const count = words.number(meta.total ?? items.length);
  return {
    title: words('members.page.title'),
    body: (
      <>
        <PageHead
          title={words('members.page.title')}
          about={
            <p role="status" class="tabular">
              {words(meta.totalIsLowerBound ? 'members.page.count.many' : 'members.page.count', { count })}
            </p>
          }
          actions={<Actions ctx={ctx} query={query} words={words} />}
        />
        <FilterTabs saved={saved} query={query} form={saving} words={words} />
        <FilterForm query={query} given={given} words={words} />
        {items.length === 0 ? (
          <Empty title={words('members.page.none')}>
            <p>{words('members.page.none.hint')}</p>
          </Empty>
        ) : (
          <>
            <CardsForm words={words} />
            <div class="panel">
              <Table
                caption={words('members.page.title')}
                columns={columnsIn(words)}
                rows={items}
                keyOf={(member) => member.id}
                pick={{
                  form: PICK,
                  name: 'ids',
                  all: words('ui.pick_all'),
                  label: (member) => words('members.page.pick', { name: member.name }),
                }}
              />
            </div>
          </>
        )}
        <Pager words={words} meta={meta} href={(change) => changed(query, change)} />
      </>
    ),
  };
}

/** Only what the list knows; nonsense in the address is refused by name. */
function inputOf(query: URLSearchParams): Parameters<typeof listMembers>[1] {
  const given = Object.fromEntries(
    NARROWING.flatMap((name) => {
      const value = query.get(name)?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const sortBy = Object.keys(SORTS).find((name): name is keyof typeof SORTS => name === query.get('sortBy'));
  const sort = sortBy ?? (given.search ? 'name' : 'createdAt');
  const cursor = query.get('cursor');
  const place = cursor ? { cursor } : { page: query.get('page') || 1 };
  return { ...given, ...place, limit: ROWS, sortBy: sort, sortOrder: SORTS[sort] };
}

function changed(query: URLSearchParams, change: Record<string, unknown>): string {
  const next = new URLSearchParams(query);
  for (const name of ['page', 'cursor']) next.delete(name);
  for (const [name, value] of [...next]) if (value === '') next.delete(name, value);
  for (const [name, value] of Object.entries(change)) next.set(name, String(value));
  return `?${next}`;
}

const columnsIn = (words: Words): Column<MemberReply>[] => [
  {
    label: words('members.page.name'),
    head: true,
    cell: (member) => (
      <>
        <a class="link block py-0.5" href={`/staf/anggota/${member.id}`}>
          {member.name}
        </a>
        <span class="text-muted-foreground font-mono text-sm font-normal">{member.memberId}</span>
      </>
    ),
  },
  { label: words('members.page.type'), cell: (member) => member.memberType.name },
  { label: words('members.page.class'), cell: (member) => member.className ?? member.department ?? '–' },
  { label: words('members.page.branch'), wide: true, cell: (member) => member.branch.name },
  {
    label: words('members.page.expiry'),
    cell: (member) => <span class="tabular">{member.expiryDate ? words.date(member.expiryDate) : '–'}</span>,
  },
  { label: words('members.page.status'), cell: (member) => <StatusBadge member={member} words={words} /> },
];

export function StatusBadge({ member, words }: { member: MemberReply; words: Words }): VNode {
  if (member.status !== 'ACTIVE') return <Badge tone="stop">{words(`members.page.status.${member.status}`)}</Badge>;
  if (member.isExpired) return <Badge tone="attention">{words('members.page.expired')}</Badge>;
  return <Badge tone="ok">{words('members.page.status.ACTIVE')}</Badge>;
}

const Actions = ({ ctx, query, words }: { ctx: Ctx; query: URLSearchParams; words: Words }): VNode => (
  <>
    <a class="btn" data-variant="outline" href={`/staf/anggota/kartu?${filterOf(query)}`}>
      <Icon name="print" />
      {words('members.cards.title')}
    </a>
    {holds(ctx.actor, 'member:update') && (
      <a class="btn" data-variant="outline" href="/staf/anggota/naik-kelas">
        {words('members.page.promote')}
      </a>
    )}
    {holds(ctx.actor, 'member:create') && (
      <a class="btn" href="/staf/anggota/baru">
        <Icon name="plus" />
        {words('members.page.new')}
      </a>
    )}
  </>
);

const CardsForm = ({ words }: { words: Words }): VNode => (
  <form
    id={PICK}
    method="post"
    action="/staf/anggota/kartu"
    data-turbo="false"
    target="_blank"
    class="mb-2 flex flex-wrap items-center gap-3"
    rel="noopener"
  >
    <button type="submit" class="btn" data-variant="outline" data-size="sm">
      <Icon name="print" />
      {words('members.page.cards')}
    </button>
    <p class="text-muted-foreground text-sm">{words('members.page.cards.hint')}</p>
  </form>
);

interface FilterProps {
  query: URLSearchParams;
  given: MemberChoices;
  words: Words;
}

function FilterForm({ query, given, words }: FilterProps): VNode {
  const states = ['ACTIVE', 'SUSPENDED', 'DELETED'].map((value) => ({
    value,
    label: words(`members.page.status.${value}`),
  }));
  const expired = [
    { value: 'true', label: words('members.page.expired') },
    { value: 'false', label: words('members.page.valid') },
  ];
  const sorts = Object.keys(SORTS).map((value) => ({ value, label: words(`members.page.sort.${value}`) }));
  const classes = given.classes.map((value) => ({ value, label: value }));
  const select = (name: string, code: string, options: readonly { value: string; label: string }[], all = true) => (
    <div class="min-w-0">
      <label class="block text-sm font-semibold" for={name}>
        {words(code)}
      </label>
      <select id={name} name={name} class="select w-full" data-submit>
        {all && <option value="">{words('ui.all')}</option>}
        {options.map(({ value, label }) => (
          <option value={value} selected={query.get(name) === value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
  return (
    <form method="get" class="panel mb-4 grid gap-3 p-3 sm:grid-cols-2 lg:grid-cols-4">
      <div class="sm:col-span-2">
        <label class="block text-sm font-semibold" for="search">
          {words('members.page.search')}
        </label>
        <div class="flex gap-2">
          <input
            id="search"
            name="search"
            type="search"
            class="input w-full"
            maxLength={100}
            value={query.get('search') ?? ''}
            placeholder={words('members.page.search.hint')}
          />
          <button type="submit" class="btn">
            {words('ui.search')}
          </button>
        </div>
      </div>
      {select('status', 'members.page.status', states)}
      {select('expired', 'members.page.expiry', expired)}
      {select('memberTypeId', 'members.page.type', given.types)}
      {select('className', 'members.page.class', classes)}
      {given.branches.length > 1 && select('branchId', 'members.page.branch', given.branches)}
      {select('sortBy', 'members.page.sort', sorts, false)}
      {NARROWING.some((name) => query.get(name)) && (
        <p class="sm:col-span-full">
          <a class="link inline-block py-1" href="/staf/anggota">
            {words('members.page.clear')}
          </a>
        </p>
      )}
    </form>
  );
}
