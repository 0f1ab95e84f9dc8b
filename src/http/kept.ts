import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../kernel/access.ts';
import type { App } from '../kernel/context.ts';
import type { RateClass } from '../kernel/limits.ts';
import { acceptsGzip, type PackedHead, packedWith, packHead } from '../lib/packed-head.ts';

/** On a route whose answers are kept for anonymous readers. */
export interface Kept {
  readonly rate: RateClass;
  /** What is at hand for this reader; without it the request goes the whole way. */
  ready(request: FastifyRequest): Ready | undefined;
  /** Counts one that was sent. */
  sent(): void;
}

/** An answer with everything that is the same for its readers. */
export interface Ready {
  /** Names and values in turn. */
  readonly headers: readonly string[];
  plain(request: FastifyRequest): string;
  /** As gzip, where that is worth it. */
  packed: ((request: FastifyRequest) => Buffer) | null;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    kept?: Kept;
  }
  interface FastifyReply {
    /** What was said so far that is said to the next reader, too, but for what is his alone: names and values in turn. */
    lastingHeaders(): string[];
  }
}

export interface KeptAnswer {
  /** The envelope up to its request id, which differs for each reader. */
  head: string;
  etag: string | null;
}

export const NOBODY: Actor = { kind: 'anonymous', grants: [] };
const PACKED_FROM = 1024;
const ready = new WeakMap<KeptAnswer, Ready>();

export const endOf = (request: FastifyRequest): string => `,"requestId":"${request.id}"}`;

export function lastingHeaders(this: FastifyReply): string[] {
  const same = Object.entries(this.getHeaders()).filter(([name]) => !/^(x-request-id|ratelimit.*)$/.test(name));
  return same.flatMap(([name, value]) => [name, String(value)]);
}

/** From the first of its readers on, an answer is at hand for the next. */
export function makeReady(answer: KeptAnswer, request: FastifyRequest, reply: FastifyReply): void {
  if (ready.has(answer) || request.headers.origin !== undefined) return;
  let head: PackedHead | undefined;
  const packed = (request: FastifyRequest): Buffer => {
    head ??= packHead(answer.head);
    return packedWith(head, endOf(request));
  };
  ready.set(answer, {
    headers: reply.lastingHeaders(),
    plain: (request) => answer.head + endOf(request),
    packed: Buffer.byteLength(answer.head) >= PACKED_FROM ? packed : null,
  });
}

/** Answers of the cache, by the key of their request; null where the reader is somebody. */
export const keptIn = (app: App, rate: RateClass, keyOf: (request: FastifyRequest) => string | null): Kept => ({
  rate,
  ready(request) {
    const key = keyOf(request);
    const answer = key === null ? undefined : (app.drivers.cache.get(key) as KeptAnswer | undefined);
    return answer && ready.get(answer);
  },
  sent: () => app.telemetry.cacheReads.inc({ result: 'hit' }),
});

/** The way to an answer at hand, where the reader asks for nothing special. */
export function readyAnswer(request: FastifyRequest): { kept: Kept; answer: Ready } | undefined {
  const { kept } = request.routeOptions.config;
  const { origin, 'api-version': version } = request.headers;
  if (!kept || request.method !== 'GET' || origin !== undefined || version !== undefined) return undefined;
  const answer = kept.ready(request);
  return answer && { kept, answer };
}

/** Before anything else looks at the request: half of what the whole way takes, counted, measured and logged like it. */
export async function sendReady(
  app: App,
  { kept, answer }: { kept: Kept; answer: Ready },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  await app.limits.check(kept.rate, NOBODY, request.ip, reply);
  kept.sent();
  const headers = [...answer.headers, 'x-request-id', request.id];
  for (const [name, value] of Object.entries(reply.getHeaders())) headers.push(name, String(value));
  reply.hijack();
  if (answer.packed && acceptsGzip(request.headers['accept-encoding'])) {
    const body = answer.packed(request);
    headers.push('content-encoding', 'gzip', 'content-length', String(body.length));
    reply.raw.writeHead(200, headers).end(body);
  } else {
    const body = answer.plain(request);
    headers.push('content-length', String(Buffer.byteLength(body)));
    reply.raw.writeHead(200, headers).end(body);
  }
}
