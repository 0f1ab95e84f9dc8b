import type { VNode } from 'preact';
import { holds } from '../../../../kernel/access.ts';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { Field, FormErrors, FormKey } from '../../../../ui/components/field.tsx';
import { PageHead, Panel } from '../../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState, textIn } from '../../../../ui/form.ts';
import { Icon } from '../../../../ui/icon.tsx';
import { type Words, wordsFor } from '../../../../ui/words.ts';
import { isPermission, PERMISSIONS, type Permission } from '../../permissions.ts';
import type { Role } from '../../roles.ts';
import { createRole, removeRole, updateRole } from '../../verbs/roles.ts';
import { getRole, listRoles } from '../../views.ts';
import { staffPath } from './staff-list.tsx';

export const rolesPath = '/staf/peran';

/** Roles across, permissions down: who may do what, at one look. */
export async function rolesPage(ctx: Ctx): Promise<Shown> {
  const words = wordsFor(ctx.locale);
  const roles = (await listRoles(ctx, { limit: 100 })).items;
  return {
    title: words('identity.staff.matrix'),
    body: (
      <>
        <PageHead
          title={words('identity.staff.matrix')}
          about={words('identity.staff.matrix.about')}
          back={{ href: staffPath, label: words('identity.staff.title') }}
          actions={
            holds(ctx.actor, 'role:manage') && (
              <a class="btn" href={`${rolesPath}/baru`}>
                {words('identity.staff.role.new')}
              </a>
            )
          }
        />
        <Panel flush>
          <section
            class="relative max-h-[75dvh] overflow-auto"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
            tabIndex={0}
            aria-label={words('identity.staff.matrix')}
          >
            <Matrix roles={roles} words={words} />
          </section>
        </Panel>
      </>
    ),
  };
}

const Matrix = ({ roles, words }: { roles: readonly Role[]; words: Words }): VNode => (
  <table class="text-left text-sm">
    <caption class="sr-only">{words('identity.staff.matrix')}</caption>
    <thead>
      <tr>
        <th scope="col" class="bg-card sticky top-0 left-0 z-20 border-b px-3 py-2 font-medium">
          {words('identity.staff.permission')}
        </th>
        {roles.map((role) => (
          <th scope="col" class="bg-card sticky top-0 z-10 border-b px-2 py-2 text-center align-bottom font-medium">
            {role.builtIn ? (
              role.name
            ) : (
              <a class="link" href={`${rolesPath}/${role.id}`}>
                {role.name}
              </a>
            )}
            <span class="text-muted-foreground block text-xs font-normal">
              {words('identity.staff.holders', { count: role.holders })}
            </span>
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {PERMISSIONS.map((permission) => (
        <tr class="hover:bg-muted/50">
          <th scope="row" class="bg-card sticky left-0 border-b px-3 py-1 font-mono font-normal">
            {permission}
          </th>
          {roles.map((role) => (
            <td class="border-b px-2 py-1 text-center">
              {role.permissions.includes(permission) && (
                <span class="text-ok inline-flex">
                  <Icon name="check" size={16} />
                  <span class="sr-only">{words('ui.yes')}</span>
                </span>
              )}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

export async function rolePage(ctx: Ctx, { params }: Asked): Promise<Shown> {
  if (params.id === undefined) return roleForm(ctx, null, blankForm(), []);
  const role = await getRole(ctx, { id: params.id });
  return roleForm(ctx, role, blankForm({ name: role.name, description: role.description }), role.permissions);
}

export async function takeRole(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const { id } = params;
  const permissions = form.getAll('permissions').filter(isPermission);
  const input = {
    name: form.get('name') ?? '',
    description: textIn(form, 'description') ?? null,
    permissions: permissions as Permission[],
  };
  const { done, refused } = await attempt(ctx, form, () =>
    id === undefined ? createRole(ctx, input) : updateRole(ctx, { id, ...input }),
  );
  if (done) return { to: rolesPath, news: { code: 'identity.staff.role.saved', params: { name: done.name } } };
  return { ...roleForm(ctx, id === undefined ? null : await getRole(ctx, { id }), refused, permissions), status: 422 };
}

export async function takeRoleRemoval(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const id = params.id ?? '';
  const { refused } = await attempt(ctx, form, () => removeRole(ctx, { id }));
  if (!refused) return { to: rolesPath, news: { code: 'identity.staff.role.removed' } };
  const role = await getRole(ctx, { id });
  return {
    ...roleForm(ctx, role, { ...blankForm({ name: role.name }), summary: refused.summary }, role.permissions),
    status: 422,
  };
}

function roleForm(ctx: Ctx, role: Role | null, form: FormState, chosen: readonly string[]): Shown {
  const words = wordsFor(ctx.locale);
  const title = role?.name ?? words('identity.staff.role.new');
  return {
    title,
    body: (
      <>
        <PageHead title={title} back={{ href: rolesPath, label: words('identity.staff.matrix') }} />
        <FormErrors form={form} words={words} />
        <form method="post" action={role ? `${rolesPath}/${role.id}` : `${rolesPath}/baru`} class="max-w-3xl">
          <FormKey form={form} version={role?.version} />
          <fieldset disabled={role?.builtIn ?? false}>
            <Panel>
              <div class="grid gap-4">
                <Field
                  form={form}
                  name="name"
                  label={words('identity.staff.role.name')}
                  hint={words('identity.staff.role.name.hint')}
                  required
                  maxLength={50}
                />
                <Field
                  form={form}
                  name="description"
                  label={words('identity.staff.role.description')}
                  maxLength={500}
                />
              </div>
            </Panel>
            <Panel title={words('identity.staff.permissions')}>
              <div class="grid gap-x-4 sm:grid-cols-2 lg:grid-cols-3" id="permissions">
                {PERMISSIONS.map((permission) => {
                  const mayGrant = holds(ctx.actor, permission);
                  return (
                    <label
                      class="flex items-center gap-2 py-1 font-mono text-sm"
                      title={mayGrant ? undefined : words('identity.staff.not_yours')}
                    >
                      <input
                        type="checkbox"
                        class="input"
                        name="permissions"
                        value={permission}
                        checked={chosen.includes(permission)}
                        disabled={!mayGrant}
                      />
                      {permission}
                    </label>
                  );
                })}
              </div>
            </Panel>
            <button type="submit" class="btn" data-size="lg">
              {words('ui.save')}
            </button>
          </fieldset>
        </form>
        {role && !role.builtIn && (
          <form method="post" action={`${rolesPath}/${role.id}/hapus`} class="mt-6 border-t pt-4">
            <FormKey form={blankForm()} />
            <button type="submit" class="btn" data-variant="destructive">
              {words('identity.staff.role.remove')}
            </button>
          </form>
        )}
      </>
    ),
  };
}
