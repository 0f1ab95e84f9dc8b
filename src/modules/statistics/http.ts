import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../kernel/context.ts';
import type { ResolveActor } from '../../kernel/http/config.ts';
import { translate } from '../../kernel/i18n.ts';
import { type Answer, todayLine } from './answers.ts';
import { ENDPOINTS, type Endpoint } from './endpoints.ts';
import { ANONYMOUS, isAnonymous, readerFor } from './reader.ts';
import { aggregateSchema, streamSchema, todaySchema } from './schema.ts';
import { type Statistics, statisticsOf } from './service.ts';
import { openStream } from './stream/open.ts';

const API = '/api/v1';
const RETRY_SECONDS = 5;

/** Source 2 §6: without envelope, the bytes ready-made. What was frozen is in memory before the first caller comes. */
export function mountStatistics(server: FastifyInstance, app: App, resolveActor: ResolveActor): void {
  const statistics = statisticsOf(app);
  server.addHook('onReady', async () => {
    await statistics.refresher
      .load()
      .catch((err: unknown) => app.log.warn({ err }, 'statistics: figures not loaded yet'));
  });
  server.addHook('preClose', async () => statistics.hub.close());
  for (const endpoint of ENDPOINTS)
    server.get(
      `${API}${endpoint.path}`,
      { schema: aggregateSchema(endpoint), compress: false, config: { kept: keptFor(statistics, endpoint) } },
      async (request, reply) => {
        const whole = endpoint.hasPeople && !isAnonymous(request);
        const actor = whole ? await resolveActor(request) : ANONYMOUS;
        await app.limits.check('API', actor, request.ip, reply);
        const answer = statistics.answers(endpoint, readerFor(actor));
        statistics.meters.read(answer ? 'hit' : 'warming');
        return answer ? send(request, reply, answer, !whole) : warming(statistics, endpoint, request, reply);
      },
    );
  server.get(`${API}/visitors/today`, { schema: todaySchema }, async (request, reply) => {
    await app.limits.check('API', ANONYMOUS, request.ip, reply);
    return reply.header('cache-control', 'no-store').send(await today(statistics));
  });
  server.get(
    `${API}/visitors/today/stream`,
    { schema: streamSchema, exposeHeadRoute: false, compress: false },
    async (request, reply) => openStream(statistics, request, reply),
  );
}

/** What everybody is told, from memory; whoever signs in or knows an answer already goes the whole way. */
const keptFor = ({ answers, meters }: Statistics, endpoint: Endpoint) => ({
  rate: 'API' as const,
  ready: (request: FastifyRequest) =>
    isAnonymous(request) && request.headers['if-none-match'] === undefined
      ? answers(endpoint, 'public')?.ready
      : undefined,
  sent: () => meters.read('hit'),
});

async function today({ today, meters }: Statistics) {
  try {
    const { total, source, at } = await today.ask();
    meters.read(source === 'cache' ? 'hit' : source === 'db' ? 'fallback' : 'stale');
    return source === 'stale' ? { total, source, generated_at: at.toISOString() } : { total, source };
  } catch (error) {
    meters.read('failed');
    throw error;
  }
}

function send(request: FastifyRequest, reply: FastifyReply, answer: Answer, isPublic: boolean): FastifyReply {
  const before = reply.getHeader('vary');
  reply.headers(isPublic ? answer.forAll : answer.forOne);
  if (before) reply.header('vary', `${before}, ${answer.forAll.vary}`);
  if (request.headers['if-none-match'] === answer.forAll.etag)
    return reply.removeHeader('content-type').code(304).send();
  if (isPublic && request.headers.origin === undefined) keepReady(answer, reply);
  const zipped = answer.gzip && (request.headers['accept-encoding'] ?? '').includes('gzip') ? answer.gzip : null;
  return zipped ? reply.header('content-encoding', 'gzip').send(zipped) : reply.send(answer.plain);
}

function keepReady(answer: Answer, reply: FastifyReply): void {
  const { plain, gzip } = answer;
  answer.ready ??= { headers: reply.lastingHeaders(), plain: () => plain, packed: gzip && (() => gzip) };
}

/** Never counted for the caller: that would be a stampede at a cold start. Today is told where the answer has it. */
function warming(
  { today }: Statistics,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const body = {
    status: 'warming',
    message: translate(request.locale, `statistics.warming.${endpoint.part}`),
    retry_after_seconds: RETRY_SECONDS,
    ...(endpoint.hasToday ? { today: todayLine(today) } : {}),
  };
  return reply.code(202).headers({ 'cache-control': 'no-store', 'retry-after': RETRY_SECONDS }).send(body);
}
