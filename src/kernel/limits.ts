import type { FastifyReply } from 'fastify';
import type { Actor } from './access.ts';

export type RateClass = 'AUTH' | 'API' | 'UPLOAD' | 'SEARCH' | 'SUGGEST' | 'STAFF' | 'ADDRESS' | 'ADMIN' | 'NONE';

export interface Limit {
  points: number;
  seconds: number;
}

export interface LimitState {
  limit: number;
  remaining: number;
  resetSeconds: number;
  windowSeconds: number;
}

export interface Limiter {
  readonly limit: Limit;
  /** Takes points; throws RATE_LIMITED with seconds to wait when there are none left. */
  take(key: string, points?: number): Promise<LimitState>;
  peek(key: string): Promise<void>;
  forget(key: string): Promise<void>;
}

export interface Limits {
  check(rate: RateClass, actor: Actor, ip: string, reply: FastifyReply): Promise<void>;
  /** Counters of failed sign-ins, or null when they are off. */
  readonly auth: { perAccount: Limiter; perAddress: Limiter } | null;
}
