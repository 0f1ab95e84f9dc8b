import type { PoolClient } from 'pg';
import type { App, Ctx } from './context.ts';
import type { Text } from './i18n.ts';
import type { Schedule } from './schedules.ts';

/** A shell that calls a verb or a system function; `data` is JSON. */
export interface JobDefinition {
  name: string;
  title: Text;
  retryLimit?: number;
  expireSeconds?: number;
  run(ctx: Ctx, data: Record<string, unknown>): Promise<void>;
}

export interface FailedJob {
  id: string;
  name: string;
  data: unknown;
  error: string;
  attempts: number;
  failedAt: Date;
}

export interface Jobs {
  /** Enough to enqueue: what a command line or a test without a worker needs. */
  open(app: App, jobs: readonly JobDefinition[], schedules: readonly Schedule[]): Promise<void>;
  start(app: App, jobs: readonly JobDefinition[], schedules: readonly Schedule[]): Promise<void>;
  /** Part of the caller's transaction: the job exists if and only if it commits. */
  enqueue(client: PoolClient, job: string, data: Record<string, unknown>): Promise<void>;
  failed(): Promise<FailedJob[]>;
  retry(id: string): Promise<void>;
  counts(): Promise<Record<string, number>>;
  stop(): Promise<void>;
}
