import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../kernel/access.ts';
import type { App } from '../kernel/context.ts';
import type { RateClass } from '../kernel/limits.ts';
import { acceptsGzip, type PackedHead, packedWith, packHead } from '../lib/packed-head.ts';

/** On a route whose answers are kept for anonymous readers. */
export interface Kept {
  readonly rate: RateClass;
  /** Null where the reader is somebody. */
  keyOf(request: FastifyRequest): string | null;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    kept?: Kept;
  }
}

export interface KeptAnswer {
  /** The envelope up to its request id, which differs for each reader. */
  head: string;
  etag: string | null;
}

/** A kept answer with everything that is the same for its readers. */
interface Ready {
  readonly head: string;
  readonly bytes: number;
  readonly headers: readonly string[];
  packed?: PackedHead;
}

export const NOBODY: Actor = { kind: 'anonymous', grants: [] };
const PACKED_FROM = 1024;
const ready = new WeakMap<KeptAnswer, Ready>();

export const endOf = (request: FastifyRequest): string => `,"requestId":"${request.id}"}`;

/** What was said beside this answer is said to the next reader, too, but for what is his alone. */
export function makeReady(answer: KeptAnswer, request: FastifyRequest, reply: FastifyReply): void {
  if (ready.has(answer) || request.headers.origin !== undefined) return;
  const same = Object.entries(reply.getHeaders()).filter(([name]) => !/^(x-request-id|ratelimit.*)$/.test(name));
  const headers = same.flatMap(([name, value]) => [name, String(value)]);
  ready.set(answer, { head: answer.head, bytes: Buffer.byteLength(answer.head), headers });
}

/** The answer, when it is at hand with its headers and the reader asks for nothing special. */
export function readyAnswer(app: App, request: FastifyRequest): Ready | undefined {
  const { kept } = request.routeOptions.config;
  const { origin, 'api-version': version } = request.headers;
  if (!kept || request.method !== 'GET' || origin !== undefined || version !== undefined) return undefined;
  const key = kept.keyOf(request);
  const answer = key === null ? undefined : (app.drivers.cache.get(key) as KeptAnswer | undefined);
  return answer && ready.get(answer);
}

/** Before anything else looks at the request: half of what the whole way takes, counted, measured and logged like it. */
export async function sendReady(app: App, answer: Ready, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await app.limits.check(request.routeOptions.config.kept?.rate ?? 'API', NOBODY, request.ip, reply);
  app.telemetry.cacheReads.inc({ result: 'hit' });
  const end = endOf(request);
  const headers = [...answer.headers, 'x-request-id', request.id];
  for (const [name, value] of Object.entries(reply.getHeaders())) headers.push(name, String(value));
  reply.hijack();
  if (wantsPacked(answer, request)) {
    answer.packed ??= packHead(answer.head);
    const body = packedWith(answer.packed, end);
    headers.push('content-encoding', 'gzip', 'content-length', String(body.length));
    reply.raw.writeHead(200, headers).end(body);
  } else {
    headers.push('content-length', String(answer.bytes + end.length));
    reply.raw.writeHead(200, headers).end(answer.head + end);
  }
}

const wantsPacked = (answer: Ready, { headers }: FastifyRequest): boolean =>
  answer.bytes >= PACKED_FROM && acceptsGzip(headers['accept-encoding']);
