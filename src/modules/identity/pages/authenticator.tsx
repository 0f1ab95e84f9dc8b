import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { qrCode } from '../../../lib/labels/barcode.ts';
import { Field, FormErrors } from '../../../ui/components/field.tsx';
import { PageHead, Panel } from '../../../ui/components/page.tsx';
import { Qr } from '../../../ui/components/qr.tsx';
import { attempt, blankForm, type FormState, refusalStatus } from '../../../ui/form.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { readSettings } from '../../settings/index.ts';
import { otpauthUrl } from '../totp.ts';
import { beginTotp, confirmTotp, newRecoveryCodes, removeTotp } from '../verbs/totp.ts';
import { me } from '../views.ts';

const PATH = '/akun/keamanan/autentikator';
const SECRET = /^[A-Z2-7]{16,64}$/;

export const authenticatorPage = (ctx: Ctx): Promise<Shown> => shown(ctx, blankForm());

async function shown(ctx: Ctx, form: FormState): Promise<Shown> {
  const words = wordsFor(ctx.locale);
  const { totpEnabled } = await me(ctx, {});
  return page(words, totpEnabled ? <Manage form={form} words={words} /> : <Begin words={words} />);
}

function page(words: Words, body: VNode, title = words('identity.page.totp')): Shown {
  const back = { href: '/akun/keamanan', label: words('identity.page.security') };
  return {
    title,
    body: (
      <>
        <PageHead title={title} back={back} />
        <Panel>{body}</Panel>
      </>
    ),
  };
}

/** The secret is made and shown; nothing changes at the door until a code made with it was seen. */
export async function takeBeginning(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const { done, refused, failure } = await attempt(ctx, form, () => beginTotp(ctx, {}));
  if (!done) return { ...(await shown(ctx, refused)), status: refusalStatus(failure) };
  return confirmForm(ctx, done.secret, done.url, blankForm());
}

export async function takeConfirmation(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const { done, refused, failure } = await attempt(ctx, form, () => confirmTotp(ctx, { code: form.get('code') ?? '' }));
  if (done) return codesPage(ctx, done.recoveryCodes);
  const secret = form.get('secret') ?? '';
  if (failure.kind === 'CONFLICT' || !SECRET.test(secret))
    return { ...(await shown(ctx, refused)), status: refusalStatus(failure) };
  const { libraryName } = await readSettings(ctx);
  const { email, name } = await me(ctx, {});
  const url = otpauthUrl(secret, libraryName, email ?? name);
  return { ...(await confirmForm(ctx, secret, url, refused)), status: refusalStatus(failure) };
}

/** Both need a code of the authenticator, or one of the codes kept for the day it is lost. */
export async function takeChange(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const code = form.get('code') ?? '';
  const act = form.get('act');
  const { done, refused, failure } = await attempt(ctx, form, async () =>
    act === 'codes'
      ? (await newRecoveryCodes(ctx, { code })).recoveryCodes
      : await removeTotp(ctx, { code }).then(() => null),
  );
  if (failure) return { ...(await shown(ctx, refused)), status: refusalStatus(failure) };
  if (done) return codesPage(ctx, done);
  return { to: '/akun/keamanan', news: { code: 'identity.page.totp.removed' } };
}

/** What a form's reply shows once is not kept: the browser takes it as it comes, without Turbo. */
const Begin = ({ words }: { words: Words }): VNode => (
  <>
    <p class="mb-4 max-w-prose">{words('identity.page.totp.off')}</p>
    <form method="post" action={PATH} data-turbo="false">
      <button type="submit" class="btn">
        {words('identity.page.totp.setup')}
      </button>
    </form>
  </>
);

async function confirmForm(ctx: Ctx, secret: string, url: string, form: FormState): Promise<Shown> {
  const words = wordsFor(ctx.locale);
  const code = await qrCode(url);
  return page(
    words,
    <>
      <FormErrors form={form} words={words} />
      <p class="mb-4 max-w-prose">{words('identity.page.totp.scan')}</p>
      <Qr code={code} label={words('identity.page.totp.qr')} />
      <p class="mt-3 mb-4">
        <span class="text-muted-foreground block text-sm">{words('identity.page.totp.key')}</span>
        <code class="font-mono select-all">{secret.replace(/(.{4})/g, '$1 ').trim()}</code>
      </p>
      <form method="post" action={`${PATH}/aktifkan`} data-turbo="false" class="grid max-w-sm gap-4">
        <input type="hidden" name="secret" value={secret} />
        <Code form={form} label={words('identity.page.code.label')} hint={words('identity.page.totp.shown')} />
        <button type="submit" class="btn justify-self-start">
          {words('identity.page.totp.confirm')}
        </button>
      </form>
    </>,
  );
}

const Code = ({ form, label, hint }: { form: FormState; label: string; hint?: string }): VNode => (
  <Field form={form} name="code" label={label} hint={hint} autocomplete="one-time-code" maxLength={40} required />
);

const Manage = ({ form, words }: { form: FormState; words: Words }): VNode => (
  <>
    <p class="mb-4 max-w-prose">{words('identity.page.totp.on')}</p>
    <FormErrors form={form} words={words} />
    <form method="post" action={`${PATH}/ubah`} data-turbo="false" class="grid max-w-sm gap-4">
      <Code form={form} label={words('identity.page.totp.code')} />
      <div class="flex flex-wrap gap-3">
        <button type="submit" name="act" value="codes" class="btn" data-variant="outline">
          {words('identity.page.totp.new_codes')}
        </button>
        <button type="submit" name="act" value="remove" class="btn" data-variant="destructive">
          {words('identity.page.totp.remove')}
        </button>
      </div>
    </form>
  </>
);

function codesPage(ctx: Ctx, codes: readonly string[]): Shown {
  const words = wordsFor(ctx.locale);
  return page(
    words,
    <>
      <p class="mb-4 max-w-prose">{words('identity.page.codes.keep')}</p>
      <ul class="mb-5 grid max-w-sm grid-cols-2 gap-x-6 gap-y-1 font-mono select-all">
        {codes.map((code) => (
          <li>{code}</li>
        ))}
      </ul>
      <p class="no-print">
        <a class="btn" href="/akun/keamanan">
          {words('identity.page.codes.kept')}
        </a>
      </p>
    </>,
    words('identity.page.codes'),
  );
}
