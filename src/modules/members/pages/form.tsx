import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { CheckField, Field, FormErrors, FormKey, SelectField, TextField } from '../../../ui/components/field.tsx';
import { PageHead, Panel } from '../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState, textIn } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import type { MemberReply } from '../member.ts';
import { type MemberChoices, memberChoices } from '../page-views.ts';
import { createMember } from '../verbs/create-member.ts';
import { updateMember } from '../verbs/update-member.ts';
import { viewMember } from '../verbs/view-member.ts';
import { memberWords } from './words.ts';

export async function newPage(ctx: Ctx): Promise<Shown> {
  const form = blankForm({ branchId: ctx.actor.kind === 'account' ? ctx.actor.branchId : null });
  return shown(ctx, form, null);
}

export async function takeNew(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const fields = fieldsIn(form);
  const { done, refused } = await attempt(ctx, form, () =>
    createMember(ctx, {
      ...fields,
      memberTypeId: fields.memberTypeId ?? '',
      memberId: textIn(form, 'memberId'),
      // Left empty: as long as the member type says.
      expiryDate: form.get('forever') === 'true' ? null : (fields.expiryDate ?? undefined),
    }),
  );
  if (!done) return { ...(await shown(ctx, refused, null)), status: 422 };
  return { to: `/staf/anggota/${done.id}`, news: { code: 'members.page.created', params: { name: done.name } } };
}

export async function editPage(ctx: Ctx, { params }: Asked): Promise<Shown> {
  const member = await viewMember(ctx, { id: params.id ?? '' });
  return shown(ctx, blankForm(valuesOf(member)), member);
}

export async function takeEdit(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const id = params.id ?? '';
  const { done, refused, failure } = await attempt(ctx, form, () =>
    updateMember(ctx, { id, ...fieldsIn(form), memberId: textIn(form, 'memberId') }),
  );
  if (done) return { to: `/staf/anggota/${id}`, news: { code: 'members.page.saved' } };
  const member = await viewMember(withoutKey(ctx), { id });
  // Somebody else saved meanwhile: what was written stays, the version is the new one, whoever saves again knows.
  const status = failure.kind === 'PRECONDITION_FAILED' ? 409 : 422;
  return { ...(await shown(ctx, refused, member)), status };
}

/** A form's key is for what it does, not for what is read to show it again. */
export const withoutKey = (ctx: Ctx): Ctx => ({ ...ctx, request: { ...ctx.request, idempotencyKey: undefined } });

const fieldsIn = (form: URLSearchParams) => ({
  name: form.get('name') ?? '',
  memberTypeId: textIn(form, 'memberTypeId'),
  branchId: textIn(form, 'branchId'),
  email: form.get('email'),
  phone: form.get('phone'),
  address: form.get('address'),
  identityNumber: form.get('identityNumber'),
  className: form.get('className'),
  department: form.get('department'),
  notes: form.get('notes'),
  joinDate: textIn(form, 'joinDate'),
  expiryDate: form.has('expiryDate') ? (textIn(form, 'expiryDate') ?? null) : undefined,
  consent: Object.fromEntries(['history', 'publicName'].flatMap((name) => (form.has(name) ? [[name, true]] : []))),
});

const valuesOf = (m: MemberReply): Record<string, string | null> => ({
  ...Object.fromEntries(
    (
      ['name', 'memberId', 'email', 'phone', 'address', 'identityNumber', 'className', 'department', 'notes'] as const
    ).map((name) => [name, m[name]]),
  ),
  joinDate: m.joinDate,
  expiryDate: m.expiryDate,
  memberTypeId: m.memberType.id,
  branchId: m.branch.id,
  history: m.consent.history ? 'true' : null,
  publicName: m.consent.publicName ? 'true' : null,
});

