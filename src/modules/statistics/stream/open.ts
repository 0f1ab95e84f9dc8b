import type { FastifyReply, FastifyRequest } from 'fastify';
import { failure } from '../../../kernel/errors.ts';
import type { Statistics } from '../service.ts';
import type { AskedToday } from '../today/today.ts';

const RETRY_SECONDS = 10;

/** Opens a stream; when today cannot be counted yet it is open all the same, and `init` comes with the first count. */
export async function openStream(s: Statistics, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (!s.config.ENABLE_SSE_TODAY) throw failure('NOT_FOUND', 'statistics.stream_off');
  const leave = s.door.enter(request.ip);
  if (!leave) throw failure('RATE_LIMITED', 'statistics.too_many_streams', { retryAfter: RETRY_SECONDS });
  reply.raw.once('close', leave);
  const known = await s.today.ask().catch((): AskedToday | null => null);
  if (s.hub.closed) throw failure('UNAVAILABLE', 'statistics.stopping', { retryAfter: RETRY_SECONDS });
  if (reply.raw.destroyed) return reply.hijack();
  const headers = headersOf(reply);
  const response = reply.hijack().raw;
  // To the end of the connection, without chunks: one write for an event instead of three.
  response.shouldKeepAlive = false;
  response.removeHeader('transfer-encoding');
  response.writeHead(200, headers);
  s.hub.join(response, known, lastIdOf(request));
  return reply;
}

const KEPT = /^(access-control-|x-request-id$|x-content-type-options$|vary$)/;

/** Only what means something to a stream: each of thousands keeps its own. */
function headersOf(reply: FastifyReply): Record<string, string> {
  const said = Object.entries(reply.getHeaders()).filter(([name]) => KEPT.test(name));
  return {
    ...Object.fromEntries(said.map(([name, value]) => [name, String(value)])),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  };
}

function lastIdOf({ headers, query }: FastifyRequest): number | null {
  const asked = headers['last-event-id'] ?? (query as Record<string, unknown>).lastEventId;
  return typeof asked === 'string' && /^\d{1,15}$/.test(asked) ? Number(asked) : null;
}
