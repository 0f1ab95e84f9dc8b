import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Actor } from './access.ts';
import { parseDuration } from './clock.ts';
import { defineConfig } from './config.ts';

export type RateClass = 'AUTH' | 'API' | 'UPLOAD' | 'SEARCH' | 'SUGGEST' | 'STAFF' | 'ADDRESS' | 'NONE';

export interface Limit {
  points: number;
  seconds: number;
}

const limitValue = z.string().transform((text, context): Limit | null => {
  if (text === 'off') return null;
  const match = /^(\d{1,7})\/(\d*[smhd])$/.exec(text);
  const ms = match ? parseDuration(/^\d/.test(match[2] ?? '') ? (match[2] ?? '') : `1${match[2]}`) : null;
  if (match && ms) return { points: Number(match[1]), seconds: ms / 1000 };
  context.addIssue({ code: 'custom', message: 'must be like 100/1m, or off' });
  return null;
});

const entry = (fallback: string, doc: string) => ({ value: limitValue, default: fallback, doc });

export const limitsConfig = defineConfig({
  RATE_LIMIT_AUTH: entry('5/15m', 'Failed sign-ins per account and address, and 20 times that per address'),
  RATE_LIMIT_API: entry('100/1m', 'API calls per account (anonymous: per address)'),
  RATE_LIMIT_UPLOAD: entry('10/1m', 'Uploads and imports per account'),
  RATE_LIMIT_SEARCH: entry('30/1m', 'Searches per account (anonymous: per address)'),
  RATE_LIMIT_SUGGEST: entry('300/1m', 'Search suggestions per account (anonymous: per address)'),
  RATE_LIMIT_STAFF: entry('1200/1m', 'API calls and searches of signed-in staff and desk devices'),
  RATE_LIMIT_ADDRESS: entry('1000/1m', 'Anonymous calls of every class together per address'),
});

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
