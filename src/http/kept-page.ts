import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptsGzip } from '../lib/packed-head.ts';

export interface KeptPage {
  readonly html: string;
  readonly etag: string;
}

export const keepPage = (html: string): KeptPage => ({ html, etag: `"${hash('sha1', html, 'base64url')}"` });

const PACKED_FROM = 1024;

/** A page as its readers get it, made once for all of them: whoever waits for it again waits for its sending alone. */
interface Bytes {
  plain?: Buffer;
  packed?: Buffer;
}
const bytes = new WeakMap<KeptPage, Bytes>();

function bytesOf(page: KeptPage): Bytes {
  const known = bytes.get(page) ?? {};
  bytes.set(page, known);
  return known;
}

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'public, max-age=0, s-maxage=30',
  vary: 'Accept-Language, Cookie, Accept-Encoding',
};

/** The browser asks whether its own still holds; else it is sent as small as it can be read. */
export function sendKeptPage(page: KeptPage, { headers }: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.headers(HEADERS).header('etag', page.etag);
  if (headers['if-none-match'] === page.etag) return reply.code(304).send();
  const ready = bytesOf(page);
  if (page.html.length < PACKED_FROM || !acceptsGzip(headers['accept-encoding'])) {
    ready.plain ??= Buffer.from(page.html);
    return reply.send(ready.plain);
  }
  ready.packed ??= gzipSync(page.html);
  return reply.header('content-encoding', 'gzip').send(ready.packed);
}
