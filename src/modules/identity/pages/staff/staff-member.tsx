import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { Field, FormErrors, FormKey, SelectField } from '../../../../ui/components/field.tsx';
import { Facts, PageHead, Panel } from '../../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState, textIn } from '../../../../ui/form.ts';
import { type Words, wordsFor } from '../../../../ui/words.ts';
import { listBranches, readSettings } from '../../../settings/index.ts';
import type { Staff } from '../../staff.ts';
import { createStaff } from '../../verbs/create-staff.ts';
import { updateStaff } from '../../verbs/update-staff.ts';
import { getStaff, listRoles } from '../../views.ts';
import { StaffAccess } from './staff-access.tsx';
import { staffPath } from './staff-list.tsx';

const ROLES_SHOWN = 4;

export async function staffMemberPage(ctx: Ctx, { params }: Asked): Promise<Shown> {
  if (params.id === undefined) return staffForm(ctx, null, blankForm({ locale: 'id' }));
  const staff = await getStaff(ctx, { id: params.id });
  return staffForm(ctx, staff, formOf(staff));
}

export function formOf(staff: Staff): FormState {
  const roles = staff.roles.flatMap(({ role, branchId }, at) => [
    [`role_${at}`, role],
    [`branch_${at}`, branchId ?? ''],
  ]);
  return blankForm({
    name: staff.name,
    email: staff.email,
    phone: staff.phone,
    locale: staff.locale,
    ...Object.fromEntries(roles),
  });
}

/** Each line a role, in one branch or in all; empty lines are nothing. */
function rolesIn(form: URLSearchParams) {
  return Array.from({ length: 50 }, (_, at) => at).flatMap((at) => {
    const role = textIn(form, `role_${at}`);
    const branchId = textIn(form, `branch_${at}`);
    if (!role) return [];
    return [branchId ? { role, scope: 'branch' as const, branchId } : { role, scope: 'all' as const }];
  });
}

export async function takeStaff(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const { id } = params;
  const profile = {
    name: form.get('name') ?? '',
    email: form.get('email') ?? '',
    locale: (form.get('locale') ?? 'id') as 'id',
    roles: rolesIn(form),
  };
  const phone = textIn(form, 'phone') ?? null;
  const { done, refused } = await attempt(ctx, form, () =>
    id === undefined
      ? createStaff(ctx, { ...profile, phone, password: textIn(form, 'password') })
      : updateStaff(ctx, { id, ...profile, phone }),
  );
  if (done)
    return { to: `${staffPath}/${done.id}`, news: { code: 'identity.staff.saved', params: { name: done.name } } };
  return { ...(await staffForm(ctx, id === undefined ? null : await getStaff(ctx, { id }), refused)), status: 422 };
}

export async function staffForm(ctx: Ctx, staff: Staff | null, form: FormState): Promise<Shown> {
  const words = wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);
  const roles = (await listRoles(ctx, { limit: 100 })).items.filter(
    (role) => !['MEMBER', 'CLIENT', 'ANONYMOUS'].includes(role.name),
  );
  const branches = (await listBranches(ctx, { limit: 100 })).items;
  const options = {
    roles: roles.map(({ name, description }) => ({
      value: name,
      label: description ? `${name}: ${description}` : name,
    })),
    branches: branches.map(({ id, name }) => ({ value: id, label: name })),
  };
  const title = staff?.name ?? words('identity.staff.new');
  return {
    title,
    body: (
      <>
        <PageHead title={title} back={{ href: staffPath, label: words('identity.staff.title') }} />
        <FormErrors form={form} words={words} />
        <div class="grid items-start gap-4 lg:grid-cols-[1fr_20rem]">
          <form method="post" action={staff ? `${staffPath}/${staff.id}` : `${staffPath}/baru`}>
            <FormKey form={form} version={staff?.version} />
            <Profile form={form} isNew={staff === null} words={words} />
            <Roles form={form} held={staff?.roles.length ?? 0} options={options} words={words} />
            <button type="submit" class="btn" data-size="lg">
              {words('ui.save')}
            </button>
          </form>
          {staff && (
            <div>
              <Panel title={words('identity.staff.account')}>
                <Facts
                  facts={[
                    { label: words('identity.staff.status'), value: words(`identity.staff.status.${staff.status}`) },
                    {
                      label: words('identity.staff.last_seen'),
                      value: staff.lastLoginAt && words.moment(staff.lastLoginAt),
                    },
                    { label: words('identity.staff.totp'), value: words(staff.totpEnabled ? 'ui.yes' : 'ui.no') },
                    {
                      label: words('identity.staff.password_state'),
                      value: words(staff.hasPassword ? 'identity.staff.password_set' : 'identity.staff.invited_only'),
                    },
                  ]}
                />
              </Panel>
              <StaffAccess staff={staff} words={words} />
            </div>
          )}
        </div>
      </>
    ),
  };
}

const Profile = ({ form, isNew, words }: { form: FormState; isNew: boolean; words: Words }): VNode => (
  <Panel title={words('identity.staff.person')}>
    <div class="grid gap-4 sm:grid-cols-2">
      <Field form={form} name="name" label={words('identity.staff.name')} required maxLength={255} />
      <Field form={form} name="email" type="email" label={words('identity.staff.email')} required maxLength={254} />
      <Field form={form} name="phone" type="tel" label={words('identity.staff.phone')} />
      <SelectField
        form={form}
        name="locale"
        label={words('ui.language')}
        options={[
          { value: 'id', label: 'Bahasa Indonesia' },
          { value: 'en', label: 'English' },
        ]}
      />
      {isNew && (
        <Field
          form={form}
          name="password"
          type="password"
          label={words('identity.staff.first_password')}
          hint={words('identity.staff.first_password.hint')}
          autocomplete="new-password"
          class="sm:col-span-2"
        />
      )}
    </div>
  </Panel>
);

interface RolesProps {
  form: FormState;
  held: number;
  options: Record<'roles' | 'branches', { value: string; label: string }[]>;
  words: Words;
}

function Roles({ form, held, options, words }: RolesProps): VNode {
  const lines = Array.from({ length: Math.max(ROLES_SHOWN, held + 1) }, (_, at) => at);
  return (
    <Panel title={words('identity.staff.roles')}>
      <p class="text-muted-foreground mb-3 text-sm">{words('identity.staff.roles.hint')}</p>
      {form.errors.roles && (
        <p class="text-stop mb-2 text-sm font-medium" id="roles-error">
          {form.errors.roles}
        </p>
      )}
      <div class="grid gap-3">
        {lines.map((at) => (
          <div class="grid gap-3 sm:grid-cols-2">
            <SelectField
              form={form}
              name={`role_${at}`}
              label={`${words('identity.staff.role')} ${at + 1}`}
              options={options.roles}
              empty="–"
            />
            <SelectField
              form={form}
              name={`branch_${at}`}
              label={words('identity.staff.where')}
              options={options.branches}
              empty={words('identity.staff.everywhere')}
            />
          </div>
        ))}
      </div>
    </Panel>
  );
}
