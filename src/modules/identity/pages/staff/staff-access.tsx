import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, ScreenAnswer } from '../../../../kernel/http/screen.ts';
import { Field, FormKey } from '../../../../ui/components/field.tsx';
import { Panel } from '../../../../ui/components/page.tsx';
import { attempt, blankForm } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import type { Staff } from '../../staff.ts';
import { removeStaff } from '../../verbs/remove-staff.ts';
import { inviteStaff, removeStaffTotp, resetStaffPassword } from '../../verbs/staff-access.ts';
import { updateStaff } from '../../verbs/update-staff.ts';
import { getStaff } from '../../views.ts';
import { staffPath } from './staff-list.tsx';
import { formOf, staffForm } from './staff-member.tsx';

type Acts = Readonly<Record<string, (ctx: Ctx, id: string, form: URLSearchParams) => Promise<unknown>>>;

/** What can be done to somebody's access, by the last part of the address. */
const ACTS: Acts = {
  sandi: (ctx, id, form) => resetStaffPassword(ctx, { id, password: form.get('password') ?? '' }),
  undang: (ctx, id) => inviteStaff(ctx, { id }),
  totp: (ctx, id) => removeStaffTotp(ctx, { id }),
  tangguhkan: (ctx, id) => updateStaff(ctx, { id, status: 'SUSPENDED' }),
  buka: (ctx, id) => updateStaff(ctx, { id, status: 'ACTIVE' }),
};

export const takeAccess =
  (name: keyof typeof ACTS) =>
  async (ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> => {
    const id = params.id ?? '';
    const { refused } = await attempt(ctx, form, () => ACTS[name]?.(ctx, id, form) ?? Promise.resolve());
    if (!refused) return { to: `${staffPath}/${id}`, news: { code: `identity.staff.done.${name}` } };
    const staff = await getStaff(ctx, { id });
    const summary = refused.summary ?? Object.values(refused.errors)[0] ?? null;
    return { ...(await staffForm(ctx, staff, { ...formOf(staff), errors: {}, summary })), status: 422 };
  };

export async function takeRemoval(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const id = params.id ?? '';
  const { refused } = await attempt(ctx, form, () => removeStaff(ctx, { id }));
  if (!refused) return { to: staffPath, news: { code: 'identity.staff.removed' } };
  const staff = await getStaff(ctx, { id });
  return { ...(await staffForm(ctx, staff, { ...formOf(staff), summary: refused.summary })), status: 422 };
}

export function StaffAccess({ staff, words }: { staff: Staff; words: Words }): VNode {
  const act = (name: string, label: string, variant = 'outline') => (
    <form method="post" action={`${staffPath}/${staff.id}/${name}`}>
      <FormKey form={blankForm()} />
      <button type="submit" class="btn w-full" data-variant={variant}>
        {words(label)}
      </button>
    </form>
  );
  return (
    <Panel title={words('identity.staff.access')}>
      <div class="grid gap-3">
        <form method="post" action={`${staffPath}/${staff.id}/sandi`} class="grid gap-2">
          <FormKey form={blankForm()} />
          <Field
            form={blankForm()}
            name="password"
            type="password"
            label={words('identity.staff.new_password')}
            hint={words('identity.staff.first_password.hint')}
            autocomplete="new-password"
            required
          />
          <button type="submit" class="btn" data-variant="outline">
            {words('identity.staff.set_password')}
          </button>
        </form>
        {!staff.hasPassword && act('undang', 'identity.staff.invite')}
        {staff.totpEnabled && act('totp', 'identity.staff.remove_totp')}
        {staff.status === 'ACTIVE' ? act('tangguhkan', 'identity.staff.suspend') : act('buka', 'identity.staff.reopen')}
        {act('hapus', 'identity.staff.remove', 'destructive')}
      </div>
    </Panel>
  );
}
