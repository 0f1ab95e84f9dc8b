import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { as, defineConfig } from '../kernel/config.ts';
import type { App } from '../kernel/context.ts';
import { failure } from '../kernel/errors.ts';
import type { ResolveActor } from '../kernel/http/config.ts';
import { messages } from '../kernel/i18n.ts';
import type { HealthPart } from '../kernel/module.ts';
import { isLoopback, isPrivate } from '../lib/near-address.ts';

const DATABASE_PATIENCE_MS = 2_000;

const metricsConfig = defineConfig({
  METRICS_TOKEN: {
    value: as.optional,
    doc: 'Bearer token that /metrics asks for, from wherever; without one only this machine and private networks may read them',
    secret: true,
  },
});

messages({
  'http.metrics_near': {
    id: 'Metrik hanya untuk mesin ini dan jaringan pribadinya; atur METRICS_TOKEN untuk membacanya dari tempat lain',
    en: 'The metrics are for this machine and its private networks; set METRICS_TOKEN to read them from elsewhere',
  },
});

async function databaseAnswers(app: App): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(resolve, DATABASE_PATIENCE_MS, false).unref());
  return Promise.race([
    app.pool.query('select 1').then(
      () => true,
      () => false,
    ),
    late,
  ]);
}

/** /health (alive), /health/ready (has its database), /api/health (S1 §9.2), /metrics. No envelope. */
export function mountHealth(
  server: FastifyInstance,
  app: App,
  parts: readonly HealthPart[],
  resolveActor: ResolveActor,
): void {
  server.get('/health', async () => ({ status: 'ok' }));
  server.get('/health/ready', async (_request, reply) => {
    const ready = await databaseAnswers(app);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
  server.get('/api/v1/health', async (request, reply) => {
    const { more, ...body } = await healthBody(app, parts);
    const all = comesFrom(request, isLoopback) || (await isSuperAdmin(request, resolveActor));
    return reply
      .code(body.status === 'healthy' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(all ? { ...body, ...more } : body);
  });
  server.get('/metrics', async (request, reply) => {
    requireReader(app, request);
    return reply
      .type(app.telemetry.registry.contentType)
      .header('cache-control', 'no-store')
      .send(await app.telemetry.registry.metrics());
  });
}

/** Behind a proxy everybody comes from its address: then the one it tells must be near too, and be believed. */
function comesFrom(request: FastifyRequest, near: (ip: string) => boolean): boolean {
  const peer = request.socket.remoteAddress ?? '';
  const forwarded = request.headers['x-forwarded-for'] ?? request.headers.forwarded;
  return near(peer) && near(request.ip) && (forwarded === undefined || request.ip !== peer);
}

function requireReader(app: App, request: FastifyRequest): void {
  const { METRICS_TOKEN } = metricsConfig(app.env);
  if (!METRICS_TOKEN) {
    if (!comesFrom(request, isPrivate)) throw failure('FORBIDDEN', 'http.metrics_near');
    return;
  }
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const given = digest(request.headers.authorization ?? '');
  if (!timingSafeEqual(given, digest(`Bearer ${METRICS_TOKEN}`))) throw failure('UNAUTHORIZED', 'kernel.sign_in');
}

async function isSuperAdmin(request: FastifyRequest, resolveActor: ResolveActor): Promise<boolean> {
  try {
    const actor = await resolveActor(request);
    return actor.grants.some(({ role, scope }) => role === 'SUPER_ADMIN' && scope === 'all');
  } catch {
    return false;
  }
}

async function healthBody(app: App, parts: readonly HealthPart[]) {
  const database = await databaseAnswers(app);
  const services: Record<string, string> = { database: database ? 'healthy' : 'unhealthy' };
  const details: Record<string, unknown> = {};
  for (const part of database ? parts : []) {
    const { ok, ...rest } = await part.check(app).catch(() => ({ ok: false }));
    services[part.name] = ok ? 'healthy' : 'unhealthy';
    if (Object.keys(rest).length > 0) details[part.name] = rest;
  }
  const healthy = Object.values(services).every((state) => state === 'healthy');
  const clock = app.clock.offsetMs === 0 ? {} : { clockOffsetMs: app.clock.offsetMs };
  return {
    status: healthy ? 'healthy' : 'degraded',
    timestamp: app.clock.now().toISOString(),
    uptime: process.uptime(),
    services,
    /** Beyond what S1 §9.2 tells everybody. */
    more: { ...clock, ...(Object.keys(details).length > 0 ? { details } : {}) },
  };
}
