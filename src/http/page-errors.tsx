import type { FastifyReply, FastifyRequest } from 'fastify';
import { holds, scopeFor } from '../kernel/access.ts';
import { type App, type Ctx, makeCtx } from '../kernel/context.ts';
import { type Failure, failure, STATUS } from '../kernel/errors.ts';
import type { Screen } from '../kernel/http/screen.ts';
import { localeFrom, translate } from '../kernel/i18n.ts';
import { ErrorPage } from '../ui/error-page.tsx';
import { catalogueIn } from '../ui/frame.ts';
import { asFailure } from './envelope.ts';
import { contextOf, htmlOf, opensFor, type PagesOptions, sendPage } from './pages.ts';

const PLAIN = { area: 'plain', path: '/' } as const;

/** Whoever must sign in first is sent there, and comes back afterwards; a form that was sent comes back to its page. */
export function signInFirst(
  ctx: Ctx,
  screen: Screen,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | null {
  if (scopeFor(ctx.actor, screen.permission) && opensFor(ctx.actor, screen)) return null;
  if (ctx.actor.kind === 'account' && ctx.actor.heldBack) return reply.redirect('/akun/keamanan', 303);
  if (ctx.actor.kind !== 'anonymous') return null;
  const path = ctx.locale === 'en' ? '/en/sign-in' : '/masuk';
  const back = request.method === 'GET' ? request.url : refererPath(request);
  return reply.redirect(`${path}?${new URLSearchParams({ ke: back })}`, 303);
}

function refererPath(request: FastifyRequest): string {
  const url = URL.parse(request.headers.referer ?? '');
  return url?.host === request.headers.host ? `${url?.pathname}${url?.search}` : '/';
}

/** Any failure as a page in the reader's language; what is unexpected is logged and said without detail. */
export async function sendPageError(
  app: App,
  o: PagesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): Promise<FastifyReply> {
  const { failure: f, unexpected } = asFailure(error);
  if (unexpected) app.log.error({ requestId: request.id, err: error }, 'unexpected error');
  else if (f.kind === 'UNAVAILABLE') app.log.warn({ requestId: request.id, err: f.options.cause }, 'unavailable');
  const ctx = await contextForError(app, o, request);
  if (f.kind === 'UNAUTHORIZED' && ctx.actor.kind === 'anonymous') {
    return reply.redirect(`${ctx.locale === 'en' ? '/en/sign-in' : '/masuk'}?${new URLSearchParams({ ke: '/' })}`, 303);
  }
  if (f.options.retryAfter !== undefined) reply.header('retry-after', String(f.options.retryAfter));
  reply.header('cache-control', 'no-store');
  return sendPage(reply, STATUS[f.kind], await errorHtml(o, request, ctx, f));
}

export async function sendNoSuchPage(app: App, o: PagesOptions, request: FastifyRequest, reply: FastifyReply) {
  return sendPageError(app, o, request, reply, failure('NOT_FOUND', 'ui.no_such_page'));
}

async function errorHtml(o: PagesOptions, request: FastifyRequest, ctx: Ctx, f: Failure): Promise<string> {
  const message = translate(ctx.locale, f.reason, f.options.params);
  const area = holds(ctx.actor, 'borrowing:create') ? 'staff' : 'public';
  const { locale } = ctx;
  const status = STATUS[f.kind];
  const catalogue = catalogueIn(o.menu(ctx.actor, 'public'), locale);
  const body = <ErrorPage {...{ locale, status, message, requestId: request.id, catalogue }} />;
  const shown = { title: translate(locale, `ui.error.${status}`), body, status };
  try {
    return await htmlOf(o, { area, path: '/' }, request, ctx, shown, null);
  } catch {
    // The database is away, and with it the library's name.
    const bare = {
      ...o,
      site: async () => ({ name: 'Pustaka', themeVersion: '', logo: null, address: null, hasAccounts: true }),
    };
    return htmlOf(bare, PLAIN, request, ctx, shown, null);
  }
}

async function contextForError(app: App, o: PagesOptions, request: FastifyRequest): Promise<Ctx> {
  const locale = request.url.startsWith('/en/') ? 'en' : null;
  try {
    return await contextOf(app, o, null, request, locale);
  } catch {
    const spoken = locale ?? localeFrom(request.headers['accept-language']);
    return makeCtx(app, { kind: 'anonymous', grants: [] }, { id: request.id }, spoken);
  }
}
