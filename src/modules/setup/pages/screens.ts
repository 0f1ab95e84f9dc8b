import { ANYONE } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { type Asked, type ScreenAnswer, type Shown, screen } from '../../../kernel/http/screen.ts';
import type { Locale } from '../../../kernel/i18n.ts';
import { homePage } from '../../catalog/index.ts';
import { isSetUp } from '../queries.ts';
import { isSetupToken } from '../token.ts';
import { completeSetup } from '../verbs/complete-setup.ts';
import { entryOf, errorsOf, readForm } from './entry.ts';
import type { Entry } from './fields.tsx';
import { badLinkPage, setUpAlreadyPage, welcomePage } from './notices.tsx';
import { emptyEntry, setupForm } from './setup-form.tsx';
import { wordsIn } from './texts.ts';

const plain = { area: 'plain', permission: ANYONE } as const;

export const setupPages = [
  // Before there is a library there is nothing to see but its set-up.
  screen('GET /', { area: 'public', permission: ANYONE, en: '/en' }, async (ctx, asked) =>
    (await isSetUp(ctx.sql)) ? homePage(ctx, asked) : { to: `/setup?lang=${ctx.locale}` },
  ),
  screen('GET /setup', plain, showForm),
  screen('POST /setup', plain, takeForm),
  screen('GET /welcome', plain, welcome),
];

const asLocale = (value: string | null): Locale | null => (value === 'id' || value === 'en' ? value : null);

/** Null when the link opens the form; otherwise the refusal. */
async function refused(ctx: Ctx, token: string | null, locale: Locale): Promise<Shown | null> {
  if (await isSetUp(ctx.sql)) return { ...setUpAlreadyPage(locale), status: 404 };
  if (await isSetupToken(ctx, token)) return null;
  return { ...badLinkPage(locale), status: 403 };
}

async function showForm(ctx: Ctx, { query }: Asked): Promise<ScreenAnswer> {
  const token = query.get('token');
  const locale = asLocale(query.get('lang')) ?? ctx.locale;
  const no = await refused(ctx, token, locale);
  return no ?? setupForm({ locale, token: String(token), entry: emptyEntry(wordsIn(locale)) });
}

async function takeForm(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const token = form.get('token') ?? '';
  const locale = asLocale(form.get('locale')) ?? ctx.locale;
  const no = await refused(ctx, token, locale);
  if (no) return no;
  const again = (errors: Entry['errors']): Shown => ({
    ...setupForm({ locale, token, entry: entryOf(form, errors) }),
    status: 422,
  });
  const read = readForm(form, locale);
  if ('errors' in read) return again(read.errors);
  try {
    await completeSetup({ ...ctx, locale }, read.input);
  } catch (error) {
    // Somebody else finished, or the link ended, while we were at it.
    return (await refused(ctx, token, locale)) ?? again(errorsOf(error, locale));
  }
  return { to: `/welcome?${new URLSearchParams({ lang: locale, ...(read.input.demo ? { demo: '1' } : {}) })}` };
}

async function welcome(ctx: Ctx, { query, base }: Asked): Promise<ScreenAnswer> {
  const locale = asLocale(query.get('lang')) ?? ctx.locale;
  if (!(await isSetUp(ctx.sql))) return { to: `/setup?lang=${locale}` };
  return welcomePage({ locale, base, demo: query.get('demo') === '1' });
}
