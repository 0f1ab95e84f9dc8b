import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { PingBatch, Pings } from '../../kernel/realtime.ts';
import type { Cache } from '../cache/cache.ts';

const CHANNEL = 'pustaka_pings';
const COALESCE_MS = 40;
const MAX_PAYLOAD = 7_500;

const Heard = z.object({
  from: z.string(),
  pings: z.array(z.object({ fact: z.string(), subject: z.string() })),
  tags: z.array(z.string()),
});

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}

export function makePings(pool: Pool, cache: Cache, log: Logger): Pings {
  const me = randomUUID();
  const hearers = new Set<(batch: PingBatch) => void>();
  let pending: PingBatch = { pings: [], tags: [] };
  let timer: NodeJS.Timeout | undefined;

  const tell = (batch: PingBatch): void => {
    for (const hear of hearers) hear(batch);
  };
  /** Whoever may use the database may notify; what is not ours is left alone. */
  const heard = (payload: string | undefined): void => {
    const parsed = Heard.safeParse(jsonOf(payload));
    if (!parsed.success || parsed.data.from === me) return;
    cache.heard(parsed.data.tags);
    tell(parsed.data);
  };
  const flush = async (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = undefined;
    const batch = pending;
    pending = { pings: [], tags: [] };
    if (batch.tags.length === 0) return;
    const whole = JSON.stringify({ from: me, ...batch });
    const payload =
      Buffer.byteLength(whole) <= MAX_PAYLOAD ? whole : JSON.stringify({ from: me, pings: [], tags: ['*'] });
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
      client.on('notification', ({ payload }) => heard(payload));
      await client.query(`listen ${CHANNEL}`);
      // What was said while nobody listened is not told again.
      heard(JSON.stringify({ from: 'before', pings: [], tags: ['*'] }));
    },
    flush,
  };
}
