import { ANYONE } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Failure, STATUS } from '../../../kernel/errors.ts';
import { type Asked, type ScreenAnswer, type ScreenOptions, type Shown, screen } from '../../../kernel/http/screen.ts';
import type { Locale } from '../../../kernel/i18n.ts';
import { type FormState, refusedForm } from '../../../ui/form.ts';
import { homePage } from '../../catalog/index.ts';
import { sessionCookie } from '../../identity/index.ts';
import { nextStep, readDraft } from '../draft.ts';
import { type SetupInput, STEPS, type Step } from '../input.ts';
import { isSetUp } from '../queries.ts';
import { isSetupToken } from '../token.ts';
import { answerStep, completeSetup, finishSetup } from '../verbs/complete-setup.ts';
import { badLinkPage, setUpAlreadyPage } from './notices.tsx';
import { answerIn, formOf, wholeIn, wrongIn } from './read-form.ts';
import { testLabel, welcomePage } from './welcome.tsx';
import { setupPath, wizardPage } from './wizard.tsx';

const plain = { area: 'plain', permission: ANYONE } as const;
const home: ScreenOptions = {
  area: 'public',
  permission: ANYONE,
  en: '/en',
  camera: true,
  cache: { ttlSeconds: 30, tags: () => ['book', 'search'] },
};
const wizard = { ...plain, en: '/en/setup' } as const;

export const setupPages = [
  // Before there is a library there is nothing to see but its set-up.
  screen('GET /', home, async (ctx, asked) =>
    (await isSetUp(ctx.sql)) ? homePage(ctx, asked) : { to: setupPath(ctx.locale) },
  ),
  screen('GET /setup', wizard, showStep),
  screen('POST /setup', wizard, takeForm),
  screen('GET /welcome', { ...plain, en: '/en/welcome' }, async (ctx, asked) =>
    (await isSetUp(ctx.sql)) ? welcomePage(ctx, asked) : { to: setupPath(ctx.locale) },
  ),
  screen('GET /welcome/label.pdf', { ...plain, permission: 'copy:read' }, testLabel),
];

const welcomePath = (locale: Locale): string => (locale === 'en' ? '/en/welcome' : '/welcome');
const stepNamed = (name: string | null): Step | undefined => STEPS.find((step) => step === name);

/** Null when the link opens the wizard; otherwise the refusal. */
async function refused(ctx: Ctx, token: string | null): Promise<Shown | null> {
  if (await isSetUp(ctx.sql)) return { ...setUpAlreadyPage(ctx.locale), status: 404 };
  if (await isSetupToken(ctx, token)) return null;
  return { ...badLinkPage(ctx.locale), status: 403 };
}

async function showStep(ctx: Ctx, { query }: Asked): Promise<ScreenAnswer> {
  const token = query.get('token');
  const lang = query.get('lang');
  if ((lang === 'id' || lang === 'en') && lang !== ctx.locale)
    return { to: `${setupPath(lang)}${token === null ? '' : `?${new URLSearchParams({ token })}`}` };
  const no = await refused(ctx, token);
  if (no) return no;
  const draft = await readDraft(ctx.sql);
  const next = nextStep(draft);
  const asked = stepNamed(query.get('step'));
  const step = asked && STEPS.indexOf(asked) <= STEPS.indexOf(next) ? asked : next;
  return wizardPage({ locale: ctx.locale, token: String(token), step, draft, form: formOf(step, draft, ctx.locale) });
}

async function takeForm(ctx: Ctx, asked: Asked): Promise<ScreenAnswer> {
  const token = asked.form.get('token') ?? '';
  const no = await refused(ctx, token);
  if (no) return no;
  try {
    return asked.form.has('step') ? await takeStep(ctx, asked, token) : await takeWhole(ctx, asked, token);
  } catch (error) {
    // Somebody else finished, or the link ended, while we were at it.
    const gone = await refused(ctx, token);
    if (gone) return gone;
    throw error;
  }
}

const again = async (ctx: Ctx, token: string, step: Step, form: FormState): Promise<Shown> => ({
  ...wizardPage({ locale: ctx.locale, token, step, draft: await readDraft(ctx.sql), form }),
  status: 422,
});

async function takeStep(ctx: Ctx, { form }: Asked, token: string): Promise<ScreenAnswer> {
  const step = stepNamed(form.get('step')) ?? 'language';
  const wrong = wrongIn(ctx, step, form);
  if (wrong) return again(ctx, token, step, wrong);
  const refusal = await refusalOf(ctx, form, () => answerStep(ctx, { token, step, answer: answerIn(step, form) }));
  if (refusal) return again(ctx, token, step, refusal);
  const locale = step === 'language' ? (form.get('locale') === 'en' ? 'en' : 'id') : ctx.locale;
  const following = STEPS[STEPS.indexOf(step) + 1];
  if (following) return { to: `${setupPath(locale)}?${new URLSearchParams({ token, step: following })}` };
  return finish(ctx, form, token);
}

async function finish(ctx: Ctx, form: URLSearchParams, token: string): Promise<ScreenAnswer> {
  const open = nextStep(await readDraft(ctx.sql));
  if (open !== 'content') return { to: `${setupPath(ctx.locale)}?${new URLSearchParams({ token, step: open })}` };
  const done: { secret?: string; demo?: boolean } = {};
  const refusal = await refusalOf(ctx, form, async () => Object.assign(done, await finishSetup(ctx, { token })));
  if (refusal) return again(ctx, token, 'administrator', refusal);
  return {
    to: `${welcomePath(ctx.locale)}${done.demo ? '?demo=1' : ''}`,
    cookies: [sessionCookie(ctx.app, done.secret ?? null)],
  };
}

/** All answers in one form, as a program sends them. */
async function takeWhole(ctx: Ctx, { form }: Asked, token: string): Promise<ScreenAnswer> {
  const locale = form.get('locale') === 'en' ? 'en' : 'id';
  const read = wholeIn({ ...ctx, locale }, form);
  if ('wrong' in read) return again(ctx, token, read.wrong as Step, read.form as FormState);
  const input = { ...read, token } as SetupInput;
  const refusal = await refusalOf(ctx, form, () => completeSetup({ ...ctx, locale }, input));
  return refusal ? again(ctx, token, 'administrator', refusal) : { to: welcomePath(locale) };
}

/** What a form is refused for; anything that names no field goes on. */
async function refusalOf(ctx: Ctx, form: URLSearchParams, act: () => Promise<unknown>): Promise<FormState | null> {
  try {
    await act();
    return null;
  } catch (error) {
    if (!(error instanceof Failure) || STATUS[error.kind] >= 500 || !error.options.field) throw error;
    return refusedForm(ctx, form, error);
  }
}
