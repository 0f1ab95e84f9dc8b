import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, Shown } from '../../../../kernel/http/screen.ts';
import { Field, SelectField } from '../../../../ui/components/field.tsx';
import { Badge, Empty, PageHead, Pager, Panel } from '../../../../ui/components/page.tsx';
import { Table } from '../../../../ui/components/table.tsx';
import { keptForm, textIn } from '../../../../ui/form.ts';
import { type Words, wordsFor } from '../../../../ui/words.ts';
import { readSettings } from '../../../settings/index.ts';
import type { Staff } from '../../staff.ts';
import { listRoles, listStaff } from '../../views.ts';

export const staffPath = '/staf/petugas';
const STATUSES = ['ACTIVE', 'SUSPENDED'] as const;

/** Everybody who works here, with what they may do and when they were last seen. */
export async function staffListPage(ctx: Ctx, { query }: Asked): Promise<Shown> {
  const words = wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);
  const filters = {
    search: textIn(query, 'search'),
    role: textIn(query, 'role'),
    status: textIn(query, 'status') as 'ACTIVE' | undefined,
  };
  const cursor = query.get('cursor');
  const staff = await listStaff(ctx, { ...filters, limit: 50, ...(cursor ? { cursor } : {}) });
  const roles = (await listRoles(ctx, { limit: 100 })).items.filter(
    (role) => !['MEMBER', 'CLIENT', 'ANONYMOUS'].includes(role.name),
  );
  const form = keptForm(query);
  return {
    title: words('identity.staff.title'),
    body: (
      <>
        <PageHead
          title={words('identity.staff.title')}
          actions={
            <>
              <a class="btn" data-variant="outline" href="/staf/peran">
                {words('identity.staff.roles')}
              </a>
              <a class="btn" href={`${staffPath}/baru`}>
                {words('identity.staff.new')}
              </a>
            </>
          }
        />
        <form method="get" action={staffPath} class="panel mb-4 grid items-end gap-3 p-4 sm:grid-cols-4">
          <Field form={form} name="search" type="search" label={words('ui.search')} />
          <SelectField
            form={form}
            name="role"
            label={words('identity.staff.role')}
            options={roles.map(({ name }) => ({ value: name, label: name }))}
            empty={words('ui.all')}
          />
          <SelectField
            form={form}
            name="status"
            label={words('identity.staff.status')}
            options={STATUSES.map((value) => ({ value, label: words(`identity.staff.status.${value}`) }))}
            empty={words('ui.all')}
          />
          <button type="submit" class="btn" data-variant="outline">
            {words('ui.filter')}
          </button>
        </form>
        {staff.items.length === 0 ? (
          <Empty title={words('identity.staff.none')} />
        ) : (
          <People people={staff.items} words={words} />
        )}
        <Pager
          words={words}
          meta={{ ...staff.meta, hasPrev: false }}
          href={({ cursor: next = '' }) => `?${new URLSearchParams({ ...form.values, cursor: next })}`}
        />
      </>
    ),
  };
}

const TONE = { ACTIVE: 'ok', SUSPENDED: 'attention', DELETED: 'plain' } as const;

const People = ({ people, words }: { people: readonly Staff[]; words: Words }): VNode => (
  <Panel flush>
    <Table
      caption={words('identity.staff.title')}
      rows={people}
      columns={[
        {
          label: words('identity.staff.name'),
          head: true,
          cell: (one) => (
            <a class="link" href={`${staffPath}/${one.id}`}>
              {one.name}
            </a>
          ),
        },
        { label: words('identity.staff.email'), cell: (one) => one.email },
        {
          label: words('identity.staff.role'),
          cell: (one) => [...new Set(one.roles.map(({ role }) => role))].join(', '),
        },
        {
          label: words('identity.staff.status'),
          cell: (one) => <Badge tone={TONE[one.status]}>{words(`identity.staff.status.${one.status}`)}</Badge>,
        },
        { label: words('identity.staff.totp'), cell: (one) => words(one.totpEnabled ? 'ui.yes' : 'ui.no'), wide: true },
        {
          label: words('identity.staff.last_seen'),
          cell: (one) => (one.lastLoginAt ? words.moment(one.lastLoginAt) : '–'),
          wide: true,
        },
      ]}
    />
  </Panel>
);
