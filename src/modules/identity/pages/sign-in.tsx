import type { Ctx } from '../../../kernel/context.ts';
import { Failure } from '../../../kernel/errors.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { CheckField, Field } from '../../../ui/components/field.tsx';
import { attempt, blankForm, type FormState, textIn } from '../../../ui/form.ts';
import { wordsFor } from '../../../ui/words.ts';
import { sessionCookie } from '../cookie.ts';
import type { BrowserSession } from '../sessions.ts';
import { enter, enterByCode } from '../verbs/browser-session.ts';
import { Card } from './parts.tsx';

/** Only a path of our own: nobody is led elsewhere by a link to the sign-in page. */
export const ownPath = (text: string | null): string | null =>
  text && /^\/(?![/\\])[^\s\\]*$/.test(text) ? text : null;

export async function signInPage(ctx: Ctx, { query }: Asked): Promise<ScreenAnswer> {
  const to = ownPath(query.get('ke'));
  if (ctx.actor.kind === 'account') return { to: to ?? '/' };
  return shownForm(ctx, blankForm(), to);
}

export async function takeSignIn(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const to = ownPath(form.get('ke'));
  const deskDevice = form.get('deskDevice') === 'true';
  const challenge = textIn(form, 'challenge');
  const code = textIn(form, 'code');
  const { done, refused, failure } = await attempt(ctx, form, () =>
    challenge && code
      ? enterByCode(ctx, { challenge, code, deskDevice })
      : enter(ctx, { email: form.get('email') ?? '', password: form.get('password') ?? '', deskDevice }),
  ).catch((error: unknown) => asRefusal(ctx, form, error));
  if (done) return welcome(ctx, done, to);
  const asked = failure.options.details?.challenge;
  if (typeof asked === 'string') return { ...codeForm(ctx, blankForm(), asked, to, deskDevice), status: 422 };
  if (challenge && failure.reason === 'identity.bad_code')
    return { ...codeForm(ctx, refused, challenge, to, deskDevice), status: 422 };
  return { ...shownForm(ctx, refused, to), status: 422 };
}

/** At this one door "not signed in" is the refusal itself. */
async function asRefusal(ctx: Ctx, form: URLSearchParams, error: unknown) {
  if (!(error instanceof Failure) || error.kind !== 'UNAUTHORIZED') throw error;
  const { kind: _kind, reason, options } = error;
  return attempt<BrowserSession>(ctx, form, () => Promise.reject(new Failure('UNPROCESSABLE', reason, options)));
}

async function welcome(ctx: Ctx, session: BrowserSession, to: string | null): Promise<ScreenAnswer> {
  const cookies = [sessionCookie(ctx.app, session.secret)];
  if (session.user.mustChangePassword) return { to: '/akun/keamanan', cookies };
  const works = session.user.permissions.includes('borrowing:create');
  return { to: to ?? (works ? '/desk' : session.user.memberId ? '/akun' : '/'), cookies };
}

function shownForm(ctx: Ctx, form: FormState, to: string | null): Shown {
  const words = wordsFor(ctx.locale);
  return {
    title: words('ui.sign_in'),
    body: (
      <Card title={words('ui.sign_in')} words={words} form={form}>
        <form method="post" class="grid gap-4">
          {to && <input type="hidden" name="ke" value={to} />}
          <Field
            form={form}
            name="email"
            label={words('identity.page.login')}
            hint={words('identity.page.login.hint')}
            autocomplete="username"
            required
            autofocus
          />
          <Field
            form={form}
            name="password"
            type="password"
            label={words('identity.page.password')}
            autocomplete="current-password"
            required
          />
          <CheckField
            form={form}
            name="deskDevice"
            label={words('identity.page.desk_device')}
            hint={words('identity.page.desk_device.hint')}
          />
          <button type="submit" class="btn" data-size="lg">
            {words('ui.sign_in')}
          </button>
        </form>
        <p class="mt-5 flex flex-wrap justify-between gap-x-6 gap-y-2">
          <a class="link py-1" href={ctx.locale === 'en' ? '/en/forgot-password' : '/lupa-sandi'}>
            {words('identity.page.forgot')}
          </a>
          <a class="link py-1" href={ctx.locale === 'en' ? '/en/register' : '/daftar'}>
            {words('identity.page.register')}
          </a>
        </p>
      </Card>
    ),
  };
}

function codeForm(ctx: Ctx, form: FormState, challenge: string, to: string | null, deskDevice: boolean): Shown {
  const words = wordsFor(ctx.locale);
  return {
    title: words('identity.page.code'),
    body: (
      <Card title={words('identity.page.code')} words={words} form={form}>
        <form method="post" class="grid gap-4">
          <input type="hidden" name="challenge" value={challenge} />
          {to && <input type="hidden" name="ke" value={to} />}
          {deskDevice && <input type="hidden" name="deskDevice" value="true" />}
          <Field
            form={form}
            name="code"
            label={words('identity.page.code.label')}
            hint={words('identity.page.code.hint')}
            autocomplete="one-time-code"
            inputmode="numeric"
            required
            autofocus
          />
          <button type="submit" class="btn" data-size="lg">
            {words('ui.sign_in')}
          </button>
        </form>
      </Card>
    ),
  };
}
