import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { CheckField, Field, FormErrors, FormKey, SelectField, TextField } from '../../../ui/components/field.tsx';
import { Badge, PageHead, Panel } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState, textIn } from '../../../ui/form.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import type { Branch } from '../branch.ts';
import { closeBranch } from '../verbs/close-branch.ts';
import { createBranch } from '../verbs/create-branch.ts';
import { updateBranch } from '../verbs/update-branch.ts';
import { getBranch, listBranches } from '../views.ts';
import { HoursFields, hoursIn, hoursValues } from './hours.tsx';
import { zoneOptions } from './zones.ts';

export const branchesPath = '/staf/cabang';

export async function branchesPage(ctx: Ctx): Promise<Shown> {
  const words = wordsFor(ctx.locale);
  const { items } = await listBranches(ctx, { limit: 100 });
  return {
    title: words('settings.page.branches'),
    body: (
      <>
        <PageHead
          title={words('settings.page.branches')}
          actions={
            holds(ctx.actor, 'branch:manage') && (
              <a class="btn" href={`${branchesPath}/baru`}>
                {words('settings.page.branch.new')}
              </a>
            )
          }
        />
        <Panel flush>
          <Branches branches={items} words={words} />
        </Panel>
      </>
    ),
  };
}

const Branches = ({ branches, words }: { branches: readonly Branch[]; words: Words }): VNode => (
  <Table
    caption={words('settings.page.branches')}
    rows={branches}
    columns={[
      { label: words('settings.page.code'), cell: (branch) => <span class="font-mono text-sm">{branch.code}</span> },
      {
        label: words('settings.page.name'),
        head: true,
        cell: (branch) => (
          <a class="link" href={`${branchesPath}/${branch.id}`}>
            {branch.name}
          </a>
        ),
      },
      { label: words('settings.page.kind'), cell: (branch) => words(`settings.page.kind.${branch.kind}`) },
      {
        label: words('settings.page.zone'),
        cell: (branch) => branch.timeZone ?? words('settings.page.as_library'),
        wide: true,
      },
      {
        label: words('settings.page.status'),
        cell: (branch) => (
          <Badge tone={branch.status === 'ACTIVE' ? 'ok' : 'plain'}>
            {words(`settings.page.status.${branch.status}`)}
          </Badge>
        ),
      },
    ]}
  />
);

export async function branchPage(ctx: Ctx, { params }: Asked): Promise<Shown> {
  if (params.id === undefined) return page(ctx, null, blankForm({ kind: 'FIXED' }));
  const branch = await getBranch(ctx, { id: params.id });
  const { openingHours, timeZone, version: _version, createdAt: _made, updatedAt: _changed, ...texts } = branch;
  const own = openingHours ? 'true' : undefined;
  return page(ctx, branch, blankForm({ ...texts, timeZone, ownHours: own, ...hoursValues(openingHours) }));
}

const inputOf = (form: URLSearchParams) => ({
  code: form.get('code') ?? '',
  name: form.get('name') ?? '',
  kind: (form.get('kind') ?? '') as 'FIXED',
  address: textIn(form, 'address') ?? null,
  phone: textIn(form, 'phone') ?? null,
  timeZone: textIn(form, 'timeZone') ?? null,
  openingHours: form.get('ownHours') === 'true' ? (hoursIn(form) as NonNullable<Branch['openingHours']>) : null,
});

export async function takeBranch(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const { id } = params;
  const { done, refused } = await attempt(ctx, form, () =>
    id === undefined ? createBranch(ctx, inputOf(form)) : updateBranch(ctx, { id, ...inputOf(form) }),
  );
  if (done) return { to: branchesPath, news: { code: 'settings.page.branch.saved', params: { name: done.name } } };
  const branch = id === undefined ? null : await getBranch(ctx, { id });
  return { ...page(ctx, branch, refused), status: 422 };
}

/** Closes it, or opens it again. */
export async function takeBranchState(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const id = params.id ?? '';
  const { done, refused } = await attempt(ctx, form, () =>
    form.get('status') === 'ACTIVE' ? updateBranch(ctx, { id, status: 'ACTIVE' }) : closeBranch(ctx, { id }),
  );
  if (done)
    return { to: `${branchesPath}/${id}`, news: { code: 'settings.page.branch.saved', params: { name: done.name } } };
  return { ...page(ctx, await getBranch(ctx, { id }), refused), status: 422 };
}

function page(ctx: Ctx, branch: Branch | null, form: FormState): Shown {
  const words = wordsFor(ctx.locale);
  const title = branch?.name ?? words('settings.page.branch.new');
  const mayChange = holds(ctx.actor, 'branch:manage');
  return {
    title,
    body: (
      <>
        <PageHead title={title} back={{ href: branchesPath, label: words('settings.page.branches') }} />
        <FormErrors form={form} words={words} />
        <form method="post" action={branch ? `${branchesPath}/${branch.id}` : `${branchesPath}/baru`} class="max-w-3xl">
          <FormKey form={form} version={branch?.version} />
          <fieldset disabled={!mayChange}>
            <BranchFields form={form} words={words} />
            {mayChange && (
              <button type="submit" class="btn" data-size="lg">
                {words('ui.save')}
              </button>
            )}
          </fieldset>
        </form>
        {branch && mayChange && <State branch={branch} words={words} />}
      </>
    ),
  };
}

const BranchFields = ({ form, words }: { form: FormState; words: Words }): VNode => (
  <Panel>
    <div class="grid gap-4 sm:grid-cols-2">
      <Field
        form={form}
        name="code"
        label={words('settings.page.code')}
        required
        maxLength={20}
        hint={words('settings.page.code.hint')}
      />
      <Field form={form} name="name" label={words('settings.page.name')} required maxLength={200} />
      <SelectField
        form={form}
        name="kind"
        label={words('settings.page.kind')}
        options={(['FIXED', 'MOBILE'] as const).map((value) => ({
          value,
          label: words(`settings.page.kind.${value}`),
        }))}
      />
      <Field form={form} name="phone" type="tel" label={words('settings.page.phone')} />
      <TextField form={form} name="address" label={words('settings.page.address')} rows={2} class="sm:col-span-2" />
      <SelectField
        form={form}
        name="timeZone"
        label={words('settings.page.zone')}
        options={zoneOptions}
        empty={words('settings.page.as_library')}
      />
      <div class="sm:col-span-2">
        <CheckField
          form={form}
          name="ownHours"
          label={words('settings.page.own_hours')}
          hint={words('settings.page.own_hours.hint')}
        />
        <HoursFields values={form.values} error={form.errors.openingHours} words={words} />
      </div>
    </div>
  </Panel>
);

const State = ({ branch, words }: { branch: Branch; words: Words }): VNode => (
  <form method="post" action={`${branchesPath}/${branch.id}/keadaan`} class="mt-6 border-t pt-4">
    <FormKey form={blankForm()} />
    <input type="hidden" name="status" value={branch.status === 'ACTIVE' ? 'CLOSED' : 'ACTIVE'} />
    <button type="submit" class="btn" data-variant={branch.status === 'ACTIVE' ? 'destructive' : 'outline'}>
      {words(branch.status === 'ACTIVE' ? 'settings.page.branch.close' : 'settings.page.branch.open')}
    </button>
  </form>
);
