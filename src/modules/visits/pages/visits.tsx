import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { Field, FormErrors, FormKey, SelectField } from '../../../ui/components/field.tsx';
import { Badge, Empty, PageHead, Pager, Panel } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState, keptForm, textIn } from '../../../ui/form.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { listBranches, readSettings } from '../../settings/index.ts';
import { exportVisits } from '../verbs/export-visits.ts';
import { createRoom } from '../verbs/rooms.ts';
import { listRooms, listVisits } from '../views.ts';
import type { VisitReply } from '../visit.ts';
import { kioskPath } from './kiosk.tsx';

export const visitsPath = '/staf/kunjungan';
const FILTERS = ['from', 'to', 'branchId', 'kind'] as const;

const filtersIn = (query: URLSearchParams): Record<string, string> =>
  Object.fromEntries(FILTERS.flatMap((name) => (textIn(query, name) ? [[name, textIn(query, name) ?? '']] : [])));

/** Who came, newest first, and the rooms with a kiosk. */
export const visitsPage = (ctx: Ctx, { query }: Asked): Promise<Shown> => page(ctx, query, blankForm());

async function page(ctx: Ctx, query: URLSearchParams, form: FormState): Promise<Shown> {
  const words = wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);
  const filters = filtersIn(query);
  const cursor = query.get('cursor');
  const visits = await listVisits(ctx, { ...filters, limit: 50, ...(cursor ? { cursor } : {}) });
  const branches = (await listBranches(ctx, { limit: 100 })).items.map(({ id, name }) => ({ value: id, label: name }));
  const address = (change: Record<string, string | number>): string =>
    `?${new URLSearchParams({ ...filters, ...Object.fromEntries(Object.entries(change).map(([name, value]) => [name, String(value)])) })}`;
  return {
    title: words('visits.page.title'),
    body: (
      <>
        <PageHead title={words('visits.page.title')} actions={<Actions ctx={ctx} address={address} words={words} />} />
        <Filters query={query} branches={branches} words={words} />
        {visits.items.length === 0 ? (
          <Empty title={words('visits.page.none')}>{words('visits.page.none.hint')}</Empty>
        ) : (
          <Panel flush>
            <Visits visits={visits.items} words={words} />
          </Panel>
        )}
        <Pager
          words={words}
          meta={{ hasNext: visits.meta.hasNext, hasPrev: false, nextCursor: visits.meta.nextCursor ?? null }}
          href={address}
        />
        {holds(ctx.actor, 'visit:manage') && (
          <Rooms form={form} rooms={await listRooms(ctx, {})} branches={branches} words={words} />
        )}
      </>
    ),
  };
}

const Actions = ({
  ctx,
  address,
  words,
}: {
  ctx: Ctx;
  address: (change: Record<string, string>) => string;
  words: Words;
}): VNode => (
  <>
    {holds(ctx.actor, 'visit:create') && (
      <a class="btn" href={kioskPath}>
        {words('visits.page.kiosk')}
      </a>
    )}
    {holds(ctx.actor, 'visit:export') &&
      ['csv', 'xlsx'].map((format) => (
        <a class="btn" data-variant="outline" href={`${visitsPath}/unduh${address({ format })}`} data-turbo="false">
          {format.toUpperCase()}
        </a>
      ))}
  </>
);

interface FilterProps {
  query: URLSearchParams;
  branches: { value: string; label: string }[];
  words: Words;
}

function Filters({ query, branches, words }: FilterProps): VNode {
  const form = keptForm(query);
  const kinds = (['MEMBER', 'GUEST'] as const).map((value) => ({ value, label: words(`visits.page.kind.${value}`) }));
  return (
    <form method="get" action={visitsPath} class="panel mb-4 grid items-end gap-3 p-4 sm:grid-cols-2 lg:grid-cols-5">
      <Field form={form} name="from" type="date" label={words('visits.page.from')} />
      <Field form={form} name="to" type="date" label={words('visits.page.to')} />
      <SelectField
        form={form}
        name="branchId"
        label={words('visits.page.branch')}
        options={branches}
        empty={words('ui.all')}
      />
      <SelectField form={form} name="kind" label={words('visits.page.kind')} options={kinds} empty={words('ui.all')} />
      <button type="submit" class="btn" data-variant="outline">
        {words('ui.filter')}
      </button>
    </form>
  );
}

const Visits = ({ visits, words }: { visits: readonly VisitReply[]; words: Words }): VNode => (
  <Table
    caption={words('visits.page.title')}
    rows={visits}
    columns={[
      { label: words('visits.page.when'), cell: (visit) => <span class="tabular">{words.moment(visit.at)}</span> },
      {
        label: words('visits.page.who'),
        head: true,
        cell: (visit) =>
          visit.member ? (
            <a class="link" href={`/staf/anggota/${visit.member.id}`}>
              {visit.member.name}
            </a>
          ) : (
            (visit.guestName ?? words('visits.page.nobody'))
          ),
      },
      {
        label: words('visits.page.kind'),
        cell: (visit) => (
          <Badge tone={visit.kind === 'MEMBER' ? 'ok' : 'plain'}>{words(`visits.page.kind.${visit.kind}`)}</Badge>
        ),
      },
      {
        label: words('visits.page.from_where'),
        cell: (visit) => [visit.institution, visit.purpose].filter(Boolean).join(' · '),
      },
      {
        label: words('visits.page.branch'),
        cell: (visit) => [visit.branchName, visit.roomName].filter(Boolean).join(', '),
      },
    ]}
  />
);

interface RoomsProps {
  form: FormState;
  rooms: readonly { id: string; code: string; name: string; branchId: string }[];
  branches: { value: string; label: string }[];
  words: Words;
}

const Rooms = ({ form, rooms, branches, words }: RoomsProps): VNode => (
  <Panel title={words('visits.page.rooms')} id="ruang">
    <p class="text-muted-foreground mb-3">{words('visits.page.rooms.about')}</p>
    <ul class="mb-4 grid gap-1">
      {rooms.map((room) => (
        <li>
          <a class="link" href={`${kioskPath}?ruang=${room.id}`}>
            {room.name}
          </a>{' '}
          <span class="text-muted-foreground text-sm">
            {room.code} · {branches.find(({ value }) => value === room.branchId)?.label}
          </span>
        </li>
      ))}
    </ul>
    <FormErrors form={form} words={words} />
    <form method="post" action={`${visitsPath}/ruang`} class="grid items-end gap-3 sm:grid-cols-4">
      <FormKey form={form} />
      <Field form={form} name="code" label={words('visits.page.room.code')} required maxLength={20} />
      <Field form={form} name="name" label={words('visits.page.room.name')} required maxLength={100} />
      <SelectField form={form} name="branchId" label={words('visits.page.branch')} options={branches} required />
      <button type="submit" class="btn" data-variant="outline">
        {words('visits.page.room.add')}
      </button>
    </form>
  </Panel>
);

export async function takeRoom(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const input = { code: form.get('code') ?? '', name: form.get('name') ?? '', branchId: form.get('branchId') ?? '' };
  const { done, refused } = await attempt(ctx, form, () => createRoom(ctx, input));
  if (done) return { to: `${visitsPath}#ruang`, news: { code: 'visits.page.room.added', params: { name: done.name } } };
  return { ...(await page(ctx, new URLSearchParams(), refused)), status: 422 };
}

export const downloadVisits = (ctx: Ctx, { query }: Asked): Promise<FileReply> =>
  exportVisits(ctx, { ...filtersIn(query), format: (query.get('format') ?? 'csv') as 'csv' });
