import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { PingBatch, Pings } from '../../kernel/realtime.ts';
import type { Cache } from '../cache/cache.ts';

const CHANNEL = 'pustaka_pings';
const COALESCE_MS = 40;
const MAX_PAYLOAD = 7_500;

export function makePings(pool: Pool, cache: Cache, log: Logger): Pings {
  const me = randomUUID();
  const hearers = new Set<(batch: PingBatch) => void>();
  let pending: PingBatch = { pings: [], tags: [] };
  let timer: NodeJS.Timeout | undefined;

  const tell = (batch: PingBatch): void => {
    for (const hear of hearers) hear(batch);
  };
  const flush = async (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = undefined;
    const batch = pending;
    pending = { pings: [], tags: [] };
    if (batch.tags.length === 0) return;
    const whole = JSON.stringify({ from: me, ...batch });
    const payload = whole.length <= MAX_PAYLOAD ? whole : JSON.stringify({ from: me, pings: [], tags: ['*'] });
    await pool.query('select pg_notify($1, $2)', [CHANNEL, payload]);
  };
  return {
    publish(facts, tags) {
      const batch = { pings: facts.map((f) => ({ fact: f.action, subject: f.id })), tags: [...tags] };
      tell(batch);
      pending.pings.push(...batch.pings);
      pending.tags = [...new Set([...pending.tags, ...batch.tags])];
      timer ??= setTimeout(() => flush().catch((error: unknown) => log.debug({ error }, 'ping lost')), COALESCE_MS);
      timer.unref();
    },
    subscribe(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    async listen(client) {
      client.on('notification', ({ payload }) => {
        const heard = JSON.parse(payload ?? '{}') as PingBatch & { from: string };
        if (heard.from === me) return;
        cache.drop(heard.tags);
        tell(heard);
      });
      await client.query(`listen ${CHANNEL}`);
    },
    flush,
  };
}
