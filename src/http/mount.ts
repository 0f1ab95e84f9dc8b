import { Buffer } from 'node:buffer';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../kernel/access.ts';
import type { App, Ctx, RequestInfo } from '../kernel/context.ts';
import { makeCtx } from '../kernel/context.ts';
import { Failure, failure } from '../kernel/errors.ts';
import type { ResolveActor } from '../kernel/http/config.ts';
import type { Cookie, FileReply, Route } from '../kernel/http/route.ts';
import { translate } from '../kernel/i18n.ts';
import type { Limits, RateClass } from '../kernel/limits.ts';
import type { Page } from '../kernel/page.ts';
import { parseInput } from '../kernel/validation.ts';
import { endOf, type KeptAnswer, keptIn, makeReady, NOBODY } from './kept.ts';
import { routeSchema } from './schema.ts';

export const API = '/api/v1';

/** Hangs every route on the server: one handler for all of them. */
export function mountRoutes(
  server: FastifyInstance,
  app: App,
  routes: readonly Route[],
  resolveActor: ResolveActor,
  limits: Limits,
): void {
  const hang = (here: FastifyInstance, route: Route): void => {
    here.route({
      method: route.method,
      url: API + route.path,
      schema: routeSchema(route),
      ...(route.options.file ? { bodyLimit: route.options.file.maxBytes } : {}),
      ...(route.options.cache ? { config: { kept: keptIn(app, rateOf(route), keyOf) } } : {}),
      handler: handlerFor(app, route, resolveActor, limits),
    });
  };
  const streamed = routes.filter((route) => route.options.streamed);
  const whole = routes.filter((route) => !route.options.streamed);
  const types = new Set(whole.flatMap((route) => route.options.file?.types ?? []));
  for (const type of types)
    server.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  for (const route of whole) hang(server, route);
  mountStreamed(server, streamed, hang);
}

/** Large bodies are not gathered: whoever may send one is asked first, then it is read. */
function mountStreamed(
  server: FastifyInstance,
  routes: readonly Route[],
  hang: (here: FastifyInstance, route: Route) => void,
): void {
  if (routes.length === 0) return;
  void server.register(async (here) => {
    here.removeAllContentTypeParsers();
    for (const type of new Set(routes.flatMap((route) => route.options.file?.types ?? [])))
      here.addContentTypeParser(type, (_request, payload, done) => done(null, () => payload));
    for (const route of routes) hang(here, route);
  });
}

function handlerFor(app: App, route: Route, resolveActor: ResolveActor, limits: Limits) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const cacheKey = route.options.cache ? keyOf(request) : null;
    if (cacheKey) {
      await limits.check(rateOf(route), NOBODY, request.ip, reply);
      return sendKept(app, route, request, reply, cacheKey, resolveActor);
    }
    const ctx = contextOf(app, route, request, await whoCalls(request, reply, resolveActor, limits));
    await limits.check(rateOf(route), ctx.actor, request.ip, reply);
    return sendReply(route, request, reply, ctx, await route.operation(ctx, inputOf(route, request)));
  };
}

const rateOf = (route: Route): RateClass => route.options.rate ?? 'API';

/** Whoever guesses at tokens is counted where he sits; whoever shows a good one is counted as himself. */
async function whoCalls(request: FastifyRequest, reply: FastifyReply, resolveActor: ResolveActor, limits: Limits) {
  try {
    return await resolveActor(request);
  } catch (error) {
    if (error instanceof Failure && error.kind === 'UNAUTHORIZED') await limits.check('API', NOBODY, request.ip, reply);
    throw error;
  }
}

function contextOf(app: App, route: Route, request: FastifyRequest, actor: Actor): Ctx {
  request.actor = actor;
  if (actor.kind === 'account' && !request.headers['accept-language']) request.locale = actor.locale;
  return makeCtx(app, actor, requestInfo(route, request), request.locale);
}

function requestInfo(route: Route, request: FastifyRequest): Partial<RequestInfo> {
  const key = route.options.idempotent ? request.headers['idempotency-key'] : undefined;
  if (Array.isArray(key) || (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key))) {
    throw failure('VALIDATION_ERROR', 'kernel.key_invalid', { field: 'Idempotency-Key' });
  }
  const correlation = request.headers['x-correlation-id'];
  return {
    id: request.id,
    correlationId: typeof correlation === 'string' && /^[\w.-]{1,100}$/.test(correlation) ? correlation : request.id,
    ip: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, 300).toWellFormed() ?? null,
    idempotencyKey: key,
    ifMatch: route.method === 'GET' ? undefined : versionIn(request.headers['if-match']),
  };
}

/** A tag that is none of ours matches nothing; to take it for no tag at all would overwrite what somebody else wrote. */
function versionIn(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const match = /^(?:W\/)?"v?(\d{1,9})"$/.exec(ifMatch.trim());
  if (!match) throw failure('PRECONDITION_FAILED', 'kernel.changed_meanwhile', { field: 'If-Match' });
  return Number(match[1]);
}

