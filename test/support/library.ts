import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import { makeApp, makeWeb, startWorker } from '../../src/app.ts';
import type { Actor } from '../../src/kernel/access.ts';
import { type Clock, parseDuration } from '../../src/kernel/clock.ts';
import { type App, type Ctx, makeCtx } from '../../src/kernel/context.ts';
import type { Locale } from '../../src/kernel/i18n.ts';
import { type Cast, makeCast, type Person } from './cast.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export interface TestClock extends Clock {
  set(iso: string): void;
  /** '20d', '3h', '-1d' */
  move(duration: string): void;
}

/** Monday, 2 March 2026, 10:00 in Jakarta. */
export const OPENING = '2026-03-02T10:00:00+07:00';

export function testClock(iso = OPENING): TestClock {
  let now = new Date(iso).getTime();
  return {
    offsetMs: 0,
    // Each look is a millisecond later, so that order shows.
    now: () => new Date(now++),
    set: (text) => {
      now = new Date(text).getTime();
    },
    move: (duration) => {
      now += parseDuration(duration) ?? 0;
    },
  };
}

export interface Answer {
  status: number;
  /** Whatever shape the reply has. */
  body: ReturnType<typeof JSON.parse>;
  headers: Record<string, unknown>;
  text: string;
}

export interface TestLibrary {
  app: App;
  web: FastifyInstance;
  clock: TestClock;
  database: TestDatabase;
  cast: Cast;
  /** A context in which verbs and views can be called as this actor. */
  as(actor: Actor, locale?: Locale): Ctx;
  /** A request over HTTP (in process), signed in as a person of the cast, or nobody. */
  call(
    who: Person | null,
    method: InjectOptions['method'],
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Actions of the facts recorded since the last look, oldest first. */
  factsSince(): Promise<string[]>;
  close(): Promise<void>;
}

export interface LibraryOptions {
  env?: Record<string, string>;
  worker?: boolean;
  at?: string;
}

export const NO_LIMITS = {
  RATE_LIMIT_AUTH: 'off',
  RATE_LIMIT_API: 'off',
  RATE_LIMIT_UPLOAD: 'off',
  RATE_LIMIT_SEARCH: 'off',
  RATE_LIMIT_SUGGEST: 'off',
  RATE_LIMIT_STAFF: 'off',
  RATE_LIMIT_ADDRESS: 'off',
};

/** A library of its own for one suite: fresh database, named cast, movable clock. */
export async function openLibrary(o: LibraryOptions = {}): Promise<TestLibrary> {
  const database = await testDatabase();
  const dataRoot = await mkdtemp(join(tmpdir(), 'pustaka-lib-'));
  const clock = testClock(o.at);
  const app = makeApp({
    postgres: database,
    env: { ...NO_LIMITS, JWT_SECRET: 'test-secret-test-secret-test-secret', ...o.env },
    dataRoot,
    clock,
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    poolSize: 20,
  });
  const cast = await makeCast(app);
  const web = await makeWeb(app);
  await web.ready();
  const stopWorker = o.worker ? await startWorker(app, database) : async () => {};
  let seen = '0';
  const library: TestLibrary = {
    app,
    web,
    clock,
    database,
    cast,
    as: (actor, locale = 'id') => makeCtx(app, actor, { id: 'test' }, locale),
    async call(who, method = 'GET', url, body, headers = {}) {
      const token = who ? { authorization: `Bearer ${await who.token()}` } : {};
      const payload = body === undefined ? {} : { payload: body as object };
      const path = url.startsWith('/api') || url.startsWith('/health') ? url : `/api/v1${url}`;
      const reply = await web.inject({ method, url: path, headers: { ...token, ...headers }, ...payload });
      const isJson = /^application\/([\w.]+\+)?json(;|$)/.test(String(reply.headers['content-type']));
      return { status: reply.statusCode, body: isJson ? reply.json() : null, headers: reply.headers, text: reply.body };
    },
    async factsSince() {
      const { rows } = await app.pool.query('select action, tx from facts where tx > $1::xid8 order by tx, id', [seen]);
      seen = rows.at(-1)?.tx ?? seen;
      return rows.map((row) => row.action);
    },
    async close() {
      await stopWorker();
      await web.close();
      await app.pings.flush().catch(() => {});
      await app.drivers.cache.close();
      await app.pool.end();
      await database.drop();
      await rm(dataRoot, { recursive: true, force: true });
    },
  };
  await library.factsSince();
  return library;
}