async function shown(ctx: Ctx, form: FormState, member: MemberReply | null): Promise<Shown> {
  const [words, given] = await Promise.all([memberWords(ctx), memberChoices(ctx, {})]);
  const title = member ? words('members.page.edit', { name: member.name }) : words('members.page.new');
  const back = member
    ? { href: `/staf/anggota/${member.id}`, label: member.name }
    : { href: '/staf/anggota', label: words('members.page.title') };
  return {
    title,
    body: (
      <div class="max-w-3xl">
        <PageHead title={title} back={back} />
        <FormErrors form={form} words={words} />
        <form method="post">
          <FormKey form={form} version={member?.version} />
          <Person form={form} words={words} />
          <Membership form={form} member={member} given={given} words={words} />
          <Panel title={words('members.page.more')}>
            <div class="grid gap-4">
              <TextField form={form} name="notes" label={words('members.page.notes')} maxLength={2000} rows={3} />
              <fieldset>
                <legend class="text-sm font-semibold">{words('members.page.consent')}</legend>
                <CheckField form={form} name="history" label={words('members.page.consent.history')} />
                <CheckField form={form} name="publicName" label={words('members.page.consent.publicName')} />
              </fieldset>
            </div>
          </Panel>
          <div class="flex flex-wrap gap-2">
            <button type="submit" class="btn" data-size="lg">
              {words(member ? 'ui.save' : 'members.page.create')}
            </button>
            <a class="btn" data-variant="outline" data-size="lg" href={back.href}>
              {words('ui.cancel')}
            </a>
          </div>
        </form>
      </div>
    ),
  };
}

const Person = ({ form, words }: { form: FormState; words: Words }): VNode => (
  <Panel title={words('members.page.person')}>
    <div class="grid gap-4 sm:grid-cols-2">
      <Field
        form={form}
        name="name"
        label={words('members.page.name')}
        maxLength={255}
        autocomplete="off"
        class="sm:col-span-2"
        required
        autofocus
      />
      <Field form={form} name="identityNumber" label={words('members.page.identity')} maxLength={50} />
      <Field form={form} name="className" label={words('members.page.class')} maxLength={50} />
      <Field form={form} name="department" label={words('members.page.department')} maxLength={100} />
      <Field form={form} name="phone" type="tel" label={words('members.page.phone')} maxLength={50} />
      <Field
        form={form}
        name="email"
        type="email"
        label={words('members.page.email')}
        hint={words('members.page.email.hint')}
        maxLength={254}
        class="sm:col-span-2"
      />
      <TextField
        form={form}
        name="address"
        label={words('members.page.address')}
        maxLength={1000}
        rows={2}
        class="sm:col-span-2"
      />
    </div>
  </Panel>
);

interface MembershipProps {
  form: FormState;
  member: MemberReply | null;
  given: MemberChoices;
  words: Words;
}

/** A retired type or closed branch that the member still has can be kept. */
const withOwn = (options: MemberChoices['types'], own: { id: string; name: string } | undefined) =>
  own && !options.some((option) => option.value === own.id)
    ? [...options, { value: own.id, label: own.name }]
    : options;

const Membership = ({ form, member, given, words }: MembershipProps): VNode => (
  <Panel title={words('members.page.membership')}>
    <div class="grid gap-4 sm:grid-cols-2">
      <SelectField
        form={form}
        name="memberTypeId"
        label={words('members.page.type')}
        options={withOwn(given.types, member?.memberType)}
        {...(member ? {} : { empty: words('members.page.choose') })}
        required
      />
      <SelectField
        form={form}
        name="branchId"
        label={words('members.page.branch')}
        options={withOwn(given.branches, member?.branch)}
        {...(member || given.branches.length < 2 ? {} : { empty: words('members.page.choose') })}
      />
      <Field
        form={form}
        name="memberId"
        label={words('members.page.number')}
        hint={member ? undefined : words('members.page.number.hint')}
        maxLength={40}
        autocomplete="off"
      />
      <Field form={form} name="joinDate" type="date" label={words('members.page.joined')} />
      <Field
        form={form}
        name="expiryDate"
        type="date"
        label={words('members.page.expiry')}
        hint={words(member ? 'members.page.expiry.edit' : 'members.page.expiry.new')}
      />
      {!member && <CheckField form={form} name="forever" label={words('members.page.forever')} />}
    </div>
  </Panel>
);
