import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { Field } from '../../../ui/components/field.tsx';
import { attempt, blankForm, type FormState, refusalStatus } from '../../../ui/form.ts';
import { wordsFor } from '../../../ui/words.ts';
import { forgotPassword } from '../verbs/forgot-password.ts';
import { register } from '../verbs/register.ts';
import { Card, doorPath, ToSignIn } from './parts.tsx';

export const forgotPage = async (ctx: Ctx): Promise<Shown> => forgotForm(ctx, blankForm());

/** The same answer whoever is named, so that nobody learns who has an account here. */
export async function takeForgot(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const { done, refused, failure } = await attempt(ctx, form, () =>
    forgotPassword(ctx, { email: form.get('email') ?? '' }),
  );
  if (!done) return { ...forgotForm(ctx, refused), status: refusalStatus(failure) };
  return { to: doorPath(ctx), news: { code: 'identity.letter_follows' } };
}

function forgotForm(ctx: Ctx, form: FormState): Shown {
  const words = wordsFor(ctx.locale);
  return {
    title: words('identity.page.forgot.title'),
    body: (
      <Card title={words('identity.page.forgot.title')} words={words} form={form}>
        <p class="text-muted-foreground mb-4">{words('identity.page.forgot.lead')}</p>
        <form method="post" class="grid gap-4">
          <Field
            form={form}
            name="email"
            label={words('identity.page.login')}
            autocomplete="username"
            maxLength={254}
            required
            autofocus
          />
          <button type="submit" class="btn" data-size="lg">
            {words('identity.page.forgot.send')}
          </button>
        </form>
        <ToSignIn words={words} />
      </Card>
    ),
  };
}

export const registerPage = async (ctx: Ctx): Promise<Shown> => registerForm(ctx, blankForm());

export async function takeRegister(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const { done, refused, failure } = await attempt(ctx, form, () =>
    register(ctx, { memberId: form.get('memberId') ?? '', email: form.get('email')?.trim() ?? '' }),
  );
  if (!done) return { ...registerForm(ctx, refused), status: refusalStatus(failure) };
  return { to: doorPath(ctx), news: { code: 'identity.letter_follows' } };
}

function registerForm(ctx: Ctx, form: FormState): Shown {
  const words = wordsFor(ctx.locale);
  return {
    title: words('identity.page.register'),
    body: (
      <Card title={words('identity.page.register')} words={words} form={form}>
        <p class="text-muted-foreground mb-4">{words('identity.page.register.lead')}</p>
        <form method="post" class="grid gap-4">
          <Field
            form={form}
            name="memberId"
            label={words('identity.page.register.number')}
            autocomplete="off"
            maxLength={40}
            required
            autofocus
          />
          <Field
            form={form}
            name="email"
            type="email"
            label={words('identity.page.register.email')}
            autocomplete="email"
            maxLength={254}
            required
          />
          <button type="submit" class="btn" data-size="lg">
            {words('identity.page.forgot.send')}
          </button>
        </form>
        <p class="text-muted-foreground mt-5">{words('identity.page.register.none')}</p>
        <ToSignIn words={words} />
      </Card>
    ),
  };
}