/** One object: query, then body, then path; the path wins, so a body cannot name another record. */
function inputOf(route: Route, request: FastifyRequest): Record<string, unknown> {
  const { query, body, params } = request as { query: object; body: unknown; params: object };
  if (Buffer.isBuffer(body) || typeof body === 'function') return { ...query, file: body, ...params };
  if (body !== undefined && body !== null && (typeof body !== 'object' || Array.isArray(body))) {
    throw failure('VALIDATION_ERROR', 'kernel.bad_body', { field: 'body' });
  }
  if (route.method === 'GET') return { ...query, ...params };
  return route.method === 'DELETE' ? { ...query, ...body, ...params } : { ...body, ...params };
}

const isAnonymous = (request: FastifyRequest): boolean =>
  request.headers.authorization === undefined &&
  request.headers.cookie === undefined &&
  request.headers['x-api-key'] === undefined;

const keyOf = (request: FastifyRequest): string | null =>
  isAnonymous(request) && request.url.length < 500 ? `${request.locale}:${request.url}` : null;

async function sendKept(
  app: App,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  key: string,
  resolveActor: ResolveActor,
): Promise<FastifyReply> {
  const cache = app.drivers.cache;
  let kept = cache.get(key) as KeptAnswer | undefined;
  app.telemetry.cacheReads.inc({ result: kept ? 'hit' : 'miss' });
  if (!kept) {
    // Parsed first: the tags are of the record, however its id was written.
    const input = parseInput(route.operation.input, inputOf(route, request), request.locale);
    const tags = route.options.cache?.tags(input as never) ?? [];
    const load = () => answer(app, route, request, reply, resolveActor, input);
    kept = await cache.fill(key, { ttlSeconds: route.options.cache?.ttlSeconds ?? 30, tags, shared: true }, load);
  }
  const vary = [reply.getHeader('vary'), 'Accept-Language, Accept-Encoding, Authorization, Cookie, X-API-Key'].filter(
    Boolean,
  );
  reply.header('cache-control', 'public, max-age=0, s-maxage=30').header('vary', vary.join(', '));
  if (kept.etag) reply.header('etag', kept.etag);
  reply.type('application/json; charset=utf-8').serializer(String);
  makeReady(kept, request, reply);
  return reply.send(kept.head + endOf(request));
}

async function answer(
  app: App,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  resolveActor: ResolveActor,
  input: unknown,
): Promise<KeptAnswer> {
  const ctx = contextOf(app, route, request, await resolveActor(request));
  const data = await route.operation(ctx, input);
  const text = reply.serializeInput(envelopeOf(route, ctx, data), String(route.options.status ?? 200)) as string;
  // The serialiser puts optional parts (meta) behind the request id.
  const head = text.replace(`,"requestId":"${ctx.request.id}"`, '').slice(0, -1);
  return { head, etag: etagOf(data) };
}

function envelopeOf(route: Route, ctx: Ctx, data: unknown): Record<string, unknown> {
  const message = route.options.message ? { message: translate(ctx.locale, route.options.message) } : {};
  if (route.shape === 'list') {
    const page = data as Page<unknown>;
    return { success: true, data: page.items, ...message, meta: page.meta, requestId: ctx.request.id };
  }
  return { success: true, data, ...message, requestId: ctx.request.id };
}

/** Version of an editable record; lending does not change it. */
function etagOf(data: unknown): string | null {
  const version = typeof data === 'object' && data !== null && 'version' in data ? data.version : null;
  return typeof version === 'number' ? `"v${version}"` : null;
}

function sendReply(route: Route, request: FastifyRequest, reply: FastifyReply, ctx: Ctx, data: unknown): FastifyReply {
  reply.header('cache-control', 'private, no-store');
  if (route.shape === 'file') return sendFile(reply, data as FileReply);
  const etag = etagOf(data);
  if (etag) reply.header('etag', etag);
  if (route.shape === 'list') addLinks(request, reply, data as Page<unknown>);
  const cookie = route.options.cookie?.(ctx, data as never);
  if (cookie) sendCookie(reply, cookie);
  return reply.code(route.options.status ?? 200).send(envelopeOf(route, ctx, data));
}

export function sendCookie(reply: FastifyReply, { name, value, secure, maxAgeSeconds: maxAge }: Cookie): void {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure, ...(maxAge ? { maxAge } : {}) } as const;
  if (value === null) reply.clearCookie(name, options);
  else reply.setCookie(name, value, options);
}

export function sendFile(reply: FastifyReply, file: FileReply): FastifyReply {
  const name = file.name.replace(/[^\w. -]/g, '_');
  const how = file.inline ? 'inline' : 'attachment';
  if (file.keptSeconds) reply.header('cache-control', `public, max-age=${file.keptSeconds}`);
  reply.header('content-disposition', `${how}; filename="${name}"; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  return reply
    .type(file.type)
    .serializer((body: string) => body)
    .send(file.body);
}

function addLinks(request: FastifyRequest, reply: FastifyReply, page: Page<unknown>): void {
  const url = new URL(request.url, 'http://library');
  const links: string[] = [];
  const add = (rel: string, change: (query: URLSearchParams) => void): void => {
    const query = new URLSearchParams(url.search);
    change(query);
    links.push(`<${url.pathname}?${query}>; rel="${rel}"`);
  };
  const { nextCursor, page: number } = page.meta;
  if (nextCursor) {
    add('next', (query) => {
      query.delete('page');
      query.set('cursor', nextCursor);
    });
  }
  if (number && number > 1) add('prev', (query) => query.set('page', String(number - 1)));
  if (links.length > 0) reply.header('link', links.join(', '));
}
