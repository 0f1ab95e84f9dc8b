import type { EventEmitter } from 'node:events';
import type { RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import { addressesIn } from './config.ts';

/** What is used of a single Redis and of a Cluster alike. */
export interface RedisClient extends Pick<EventEmitter, 'on'> {
  readonly status: string;
  get(key: string): Promise<string | null>;
  pttl(key: string): Promise<number>;
  set(key: string, value: string, unit: 'PX', milliseconds: number): Promise<unknown>;
  set(key: string, value: string, unit: 'PX', milliseconds: number, when: 'NX'): Promise<unknown>;
  publish(channel: string, message: string): Promise<number>;
  subscribe(channel: string): Promise<unknown>;
  disconnect(): void;
}

const again = (times: number): number => Math.min(50 * 2 ** Math.min(times, 6), 2_000);

/** Nothing waits for a Redis that is not there: no queue, no second sending. A line that says nothing for long is cut. */
const PATIENCE = {
  connectTimeout: 2_000,
  socketTimeout: 5_000,
  keepAlive: 10_000,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
} satisfies RedisOptions;

export type Connect = (text: string) => RedisClient;

/** Clients connect by themselves, and again and again. The library is loaded only where there is a Redis. */
export async function redisLibrary(): Promise<Connect> {
  const { Cluster, Redis } = await import('ioredis');
  return (text) => {
    const urls = addressesIn(text).map((part) => new URL(part));
    const [first] = urls;
    if (!first) throw new Error('REDIS_URL names no address');
    const options = { ...PATIENCE, ...credentialsOf(first) };
    if (urls.length === 1 && first.searchParams.get('cluster') !== 'true') {
      const db = Number(first.pathname.slice(1)) || 0;
      return new Redis({ ...options, ...placeOf(first), db, enableOfflineQueue: false, retryStrategy: again });
    }
    return new Cluster(urls.map(placeOf), {
      enableOfflineQueue: false,
      clusterRetryStrategy: again,
      clusterNodeRetryStrategy: again,
      slotsRefreshTimeout: 2_000,
      redisOptions: options,
    });
  };
}

const credentialsOf = ({ username, password, protocol }: URL) => ({
  ...(username ? { username: decodeURIComponent(username) } : {}),
  ...(password ? { password: decodeURIComponent(password) } : {}),
  ...(protocol === 'rediss:' ? { tls: {} } : {}),
});

const placeOf = ({ hostname, port }: URL) => ({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379) });

/** One line when it goes and one when it comes back, however often it is tried in between. */
export function tellOutages(client: RedisClient, log: Logger): void {
  let away = false;
  client.on('error', (error: unknown) => {
    if (!away) log.warn({ err: error }, 'Redis is away; answers are kept in memory alone');
    away = true;
  });
  client.on('ready', () => {
    if (away) log.info('Redis is back');
    away = false;
  });
}
