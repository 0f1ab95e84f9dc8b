import type { Client } from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Told } from './count.ts';

/** Held by the instance that counts; shared by those that only listen, so that it knows whether anybody does. */
const LEADS = 7_318_201;
const LISTENS = 7_318_202;
const CHANNEL = 'pustaka_today';

const Message = z.object({ zone: z.string(), date: z.string(), total: z.int(), at: z.iso.datetime(), id: z.int() });

export interface Leader {
  /** Whether this instance is the one that counts. Rejects while the database is away. */
  leads(): Promise<boolean>;
  /** Tells the other instances, if there are any: a lone one writes nothing. */
  tell(told: Told): Promise<void>;
  stop(): Promise<void>;
}

/** One connection of its own: the lock goes with it, and so does the leadership. */
export function makeLeader(connect: () => Promise<Client>, hear: (told: Told) => void, log: Logger): Leader {
  let client: Client | undefined;
  let state: 'new' | 'leads' | 'listens' = 'new';

  const lose = (gone: Client): void => {
    if (client !== gone) return;
    client = undefined;
    state = 'new';
  };
  const open = async (): Promise<Client> => {
    const made = await connect();
    made.on('error', (error) => {
      log.warn({ err: error }, 'statistics: connection lost');
      lose(made);
    });
    made.on('end', () => lose(made));
    made.on('notification', ({ payload }) => {
      const told = messageIn(payload);
      if (told && state !== 'leads') hear(told);
    });
    client = made;
    await made.query(`listen ${CHANNEL}`);
    return made;
  };
  const ask = async (sql: string, values: unknown[] = []): Promise<boolean> => {
    const here = client ?? (await open());
    try {
      const { rows } = await here.query<{ yes: boolean | null }>(sql, values);
      return rows[0]?.yes === true;
    } catch (error) {
      lose(here);
      here.end().catch(() => {});
      throw error;
    }
  };
  return {
    async leads() {
      if (state === 'leads') return true;
      const mine = await ask('select pg_try_advisory_lock($1) as yes', [LEADS]);
      if (mine && state === 'listens') await ask('select pg_advisory_unlock_shared($1) as yes', [LISTENS]);
      if (!mine && state === 'new') await ask('select pg_advisory_lock_shared($1) is null as yes', [LISTENS]);
      state = mine ? 'leads' : 'listens';
      return mine;
    },
    async tell(told) {
      const alone = await ask(
        'select case when pg_try_advisory_lock($1) then pg_advisory_unlock($1) else false end as yes',
        [LISTENS],
      );
      if (!alone) await ask('select pg_notify($1, $2) is null as yes', [CHANNEL, JSON.stringify(told)]);
    },
    async stop() {
      const last = client;
      client = undefined;
      state = 'new';
      await last?.end().catch(() => {});
    },
  };
}

function messageIn(payload: string | undefined): Told | null {
  try {
    const parsed = Message.safeParse(JSON.parse(payload ?? ''));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
