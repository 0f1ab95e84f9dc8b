import type { Client } from 'pg';
import type { App, Ctx, Sql } from './context.ts';
import { makeCtx, systemActor } from './context.ts';
import { newId } from './ids.ts';
import { prepared } from './prepared.ts';

export interface StoredFact {
  id: string;
  at: Date;
  tx: string;
  action: string;
  actionType: string;
  entityType: string;
  entityId: string;
  actorKind: string;
  actorId: string | null;
  branchId: string | null;
  requestId: string | null;
  correlationId: string | null;
  changed: string[];
  detailsDigest: Buffer;
}

export interface Cursor {
  tx: string;
  factId: string;
}
export const BEGINNING: Cursor = { tx: '0', factId: '00000000-0000-0000-0000-000000000000' };

/** Committed facts after a cursor, in the order (tx, id), never past a transaction that may still commit below. */
const factsAfter = prepared<StoredFact>(
  'kernel.facts.after',
  `select id, at, tx, action, action_type as "actionType", entity_type as "entityType", entity_id as "entityId",
     actor_kind as "actorKind", actor_id as "actorId", branch_id as "branchId", request_id as "requestId",
     correlation_id as "correlationId", changed, details_digest as "detailsDigest"
   from facts where (tx, id) > ($1::xid8, $2::uuid) and tx < pg_snapshot_xmin(pg_current_snapshot())
   order by tx, id limit $3`,
);
export const readFacts = (sql: Sql, after: Cursor, limit: number): Promise<StoredFact[]> =>
  factsAfter.all(sql, [after.tx, after.factId, limit]);

/** Later work that follows from a fact: at least once, hence idempotent. */
export interface Reaction {
  name: string;
  hears: readonly string[];
  run(ctx: Ctx, fact: StoredFact): Promise<void>;
}

const readCursor = prepared<Cursor>(
  'kernel.reactions.cursor',
  'select tx, fact_id as "factId" from reaction_cursors where name = $1',
);
const moveCursor = prepared(
  'kernel.reactions.move',
  `insert into reaction_cursors (name, tx, fact_id, updated_at) values ($1, $2::xid8, $3, $4)
   on conflict (name) do update set tx = excluded.tx, fact_id = excluded.fact_id, updated_at = excluded.updated_at`,
);
const bury = prepared(
  'kernel.reactions.bury',
  `insert into reaction_failures (id, reaction, fact_id, fact_at, error, attempts, failed_at) values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (reaction, fact_id) do update set error = excluded.error, attempts = excluded.attempts, failed_at = excluded.failed_at`,
);

export const LEADER_LOCK = 7_318_002;
const BATCH = 200;
const ATTEMPTS = 4;
const IDLE_MS = 5_000;
/** After a ping: what happens at a busy desk meanwhile is read in one go. */
const SOON_MS = 100;

/** Moves one reaction on by at most a batch; true when there may be more. */
export async function react(app: App, reaction: Reaction): Promise<boolean> {
  const cursor = (await readCursor.one(app.pool, [reaction.name])) ?? BEGINNING;
  const facts = await readFacts(app.pool, cursor, BATCH);
  for (const fact of facts) if (reaction.hears.includes(fact.action)) await attempt(app, reaction, fact);
  const last = facts.at(-1);
  if (last) await moveCursor.all(app.pool, [reaction.name, last.tx, last.id, app.clock.now()]);
  return facts.length === BATCH;
}

async function attempt(app: App, reaction: Reaction, fact: StoredFact): Promise<void> {
  const ctx = makeCtx(app, systemActor(reaction.name), { correlationId: fact.correlationId ?? fact.id });
  for (let n = 1; ; n++) {
    try {
      return await reaction.run(ctx, fact);
    } catch (error) {
      if (n < ATTEMPTS) await new Promise((resolve) => setTimeout(resolve, 50 * 4 ** n));
      else {
        const text = error instanceof Error ? error.message : String(error);
        app.log.error({ err: error, reaction: reaction.name, fact: fact.id }, 'reaction gave up on a fact');
        await bury.all(app.pool, [newId(), reaction.name, fact.id, fact.at, text.slice(0, 1000), n, app.clock.now()]);
        return;
      }
    }
  }
}

/** Tails the facts in one process of the cluster; wakes on pings and every few seconds, connects again when cut off. */
export async function startReactions(app: App, reactions: readonly Reaction[], connect: () => Promise<Client>) {
  let leader: Client | undefined = await connect();
  let stopped = false;
  let wake = (): void => {};
  const unsubscribe = app.pings.subscribe(() => wake());
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, IDLE_MS);
      wake = () => {
        clearTimeout(timer);
        setTimeout(resolve, stopped ? 0 : SOON_MS);
        wake = () => {};
      };
    });
  const lead = async (): Promise<void> => {
    while (!stopped) {
      try {
        leader ??= await connect();
        const { rows } = await leader.query<{ mine: boolean }>(`select pg_try_advisory_lock(${LEADER_LOCK}) as mine`);
        if (rows[0]?.mine) for (const reaction of reactions) while (!stopped && (await react(app, reaction)));
      } catch (error) {
        app.log.warn({ err: error }, 'reactions wait for the database');
        leader?.end().catch(() => {});
        leader = undefined;
      }
      if (!stopped) await rest();
    }
    await leader?.end().catch(() => {});
  };
  const running = lead();
  return async () => {
    stopped = true;
    unsubscribe();
    wake();
    await running;
  };
}
