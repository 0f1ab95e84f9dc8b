import type { Kysely } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { Logger } from 'pino';
import type { Cache } from '../drivers/cache/cache.ts';
import type { Files } from '../drivers/files/files.ts';
import type { Mail } from '../drivers/mail/mail.ts';
import type { DB } from '../drivers/postgres/tables.ts';
import type { Actor, Scope } from './access.ts';
import type { Clock } from './clock.ts';
import type { Env } from './config.ts';
import type { FactInput } from './facts.ts';
import type { Locale } from './i18n.ts';
import type { Jobs } from './jobs.ts';
import type { Limits } from './limits.ts';
import type { Pings } from './realtime.ts';
import type { Telemetry } from './telemetry.ts';

export type Db = Kysely<DB>;

/** Whatever runs raw SQL: the pool outside a transaction, its client inside. */
export type Sql = Pick<Pool | PoolClient, 'query'>;

export interface Drivers {
  cache: Cache;
  mail: Mail;
  files: Files;
}

/** Made once by app.ts, the same for every request. */
export interface App {
  readonly pool: Pool;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly drivers: Drivers;
  readonly pings: Pings;
  readonly jobs: Jobs;
  readonly telemetry: Telemetry;
  readonly env: Env;
  /** Folder of everything this installation keeps: PUSTAKA_DATA. */
  readonly dataRoot: string;
  readonly limits: Limits;
  kyselyOn(client: PoolClient): Db;
}

export interface RequestInfo {
  readonly id: string;
  readonly correlationId: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly idempotencyKey?: string | undefined;
  /** Version from If-Match, when the caller sent one. */
  readonly ifMatch?: number | undefined;
}

/** What a verb or view is called with, and what a view runs in. */
export interface Ctx {
  readonly app: App;
  readonly actor: Actor;
  readonly scope: Scope;
  readonly db: Db;
  readonly sql: Sql;
  readonly now: Date;
  readonly locale: Locale;
  readonly request: RequestInfo;
  readonly log: Logger;
  readonly drivers: Drivers;
  /** Present inside a transaction; set by verb() alone. */
  readonly tx?: Transaction;
}

export interface Transaction {
  readonly client: PoolClient;
  readonly facts: FactInput[];
  readonly touched: Set<string>;
  readonly afterCommit: (() => void)[];
}

/** What a verb runs in. */
export interface VerbCtx extends Ctx {
  readonly tx: Transaction;
  /** Says what happened; stored with the transaction. `action` is 'entity.happened'. */
  record(action: string, fact: Omit<FactInput, 'action'>): void;
  /** A true no-op: nothing was changed, so there is nothing to record. */
  unchanged<T>(reply: T): T;
  /** Drops cached answers under these tags when the transaction commits. */
  touch(...tags: string[]): void;
  afterCommit(run: () => void): void;
  enqueue(job: string, data: Record<string, unknown>): Promise<void>;
}

export function makeCtx(app: App, actor: Actor, request?: Partial<RequestInfo>, locale: Locale = 'id'): Ctx {
  const id = request?.id ?? `sys-${Math.random().toString(36).slice(2, 10)}`;
  return {
    app,
    actor,
    scope: { kind: 'public' },
    db: app.db,
    sql: app.pool,
    now: app.clock.now(),
    locale,
    request: { correlationId: id, ip: null, userAgent: null, ...request, id },
    log: app.log,
    drivers: app.drivers,
  };
}

export const systemActor = (name: string): Actor => ({ kind: 'system', name, grants: [] });
