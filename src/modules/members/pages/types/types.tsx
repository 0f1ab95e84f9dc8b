import type { VNode } from 'preact';
import { holds } from '../../../../kernel/access.ts';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { Field, FormErrors, FormKey } from '../../../../ui/components/field.tsx';
import { Badge, PageHead, Panel } from '../../../../ui/components/page.tsx';
import { Table } from '../../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState, numberIn } from '../../../../ui/form.ts';
import { type Words, wordsFor } from '../../../../ui/words.ts';
import type { MemberType } from '../../member-type.ts';
import { getMemberType, listMemberTypes } from '../../member-type-views.ts';
import { createMemberType, retireMemberType, updateMemberType } from '../../verbs/member-types.ts';

export const typesPath = '/staf/jenis-anggota';

export async function typesPage(ctx: Ctx): Promise<Shown> {
  const words = wordsFor(ctx.locale);
  const { items } = await listMemberTypes(ctx, { limit: 100 });
  return {
    title: words('members.types.title'),
    body: (
      <>
        <PageHead
          title={words('members.types.title')}
          about={words('members.types.about')}
          actions={
            holds(ctx.actor, 'member-type:manage') && (
              <a class="btn" href={`${typesPath}/baru`}>
                {words('members.types.new')}
              </a>
            )
          }
        />
        <Panel flush>
          <Types types={items} words={words} />
        </Panel>
      </>
    ),
  };
}

const days = (type: MemberType, words: Words): string =>
  type.membershipDays === null
    ? words('members.types.no_end')
    : words('members.types.days', { days: words.number(type.membershipDays) });

const Types = ({ types, words }: { types: readonly MemberType[]; words: Words }): VNode => (
  <Table
    caption={words('members.types.title')}
    rows={types}
    columns={[
      { label: words('members.types.code'), cell: (type) => <span class="font-mono text-sm">{type.code}</span> },
      {
        label: words('members.types.name'),
        head: true,
        cell: (type) => (
          <a class="link" href={`${typesPath}/${type.id}`}>
            {type.name}
          </a>
        ),
      },
      { label: words('members.types.length'), cell: (type) => days(type, words) },
      {
        label: words('members.types.status'),
        cell: (type) => (
          <Badge tone={type.status === 'ACTIVE' ? 'ok' : 'plain'}>{words(`members.types.status.${type.status}`)}</Badge>
        ),
      },
    ]}
  />
);

export async function typePage(ctx: Ctx, { params }: Asked): Promise<Shown> {
  if (params.id === undefined) return typeForm(ctx, null, blankForm({ membershipDays: '365' }));
  const type = await getMemberType(ctx, { id: params.id });
  const { code, name, membershipDays } = type;
  return typeForm(
    ctx,
    type,
    blankForm({ code, name, membershipDays: membershipDays === null ? null : String(membershipDays) }),
  );
}

export async function takeType(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const { id } = params;
  const input = {
    code: form.get('code') ?? '',
    name: form.get('name') ?? '',
    membershipDays: numberIn(form, 'membershipDays') ?? null,
  };
  const { done, refused } = await attempt(ctx, form, () =>
    id === undefined ? createMemberType(ctx, input) : updateMemberType(ctx, { id, ...input }),
  );
  if (done) return { to: typesPath, news: { code: 'members.types.saved', params: { name: done.name } } };
  return { ...typeForm(ctx, id === undefined ? null : await getMemberType(ctx, { id }), refused), status: 422 };
}

/** Takes nobody new any more, or is taken up again. */
export async function takeTypeState(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const id = params.id ?? '';
  const { refused } = await attempt(ctx, form, () =>
    form.get('status') === 'ACTIVE' ? updateMemberType(ctx, { id, status: 'ACTIVE' }) : retireMemberType(ctx, { id }),
  );
  if (!refused) return { to: typesPath, news: { code: 'members.types.changed' } };
  const type = await getMemberType(ctx, { id });
  return {
    ...typeForm(ctx, type, { ...blankForm({ code: type.code, name: type.name }), summary: refused.summary }),
    status: 422,
  };
}

function typeForm(ctx: Ctx, type: MemberType | null, form: FormState): Shown {
  const words = wordsFor(ctx.locale);
  const title = type?.name ?? words('members.types.new');
  return {
    title,
    body: (
      <>
        <PageHead title={title} back={{ href: typesPath, label: words('members.types.title') }} />
        <FormErrors form={form} words={words} />
        <form method="post" action={type ? `${typesPath}/${type.id}` : `${typesPath}/baru`} class="max-w-2xl">
          <FormKey form={form} version={type?.version} />
          <Panel>
            <div class="grid gap-4 sm:grid-cols-2">
              <Field form={form} name="code" label={words('members.types.code')} required maxLength={30} />
              <Field form={form} name="name" label={words('members.types.name')} required maxLength={100} />
              <Field
                form={form}
                name="membershipDays"
                type="number"
                min={1}
                label={words('members.types.length')}
                hint={words('members.types.length.hint')}
              />
            </div>
          </Panel>
          <button type="submit" class="btn" data-size="lg">
            {words('ui.save')}
          </button>
        </form>
        {type && (
          <form method="post" action={`${typesPath}/${type.id}/keadaan`} class="mt-6 border-t pt-4">
            <FormKey form={blankForm()} />
            <input type="hidden" name="status" value={type.status === 'ACTIVE' ? 'RETIRED' : 'ACTIVE'} />
            <button type="submit" class="btn" data-variant="outline">
              {words(type.status === 'ACTIVE' ? 'members.types.retire' : 'members.types.reopen')}
            </button>
          </form>
        )}
      </>
    ),
  };
}
