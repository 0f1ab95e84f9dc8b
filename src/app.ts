import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { cacheFrom, watchCache } from './drivers/cache/index.ts';
import { folderFiles } from './drivers/files/folder.ts';
import { makeJobs } from './drivers/jobs/pg-boss.ts';
import { mailFrom } from './drivers/mail/index.ts';
import type { PostgresServer } from './drivers/postgres/index.ts';
import { kyselyCache, kyselyOn } from './drivers/postgres/kysely.ts';
import { createClient, createPool } from './drivers/postgres/pool.ts';
import { mountHealth } from './http/health.ts';
import { mountRoutes } from './http/mount.ts';
import { sendNoSuchPage } from './http/page-errors.tsx';
import { mountPages, opensFor, type PagesOptions } from './http/pages.ts';
import { makeLimits } from './http/rate.ts';
import { addNotFound, makeServer } from './http/server.ts';
import { type Actor, holds, SIGNED_IN } from './kernel/access.ts';
import { type Clock, systemClock } from './kernel/clock.ts';
import type { Env } from './kernel/config.ts';
import type { App, Ctx, Drivers } from './kernel/context.ts';
import { httpConfig, type ResolveActor } from './kernel/http/config.ts';
import type { Module } from './kernel/module.ts';
import './kernel/messages.ts';
import { dashboardScreens } from './dashboard-screens.ts';
import { withStory } from './drivers/jobs/scheduler.ts';
import { makeLogger } from './drivers/log/pino.ts';
import { makePings } from './drivers/pings/notify.ts';
import { makeTelemetry } from './drivers/telemetry/prometheus.ts';
import { mountDocs } from './http/openapi.ts';
import { startReactions } from './kernel/reactions.ts';
import { identity, makeResolveActor } from './modules/identity/index.ts';
import { readSettings } from './modules/settings/index.ts';
import { mountStatistics, startStatistics } from './modules/statistics/index.ts';
import { modules } from './modules.ts';
import { isDevelopment } from './ui/document.tsx';
import type { Site } from './ui/frame.ts';
import { developmentScreens } from './ui/gallery/gallery.tsx';
import './ui/messages.ts';
import { VERSION } from './lib/version.ts';

export interface AppOptions {
  postgres: PostgresServer;
  env: Env;
  dataRoot: string;
  clock?: Clock;
  log?: Logger;
  drivers?: Partial<Drivers>;
  poolSize?: number;
}

/** Composition root: database, drivers and kernel parts become one context. No I/O yet. */
export function makeApp(o: AppOptions): App {
  const pool = createPool(o.postgres.app, { max: o.poolSize ?? 10 });
  const log = o.log ?? makeLogger('info');
  const telemetry = makeTelemetry();
  const cache = o.drivers?.cache ?? cacheFrom(o.env, log);
  return {
    pool,
    db: kyselyOn(pool),
    kyselyOn: kyselyCache(),
    clock: o.clock ?? systemClock(),
    log,
    telemetry,
    env: o.env,
    dataRoot: o.dataRoot,
    limits: makeLimits(o.env),
    pings: makePings(pool, cache, log),
    jobs: makeJobs(o.postgres.owner, o.postgres.app.user),
    drivers: {
      mail: mailFrom(o.env, o.dataRoot),
      files: folderFiles(join(o.dataRoot, 'files')),
      ...o.drivers,
      cache,
    },
  };
}

/** The web part: every module's routes behind the one door. Where accounts are none of them, everybody is a stranger. */
export async function makeWeb(app: App, shown: readonly Module[] = modules): Promise<FastifyInstance> {
  const server = await makeServer(app, app.env);
  const resolveActor = shown.includes(identity) ? makeResolveActor(app) : () => STRANGER;
  await mountDocs(server, VERSION);
  const parts = [...shown.flatMap((module) => module.health ?? []), ...watchCache(app)];
  mountHealth(server, app, parts, resolveActor);
  const routes = shown.flatMap((module) => module.routes ?? []);
  mountRoutes(server, app, routes, resolveActor, app.limits);
  mountStatistics(server, app, resolveActor);
  const pages = pagesOf(app, shown, resolveActor);
  mountPages(server, app, pages);
  addNotFound(server, app, (request, reply) => sendNoSuchPage(app, pages, request, reply));
  for (const module of shown) module.metrics?.(app);
  return server;
}

const STRANGER: Actor = { kind: 'anonymous', grants: [] };

function pagesOf(app: App, shown: readonly Module[], resolveActor: ResolveActor): PagesOptions {
  const entries = shown.flatMap((module) => module.menu ?? []);
  const hasAccounts = shown.includes(identity);
  return {
    screens: [
      ...shown.flatMap((module) => module.pages ?? []),
      ...(hasAccounts ? [] : dashboardScreens),
      ...(isDevelopment ? developmentScreens : []),
    ],
    menu: (actor, area) => {
      const inside = area === 'desk' ? 'staff' : area;
      // Loans and fines of one's own are there for those who have a card.
      const hasNoCard = area === 'member' && (actor.kind !== 'account' || actor.memberId === null);
      const here = entries.filter(
        (entry) => entry.area === inside && holds(actor, entry.permission) && opensFor(actor, entry),
      );
      return hasNoCard ? here.filter((entry) => entry.permission === SIGNED_IN) : here;
    },
    resolveActor,
    limits: app.limits,
    site: async (ctx) => ({ ...(await siteOf(ctx)), hasAccounts }),
    publicUrl: httpConfig(app.env).PUBLIC_URL,
  };
}

async function siteOf(ctx: Ctx): Promise<Omit<Site, 'hasAccounts'>> {
  const { libraryName, logo, address, accent } = await readSettings(ctx);
  return { name: libraryName, logo, address, themeVersion: accent.slice(1) };
}

/** The worker part: jobs, schedules, reactions and the count of today. Returns how to stop it. */
export async function startWorker(
  app: App,
  postgres: PostgresServer,
  working: readonly Module[] = modules,
): Promise<() => Promise<void>> {
  const own = async () => {
    const client = createClient(postgres.app, { statementTimeoutMs: 0 });
    client.on('error', (error) => app.log.warn({ err: error }, 'leader connection'));
    await client.connect();
    return client;
  };
  const connect = async () => {
    const leader = await own();
    await app.pings.listen(leader);
    return leader;
  };
  const stopStatistics = startStatistics(app, own);
  const jobs = working.flatMap((module) => module.jobs ?? []);
  const schedules = working.flatMap((module) => module.schedules ?? []).map(withStory);
  await app.jobs.start(app, jobs, schedules);
  const stopReactions = await startReactions(
    app,
    working.flatMap((module) => module.reactions ?? []),
    connect,
  );
  return async () => {
    await stopStatistics();
    await stopReactions();
    await app.jobs.stop();
  };
}
