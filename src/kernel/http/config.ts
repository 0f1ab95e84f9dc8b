import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../access.ts';
import { as, defineConfig } from '../config.ts';
import type { Locale } from '../i18n.ts';

export const httpConfig = defineConfig({
  HOST: { value: as.text(), default: '127.0.0.1', doc: 'Address to listen on; 0.0.0.0 for the whole network' },
  PORT: { value: as.int(0, 65535), default: '3000', doc: 'Port to listen on; 0 picks a free one' },
  PUBLIC_URL: { value: as.url, doc: 'Address people use, when it differs from HOST and PORT (behind a proxy)' },
  TRUST_PROXY: { value: as.list, default: '', doc: 'Addresses of proxies whose forwarding headers count, by comma' },
  CORS_ORIGIN: { value: as.list, default: '', doc: 'Origins of other sites that may call the API, by comma' },
  BODY_LIMIT: { value: as.int(1024, 100_000_000), default: '1048576', doc: 'Largest JSON body in bytes' },
  LOG_LEVEL: {
    value: z.string().pipe(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
    default: 'info',
    doc: 'What is logged: trace, debug, info, warn, error, fatal, silent',
  },
});

declare module 'fastify' {
  interface FastifyRequest {
    locale: Locale;
    actor: Actor | null;
    startedAt: number;
  }
}

export type ResolveActor = (request: FastifyRequest) => Promise<Actor> | Actor;
