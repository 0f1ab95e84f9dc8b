import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type App, type Ctx, makeCtx } from '../../../kernel/context.ts';
import { httpConfig } from '../../../kernel/http/config.ts';
import type { Locale } from '../../../kernel/i18n.ts';
import { isSetUp } from '../queries.ts';
import { isSetupToken } from '../token.ts';
import { completeSetup } from '../verbs/complete-setup.ts';
import { entryOf, errorsOf, readForm } from './entry.ts';
import type { Entry } from './fields.tsx';
import { CSS_PATH, css } from './layout.tsx';
import { badLinkPage, setUpAlreadyPage, welcomePage } from './notices.tsx';
import { emptyEntry, setupForm } from './setup-form.tsx';
import { wordsIn } from './texts.ts';

const FORM = 'application/x-www-form-urlencoded';
const FORM_LIMIT = 32_768;

/** The only pages before a library has screens: set-up, and what to do after it. */
export function mountSetupPages(server: FastifyInstance, app: App): void {
  void server.register(async (here) => {
    here.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: FORM_LIMIT }, (_request, body, done) =>
      done(null, new URLSearchParams(String(body))),
    );
    here.get('/', (request, reply) => toFirstPage(app, request, reply));
    here.get('/setup', (request, reply) => showForm(app, request, reply));
    here.post('/setup', (request, reply) => takeForm(app, request, reply));
    here.get('/welcome', (request, reply) => welcome(app, request, reply));
    here.get(CSS_PATH, (_request, reply) =>
      reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable').send(css),
    );
  });
}

const queryOf = (request: FastifyRequest): Record<string, unknown> => request.query as Record<string, unknown>;
const asLocale = (value: unknown): Locale | null => (value === 'id' || value === 'en' ? value : null);

const contextOf = (app: App, request: FastifyRequest, locale: Locale): Ctx =>
  makeCtx(
    app,
    { kind: 'anonymous', grants: [] },
    { id: request.id, ip: request.ip, userAgent: request.headers['user-agent']?.slice(0, 300).toWellFormed() ?? null },
    locale,
  );

function send(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
}

/** Null when the link opens the form; otherwise the refusal was sent. */
async function refused(app: App, token: unknown, locale: Locale, reply: FastifyReply): Promise<FastifyReply | null> {
  if (await isSetUp(app.pool)) return send(reply, 404, setUpAlreadyPage(locale));
  if (await isSetupToken({ sql: app.pool, now: app.clock.now() }, token)) return null;
  return send(reply, 403, badLinkPage(locale));
}

async function toFirstPage(app: App, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const to = (await isSetUp(app.pool)) ? '/welcome' : '/setup';
  return reply.header('cache-control', 'no-store').redirect(`${to}?lang=${request.locale}`, 302);
}

async function showForm(app: App, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { token, lang } = queryOf(request);
  const locale = asLocale(lang) ?? request.locale;
  const no = await refused(app, token, locale, reply);
  return no ?? send(reply, 200, setupForm({ locale, token: String(token), entry: emptyEntry(wordsIn(locale)) }));
}

async function takeForm(app: App, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  const token = form.get('token') ?? '';
  const locale = asLocale(form.get('locale')) ?? request.locale;
  const no = await refused(app, token, locale, reply);
  if (no) return no;
  const again = (errors: Entry['errors']): FastifyReply =>
    send(reply, 422, setupForm({ locale, token, entry: entryOf(form, errors) }));
  const read = readForm(form, locale);
  if ('errors' in read) return again(read.errors);
  try {
    await completeSetup(contextOf(app, request, locale), read.input);
  } catch (error) {
    // Somebody else finished, or the link ended, while we were at it.
    return (await refused(app, token, locale, reply)) ?? again(errorsOf(error, locale));
  }
  const next = new URLSearchParams({ lang: locale, ...(read.input.demo ? { demo: '1' } : {}) });
  return reply.redirect(`/welcome?${next}`, 303);
}

async function welcome(app: App, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { lang, demo } = queryOf(request);
  const locale = asLocale(lang) ?? request.locale;
  if (!(await isSetUp(app.pool))) return reply.redirect(`/setup?lang=${locale}`, 302);
  const base = httpConfig(app.env).PUBLIC_URL?.replace(/\/+$/, '') ?? `${request.protocol}://${request.host}`;
  return send(reply, 200, welcomePage({ locale, base, demo: demo === '1' }));
}
