import type { Cache } from './cache.ts';
import type { RedisCacheOptions } from './redis.ts';
import { type RedisClient, redisLibrary, tellOutages } from './redis-connection.ts';
import type { UnconfirmedDrops } from './redis-drops.ts';
import type { RedisLevel } from './redis-level.ts';

interface Parts {
  memory: Cache;
  level: RedisLevel;
  drops: UnconfirmedDrops;
  hear(text: string): void;
}

/** Two lines to Redis, one that asks and one that listens; both come back by themselves. */
export function attachRedis({ url, log }: RedisCacheOptions, parts: Parts): { close(): Promise<void> } {
  const clients: RedisClient[] = [];
  let closed = false;
  const started = redisLibrary()
    .then((connect) => {
      if (closed) return;
      clients.push(asking(connect(url), parts), listening(connect(url), parts));
      if (clients[0]) tellOutages(clients[0], log);
    })
    .catch((error: unknown) => log.error({ err: error }, 'Redis cannot be used'));
  return {
    async close() {
      closed = true;
      await started;
      for (const client of clients) client.disconnect();
    },
  };
}

function asking(client: RedisClient, { level, drops }: Parts): RedisClient {
  level.use(client);
  // It may come back as it was long ago, with answers whose drops it has forgotten.
  onReturn(client, () => drops.add(['*']));
  client.on('ready', () => void drops.send());
  return client;
}

function listening(client: RedisClient, { memory, level, hear }: Parts): RedisClient {
  client.on('error', () => {});
  client.on('close', () => {
    level.hears = false;
  });
  client.on('ready', () => {
    client.subscribe(level.channel).then(
      () => {
        level.hears = true;
      },
      () => {},
    );
  });
  // What was said while nobody listened is not told again.
  onReturn(client, () => memory.heard(['*']));
  client.on('message', (_channel: string, text: string) => hear(text));
  return client;
}

/** When a connection is there again, or for the first time after it could not be made at once. */
function onReturn(client: RedisClient, run: () => void): void {
  let missed = false;
  client.on('close', () => {
    missed = true;
  });
  client.on('ready', () => {
    if (missed) run();
    missed = false;
  });
}
