import { join } from 'node:path';
import multipart from '@fastify/multipart';
import files from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, ANYONE, requireScope, SIGNED_IN, scopeFor } from '../kernel/access.ts';
import { type App, type Ctx, makeCtx } from '../kernel/context.ts';
import { failure } from '../kernel/errors.ts';
import type { ResolveActor } from '../kernel/http/config.ts';
import type { Asked, Screen, ScreenAnswer, SeeOther } from '../kernel/http/screen.ts';
import type { Locale } from '../kernel/i18n.ts';
import type { Limits } from '../kernel/limits.ts';
import { ASSETS, browserFolder } from '../ui/assets.ts';
import { document, type Inside } from '../ui/document.tsx';
import type { Frame, MenuOf, Site } from '../ui/frame.ts';
import { forgetFiles, readForm, type SentForm } from './form.ts';
import { type KeptPage, keepPage, sendKeptPage } from './kept-page.ts';
import { sendCookie, sendFile } from './mount.ts';
import { type News, newsFrom, THEMES, type Theme, toNews } from './page-cookies.ts';
import { sendPageError, signInFirst } from './page-errors.tsx';
import { withCamera } from './protection.ts';

export interface PagesOptions {
  screens: readonly Screen[];
  menu: MenuOf;
  resolveActor: ResolveActor;
  limits: Limits;
  /** Name, accent and the like, from the settings. */
  site: (ctx: Ctx) => Promise<Site>;
  publicUrl: string | undefined;
}

const FORM = 'application/x-www-form-urlencoded';
const FORM_BYTES = 262_144;

/** Hangs every screen on the server, public ones also under their English address. Errors here are pages, too. */
export function mountPages(server: FastifyInstance, app: App, o: PagesOptions): void {
  void server.register(async (here) => {
    here.removeAllContentTypeParsers();
    here.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: FORM_BYTES }, (_request, body, done) =>
      done(null, new URLSearchParams(String(body))),
    );
    await here.register(multipart, { limits: { files: 20, fields: 200, fieldSize: FORM_BYTES } });
    if (browserFolder) {
      await here.register(files, {
        root: browserFolder,
        prefix: `${ASSETS}/`,
        immutable: true,
        maxAge: '365d',
        index: false,
        dotfiles: 'ignore',
      });
    }
    here.setErrorHandler((error, request, reply) => sendPageError(app, o, request, reply, error));
    for (const screen of o.screens) {
      hang(here, app, o, screen, screen.path, screen.en ? 'id' : null);
      if (screen.en) hang(here, app, o, screen, screen.en, 'en');
    }
  });
}

function hang(here: FastifyInstance, app: App, o: PagesOptions, screen: Screen, url: string, locale: Locale | null) {
  here.route({
    method: screen.method,
    url,
    ...(screen.upload ? { bodyLimit: screen.upload.maxBytes } : {}),
    handler: async (request, reply) => {
      if (screen.camera) reply.headers(withCamera);
      if (screen.cache && isAnonymous(request)) return sendKept(app, o, screen, request, reply, locale);
      const ctx = await contextOf(app, o, screen, request, locale);
      // Of the API's classes only the ceiling per address holds for pages.
      await o.limits.check('AUTH', ctx.actor, request.ip, reply);
      const refused = signInFirst(ctx, screen, request, reply);
      if (refused) return refused;
      if (screen.upload) requireOpen(ctx.actor, screen);
      const asked = await askedFrom(app, request, screen, o.publicUrl);
      try {
        return await send(o, screen, request, reply, ctx, await answer(ctx, screen, asked));
      } finally {
        await forgetFiles(asked.files as SentForm['files']);
      }
    },
  });
}

const answer = async (ctx: Ctx, screen: Screen, asked: Asked): Promise<ScreenAnswer> => {
  requireOpen(ctx.actor, screen);
  return screen.run({ ...ctx, scope: requireScope(ctx.actor, screen.permission) }, asked);
};

function requireOpen(actor: Actor, screen: Screen): void {
  if (!opensFor(actor, screen))
    throw failure('FORBIDDEN', 'kernel.forbidden', { params: { permission: screen.permission } });
}

/** The working screens are about others: whoever holds a permission for his own things alone works elsewhere. */
export function opensFor(actor: Actor, { area, permission }: Pick<Screen, 'area' | 'permission'>): boolean {
  const isWork = (area === 'staff' || area === 'desk') && permission !== ANYONE && permission !== SIGNED_IN;
  const reach = scopeFor(actor, permission)?.kind;
  return !isWork || (reach !== 'own' && reach !== 'public');
}

const isAnonymous = (request: FastifyRequest): boolean =>
  request.cookies.sid === undefined && request.cookies['__Host-sid'] === undefined && !request.cookies.kabar;

/** Public pages speak the language of their address; others the account's, else what the browser prefers. */
export async function contextOf(
  app: App,
  o: PagesOptions,
  screen: Screen | null,
  request: FastifyRequest,
  locale: Locale | null,
): Promise<Ctx> {
  const actor = await o.resolveActor(request);
  request.actor = actor;
  const own = actor.kind === 'account' ? actor.locale : request.locale;
  request.locale = screen?.area === 'public' && locale ? locale : actor.kind === 'account' ? own : (locale ?? own);
  const form = request.body instanceof URLSearchParams ? request.body : null;
  const info = {
    id: request.id,
    ip: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, 300).toWellFormed() ?? null,
    idempotencyKey: keyOf(form ?? new URLSearchParams()),
    ifMatch: versionOf(form),
  };
  return makeCtx(app, actor, info, request.locale);
}

