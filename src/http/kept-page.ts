import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptsGzip } from '../lib/packed-head.ts';

export interface KeptPage {
  readonly html: string;
  readonly etag: string;
}

export const keepPage = (html: string): KeptPage => ({
  html,
  etag: `"${createHash('sha1').update(html).digest('base64url')}"`,
});

const PACKED_FROM = 1024;
/** Packed once for all who read it; it goes with the page. */
const packed = new WeakMap<KeptPage, Buffer>();

function packedOf(page: KeptPage): Buffer {
  const known = packed.get(page);
  if (known) return known;
  const made = gzipSync(page.html);
  packed.set(page, made);
  return made;
}

/** The browser asks whether its own still holds; else it is sent as small as it can be read. */
export function sendKeptPage(page: KeptPage, { headers }: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.headers({
    'cache-control': 'public, max-age=0, s-maxage=30',
    vary: 'Accept-Language, Cookie, Accept-Encoding',
    etag: page.etag,
  });
  if (headers['if-none-match'] === page.etag) return reply.code(304).send();
  reply.code(200).type('text/html; charset=utf-8');
  if (page.html.length < PACKED_FROM || !acceptsGzip(headers['accept-encoding'])) return reply.send(page.html);
  return reply.header('content-encoding', 'gzip').send(packedOf(page));
}
