import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import fastJson from 'fast-json-stringify';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Env } from '../kernel/config.ts';
import type { App } from '../kernel/context.ts';
import { failure } from '../kernel/errors.ts';
import { httpConfig } from '../kernel/http/config.ts';
import { localeFrom } from '../kernel/i18n.ts';
import { newId } from '../kernel/ids.ts';
import { asFailure, errorAnswer } from './envelope.ts';
import { lastingHeaders, readyAnswer, sendReady } from './kept.ts';
import { protectionHeaders } from './protection.ts';

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const VERSIONED = /^\/api\/(?!v\d)/;

/** The door: ids, language, origin check, headers, one log line and one measure a request, errors in one shape. */
export async function makeServer(app: App, env: Env): Promise<FastifyInstance> {
  const config = httpConfig(env);
  const server = Fastify({
    trustProxy: config.TRUST_PROXY.length > 0 ? config.TRUST_PROXY : false,
    bodyLimit: config.BODY_LIMIT,
    requestIdHeader: false,
    genReqId: newId,
    routerOptions: { maxParamLength: 200 },
    rewriteUrl: (request) => (request.url ?? '/').replace(VERSIONED, '/api/v1/'),
    exposeHeadRoutes: true,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => sendError(app, request, reply, error),
  });
  // Validation happens once, in the verb; Fastify's schemas serve serialisation and documentation.
  server.setValidatorCompiler(() => () => true);
  // A reply's serialiser is compiled at its first use: all of them together would be a fifth of a start.
  server.setSerializerCompiler(({ schema }) => {
    let serialise: ((data: unknown) => string) | undefined;
    return (data) => {
      serialise ??= fastJson(schema);
      return serialise(data);
    };
  });
  await addRequestHooks(server, app, config.PUBLIC_URL?.startsWith('https:') ?? false);
  await addPlugins(server, config.CORS_ORIGIN);
  server.addHook('onRequest', (request, _reply, done) =>
    done(refusedRequest(request, config.PUBLIC_URL, config.CORS_ORIGIN)),
  );
  addErrorShape(server, app);
  return server;
}

async function addPlugins(server: FastifyInstance, allowed: readonly string[]): Promise<void> {
  await server.register(cookie);
  await server.register(compress, { encodings: ['gzip', 'deflate'], threshold: 1024, globalDecompression: false });
  if (allowed.length > 0) await server.register(cors, { origin: [...allowed], credentials: true });
}

async function addRequestHooks(server: FastifyInstance, app: App, https: boolean): Promise<void> {
  server.decorateRequest('actor', null);
  server.decorateRequest('locale', 'id');
  server.decorateRequest('startedAt', 0);
  server.decorateReply('lastingHeaders', lastingHeaders);
  const protection = await protectionHeaders(https);
  server.addHook('onRequest', (request, reply, done) => {
    request.startedAt = performance.now();
    request.locale = localeFrom(request.headers['accept-language']);
    const goOn = (refusal?: Error): void => {
      reply.headers(protection).header('x-request-id', request.id);
      done(refusal);
    };
    const ready = readyAnswer(request);
    if (ready) sendReady(app, ready, request, reply).catch(goOn);
    else goOn();
  });
  // Nothing in these lines could be a secret, and looking for one would take longer than writing them.
  const lines = app.log.child({}, { redact: [] });
  server.addHook('onResponse', (request, reply, done) => {
    const seconds = (performance.now() - request.startedAt) / 1000;
    const route = request.routeOptions.url ?? 'none';
    const { method, id: requestId } = request;
    app.telemetry.requests.observe({ method, route, status: reply.statusCode }, seconds);
    lines.info({ requestId, method, route, status: reply.statusCode, ms: Math.round(seconds * 1e4) / 10 }, 'request');
    done();
  });
}

function refusedRequest(
  request: FastifyRequest,
  publicUrl: string | undefined,
  allowed: readonly string[],
): Error | undefined {
  const version = request.headers['api-version'];
  if (version !== undefined && version !== 'v1')
    return failure('VALIDATION_ERROR', 'kernel.api_version', { field: 'api-version' });
  if (!UNSAFE.has(request.method)) return undefined;
  const origin = request.headers.origin;
  const site = request.headers['sec-fetch-site'];
  const foreign =
    origin === undefined ? site === 'cross-site' || site === 'same-site' : !isOwnOrigin(request, origin, publicUrl);
  return foreign && !(origin !== undefined && allowed.includes(origin))
    ? failure('FORBIDDEN', 'kernel.bad_origin')
    : undefined;
}

function isOwnOrigin(request: FastifyRequest, origin: string, publicUrl: string | undefined): boolean {
  if (publicUrl && URL.parse(publicUrl)?.origin === origin) return true;
  return URL.parse(origin)?.host === request.headers.host;
}

function sendError(app: App, request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const { failure: f, unexpected } = asFailure(error);
  if (unexpected) app.log.error({ requestId: request.id, err: error }, 'unexpected error');
  else if (f.kind === 'UNAVAILABLE') app.log.warn({ requestId: request.id, err: f.options.cause }, 'unavailable');
  const problem = (request.headers.accept ?? '').includes('application/problem+json');
  const answer = errorAnswer(f, request.locale || localeFrom(request.headers['accept-language']), request.id, problem);
  return reply
    .code(answer.status)
    .headers({ 'cache-control': 'no-store', ...answer.headers })
    .type(answer.type)
    .serializer(JSON.stringify)
    .send(answer.body);
}

function addErrorShape(server: FastifyInstance, app: App): void {
  server.setErrorHandler((error, request, reply) => sendError(app, request, reply, error));
}

type SendPage = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Unknown addresses: a page for people, the API's shape for programs. */
export function addNotFound(server: FastifyInstance, app: App, sendPage: SendPage): void {
  server.setNotFoundHandler((request, reply) =>
    wantsPage(request)
      ? sendPage(request, reply)
      : sendError(app, request, reply, failure('NOT_FOUND', 'kernel.route_not_found')),
  );
}

const wantsPage = (request: FastifyRequest): boolean =>
  (request.headers.accept ?? '').includes('text/html') && !/^\/api(?:\/|$|\?)/.test(request.url);
