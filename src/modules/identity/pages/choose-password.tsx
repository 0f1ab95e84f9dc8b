import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { translate } from '../../../kernel/i18n.ts';
import { Field } from '../../../ui/components/field.tsx';
import { attempt, blankForm, type FormState, keptForm, refusalStatus } from '../../../ui/form.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { activate, resetPassword } from '../verbs/choose-password.ts';
import { Card, doorPath } from './parts.tsx';

/** Where letters lead: whoever holds one chooses a password. */
export async function choosePage(ctx: Ctx, { query }: Asked): Promise<Shown> {
  const token = query.get('token');
  return token ? chooseForm(ctx, blankForm({ token })) : deadLink(ctx);
}

const take =
  (choose: typeof activate) =>
  async (ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> => {
    const [token, password] = [form.get('token') ?? '', form.get('password') ?? ''];
    const differ = againError(ctx, form, password);
    if (differ) return { ...chooseForm(ctx, differ), status: 422 };
    const { done, refused, failure } = await attempt(ctx, form, () => choose(ctx, { token, password }));
    if (done) return { to: doorPath(ctx), news: { code: 'identity.page.chosen' } };
    if (failure.options.field === 'token') return { ...deadLink(ctx), status: 422 };
    return { ...chooseForm(ctx, refused), status: refusalStatus(failure) };
  };

export const takeReset = take(resetPassword);
export const takeActivation = take(activate);

/** The form with its complaint when both entries of a new password differ. */
export function againError(ctx: Ctx, form: URLSearchParams, password: string): FormState | null {
  if (password === form.get('again')) return null;
  return { ...keptForm(form), errors: { again: translate(ctx.locale, 'identity.page.differ') } };
}

function chooseForm(ctx: Ctx, form: FormState): Shown {
  const words = wordsFor(ctx.locale);
  return {
    title: words('identity.page.choose'),
    body: (
      <Card title={words('identity.page.choose')} words={words} form={form}>
        <form method="post" class="grid gap-4">
          <input type="hidden" name="token" value={form.values.token ?? ''} />
          <NewPassword form={form} words={words} name="password" />
          <button type="submit" class="btn" data-size="lg">
            {words('ui.save')}
          </button>
        </form>
      </Card>
    ),
  };
}

/** A new password, written twice. */
export function NewPassword({ form, words, name }: { form: FormState; words: Words; name: string }): VNode {
  const secret = { form, type: 'password', autocomplete: 'new-password', maxLength: 1000, required: true } as const;
  return (
    <>
      <Field
        {...secret}
        name={name}
        label={words('identity.page.new_password')}
        hint={words('identity.page.new_password.hint')}
      />
      <Field {...secret} name="again" label={words('identity.page.again')} />
    </>
  );
}

function deadLink(ctx: Ctx): Shown {
  const words = wordsFor(ctx.locale);
  return {
    title: words('identity.page.bad_link'),
    body: (
      <Card title={words('identity.page.bad_link')} words={words} form={blankForm()}>
        <p>{words('identity.bad_link')}.</p>
        <p class="mt-5">
          <a class="btn" href={ctx.locale === 'en' ? '/en/forgot-password' : '/lupa-sandi'}>
            {words('identity.page.ask_again')}
          </a>
        </p>
      </Card>
    ),
  };
}
