import type { FastifyInstance } from 'fastify';
import type { App } from '../kernel/context.ts';
import type { HealthPart } from '../kernel/module.ts';

const DATABASE_PATIENCE_MS = 2_000;

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
export function mountHealth(server: FastifyInstance, app: App, parts: readonly HealthPart[]): void {
  server.get('/health', async () => ({ status: 'ok' }));
  server.get('/health/ready', async (_request, reply) => {
    const ready = await databaseAnswers(app);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
  server.get('/api/v1/health', async (_request, reply) => {
    const body = await healthBody(app, parts);
    return reply
      .code(body.status === 'healthy' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(body);
  });
  server.get('/metrics', async (_request, reply) =>
    reply
      .type(app.telemetry.registry.contentType)
      .header('cache-control', 'no-store')
      .send(await app.telemetry.registry.metrics()),
  );
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
    ...clock,
    ...(Object.keys(details).length > 0 ? { details } : {}),
  };
}
