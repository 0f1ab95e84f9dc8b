import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, SeeOther } from '../../../kernel/http/screen.ts';
import { sessionCookie } from '../cookie.ts';
import { leave } from '../verbs/browser-session.ts';
import { chooseLanguage } from '../verbs/choose-language.ts';
import { ownPath } from './sign-in.tsx';

const YEAR_SECONDS = 31_536_000;

export async function takeSignOut(ctx: Ctx): Promise<SeeOther> {
  await leave(ctx, {});
  return { to: ctx.locale === 'en' ? '/en' : '/', cookies: [sessionCookie(ctx.app, null)] };
}

/** Light, dark, or as the device: kept by this browser. */
export async function takeTheme(ctx: Ctx, { form }: Asked): Promise<SeeOther> {
  const theme = form.get('tema');
  const value = theme === 'light' || theme === 'dark' ? theme : null;
  const { secure } = sessionCookie(ctx.app, null);
  return {
    to: ownPath(form.get('ke')) ?? '/',
    cookies: [{ name: 'tema', value, secure, maxAgeSeconds: YEAR_SECONDS }],
  };
}

/** Kept with the account, so that it speaks the same language on every device. */
export async function takeLanguage(ctx: Ctx, { form }: Asked): Promise<SeeOther> {
  await chooseLanguage(ctx, { locale: form.get('locale') === 'en' ? 'en' : 'id' });
  return { to: ownPath(form.get('ke')) ?? '/' };
}
