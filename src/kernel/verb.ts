import type { PoolClient } from 'pg';
import type { z } from 'zod';
import { requireScope } from './access.ts';
import type { Ctx, Transaction, VerbCtx } from './context.ts';
import { fromDatabase, isRetryable } from './database-errors.ts';
import { Remembered } from './errors.ts';
import { entityOf, type FactInput, storeFacts } from './facts.ts';
import { claimKey, keepReply } from './idempotency.ts';
import { parseInput } from './validation.ts';

export interface Operation<I extends z.ZodType, O> {
  (ctx: Ctx, input: z.input<I>): Promise<O>;
  readonly kind: 'verb' | 'view';
  readonly operation: string;
  readonly permission: string;
  readonly input: I;
}

export type Verb<I extends z.ZodType, O> = Operation<I, O> & { readonly kind: 'verb' };

export interface VerbDefinition<I extends z.ZodType, O, P = undefined> {
  name: string;
  permission: string;
  input: I;
  /** Slow work that needs no lock (hashing, decoding): done before the transaction begins. */
  prepare?(ctx: Ctx, input: z.output<I>): Promise<P>;
  run(ctx: VerbCtx, input: z.output<I>, prepared: P): Promise<O | Remembered>;
}

const ATTEMPTS = 3;
const verbs: Operation<z.ZodType, unknown>[] = [];
export const allVerbs = (): readonly Operation<z.ZodType, unknown>[] => verbs;

/** The only maker of changes: permission, one parse, transaction, facts stored with what they tell. */
export function verb<I extends z.ZodType, O, P = undefined>(definition: VerbDefinition<I, O, P>): Verb<I, O> {
  const call = async (outer: Ctx, raw: z.input<I>): Promise<O> => {
    const ctx = { ...outer, scope: requireScope(outer.actor, definition.permission) };
    const input = parseInput(definition.input, raw, ctx.locale);
    const ready = (await definition.prepare?.(ctx, input)) as P;
    const work = (tx: Transaction): Promise<O | Remembered> =>
      telling(ctx, tx, definition.name, (inside) => definition.run(inside, input, ready));
    if (ctx.tx) return unwrap(await work(ctx.tx));
    return unwrap(await again(() => inTransaction(ctx, work, { key: definition.name, raw: input })));
  };
  const made: Verb<I, O> = Object.assign(call, {
    kind: 'verb' as const,
    operation: definition.name,
    permission: definition.permission,
    input: definition.input,
  });
  verbs.push(made);
  return made;
}

/** Whoever changes something says what, or says himself that nothing changed: what he called cannot say it for him. */
async function telling<O>(ctx: Ctx, tx: Transaction, name: string, run: (ctx: VerbCtx) => Promise<O>): Promise<O> {
  const before = tx.facts.length;
  const said = { unchanged: false };
  const reply = await run(verbCtx(ctx, tx, said));
  if (tx.facts.length === before && !said.unchanged) throw new Error(`${name} recorded no fact`);
  return reply;
}

async function again<O>(work: () => Promise<O>): Promise<O> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetryable(error)) throw fromDatabase(error);
    }
  }
}

function unwrap<O>(reply: O | Remembered): O {
  if (reply instanceof Remembered) throw reply.failure;
  return reply;
}

/** What the system does by itself: a plain function in a transaction that records its facts; tried again like a verb. */
export async function asSystem<O>(ctx: Ctx, run: (ctx: VerbCtx) => Promise<O>): Promise<O> {
  const whole: Ctx = { ...ctx, scope: { kind: 'all' } };
  const work = (tx: Transaction): Promise<O> => telling(whole, tx, 'the system', run);
  return ctx.tx ? work(ctx.tx) : again(() => inTransaction(whole, work));
}

function verbCtx(ctx: Ctx, tx: Transaction, said: { unchanged: boolean }): VerbCtx {
  return {
    ...ctx,
    tx,
    sql: tx.client,
    db: ctx.app.kyselyOn(tx.client),
    record: (action, fact) => {
      tx.facts.push({ action, ...fact });
      for (const tag of tagsOf({ action, ...fact })) tx.touched.add(tag);
    },
    unchanged: (reply) => {
      said.unchanged = true;
      return reply;
    },
    touch: (...tags) => {
      for (const tag of tags) tx.touched.add(tag);
    },
    afterCommit: (run) => tx.afterCommit.push(run),
    enqueue: (job, data) => ctx.app.jobs.enqueue(tx.client, job, data),
  };
}

const tagsOf = (fact: FactInput): string[] => {
  const entity = entityOf(fact.action);
  return [entity, `${entity}:${fact.id}`, ...(fact.touches ?? [])];
};

async function inTransaction<O>(
  ctx: Ctx,
  run: (tx: Transaction) => Promise<O>,
  idempotent?: { key: string; raw: unknown },
): Promise<O> {
  const client = await ctx.app.pool.connect();
  const tx: Transaction = { client, facts: [], touched: new Set(), afterCommit: [] };
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const stored = idempotent ? await claimKey<O>(ctx, client, idempotent) : undefined;
    const reply = stored ? stored.reply : await runAndStore(ctx, tx, run, idempotent !== undefined);
    await client.query('commit');
    if (!stored) committed(ctx, tx);
    return reply;
  } catch (error) {
    broken = await rollback(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

async function runAndStore<O>(ctx: Ctx, tx: Transaction, run: (tx: Transaction) => Promise<O>, keep: boolean) {
  const reply = await run(tx);
  if (tx.facts.length > 0) {
    const facts = await storeFacts(ctx, tx.client, tx.facts);
    tx.afterCommit.push(() => ctx.app.pings.publish(facts, [...tx.touched]));
  }
  if (keep) await keepReply(ctx, tx.client, reply);
  return reply;
}

/** Own cached answers fall before the reply goes out; pings follow and may be lost. */
function committed(ctx: Ctx, tx: Transaction): void {
  if (tx.touched.size > 0) ctx.drivers.cache.drop([...tx.touched]);
  for (const run of tx.afterCommit) {
    try {
      run();
    } catch (err) {
      ctx.log.error({ err }, 'failed after the commit, which stands');
    }
  }
}

async function rollback(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