/** A form that was shown once has one effect, however often it is sent. */
const keyOf = (form: URLSearchParams): string | undefined => {
  const key = form.get('_key');
  return key && /^[\w-]{8,100}$/.test(key) ? key : undefined;
};

const versionOf = (form: URLSearchParams | null): number | undefined => {
  const version = form?.get('_version');
  return version && /^\d{1,9}$/.test(version) ? Number(version) : undefined;
};

async function askedFrom(
  app: App,
  request: FastifyRequest,
  screen: Screen,
  publicUrl: string | undefined,
): Promise<Asked> {
  const folder = screen.upload?.toDisk ? join(app.dataRoot, 'incoming') : null;
  const { form, files } = await readForm(request, screen.upload?.maxBytes ?? 0, folder);
  const frame = request.headers['turbo-frame'];
  const at = request.url.indexOf('?');
  return {
    url: request.url,
    params: request.params as Record<string, string>,
    query: new URLSearchParams(at < 0 ? '' : request.url.slice(at + 1)),
    form,
    files,
    cookies: request.cookies,
    base: publicUrl?.replace(/\/+$/, '') ?? `${request.protocol}://${request.host}`,
    frame: typeof frame === 'string' ? frame : null,
  };
}

async function send(
  o: PagesOptions,
  screen: Screen,
  request: FastifyRequest,
  reply: FastifyReply,
  ctx: Ctx,
  given: ScreenAnswer,
): Promise<FastifyReply> {
  reply.header('cache-control', 'private, no-store');
  if ('body' in given && 'title' in given) {
    const news = newsFrom(request.cookies.kabar);
    if (news) sendCookie(reply, toNews(null));
    return sendPage(reply, given.status ?? 200, await htmlOf(o, screen, request, ctx, given, news));
  }
  if ('to' in given) return goTo(reply, given);
  return sendFile(reply, given);
}

export const sendPage = (reply: FastifyReply, status: number, html: string): FastifyReply =>
  reply.code(status).type('text/html; charset=utf-8').send(html);

function goTo(reply: FastifyReply, { to, news, cookies = [] }: SeeOther): FastifyReply {
  if (news) sendCookie(reply, toNews(news));
  for (const cookie of cookies) sendCookie(reply, cookie);
  return reply.redirect(to, 303);
}

export async function htmlOf(
  o: PagesOptions,
  screen: Pick<Screen, 'area' | 'path' | 'en'>,
  request: FastifyRequest,
  ctx: Ctx,
  shown: Inside,
  news: News | null,
): Promise<string> {
  const frame: Frame = {
    area: screen.area,
    bare: request.headers['turbo-frame'] !== undefined,
    locale: ctx.locale,
    actor: ctx.actor,
    theme: themeOf(request),
    site: await o.site(ctx),
    menu: o.menu(ctx.actor, screen.area === 'member' ? 'public' : screen.area),
    own: screen.area === 'member' ? o.menu(ctx.actor, 'member') : [],
    path: request.url.split('?')[0] ?? '/',
    url: request.url,
    twin: shown.twin ?? twinOf(screen, request, ctx.locale),
    base: o.publicUrl?.replace(/\/+$/, '') ?? `${request.protocol}://${request.host}`,
    clockOffset: ctx.app.clock.offsetMs !== 0,
    news,
  };
  return document(frame, shown);
}

export const themeOf = (request: FastifyRequest): Theme | null =>
  THEMES.find((theme) => theme === request.cookies.tema) ?? null;

/** The same screen in the other language, where it has an address of its own. */
function twinOf(screen: Pick<Screen, 'path' | 'en'>, request: FastifyRequest, locale: Locale): string | null {
  if (!screen.en) return null;
  const params = request.params as Record<string, string>;
  const pattern = locale === 'id' ? screen.en : screen.path;
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const at = request.url.indexOf('?');
  return at < 0 ? path : path + request.url.slice(at);
}

/** What is no whole page (a way elsewhere, a file, a page that says no) is made anew for everybody. */
class NotKept extends Error {
  readonly answer: ScreenAnswer;
  constructor(answer: ScreenAnswer) {
    super('not kept');
    this.answer = answer;
  }
}

/** Anonymous readers share one page per language and theme; the browser asks whether it still holds. */
async function sendKept(
  app: App,
  o: PagesOptions,
  screen: Screen,
  request: FastifyRequest,
  reply: FastifyReply,
  locale: Locale | null,
): Promise<FastifyReply> {
  const cache = app.drivers.cache;
  const key = `page:${locale ?? request.locale}:${themeOf(request) ?? ''}:${request.headers['turbo-frame'] ?? ''}:${request.url}`;
  let kept = request.url.length < 500 ? (cache.get(key) as KeptPage | undefined) : undefined;
  app.telemetry.cacheReads.inc({ result: kept ? 'hit' : 'miss' });
  if (!kept) {
    const ctx = await contextOf(app, o, screen, request, locale);
    await o.limits.check('AUTH', ctx.actor, request.ip, reply);
    const asked = await askedFrom(app, request, screen, o.publicUrl);
    const make = async (): Promise<KeptPage> => {
      const given = await answer(ctx, screen, asked);
      if (!('body' in given && 'title' in given) || (given.status ?? 200) !== 200) throw new NotKept(given);
      return keepPage(await htmlOf(o, screen, request, ctx, given, null));
    };
    const tags = screen.cache?.tags(asked) ?? [];
    const ttlSeconds = screen.cache?.ttlSeconds ?? 30;
    try {
      kept = await cache.fill(key, { ttlSeconds, tags: [...tags, 'settings'] }, make);
    } catch (error) {
      if (error instanceof NotKept) return send(o, screen, request, reply, ctx, error.answer);
      throw error;
    }
  }
  return sendKeptPage(kept, request, reply);
}
