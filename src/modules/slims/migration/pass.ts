import type { VerbCtx } from '../../../kernel/context.ts';
import { asSystem } from '../../../kernel/verb.ts';
import { ahead } from '../../../lib/ahead.ts';
import { advanceTo, hereAfter, knownOf, markGone, progressOf, writeIds } from './ids.ts';
import type { Item, Move, Step } from './move.ts';
import { codeKey, digestOf, type Row } from './row.ts';
import { learnSizes } from './sizes.ts';

export interface StepCounts {
  step: string;
  table: string;
  /** Looked at. */
  rows: number;
  /** Brought over for the first time. */
  created: number;
  /** Here already, and changed over there since. */
  changed: number;
  /** With something that did not fit. */
  flagged: number;
  /** There before, not there any more. */
  gone: number;
}

export interface Pass {
  /** null: everything. Otherwise what SLiMS says it changed since (on its own clock). */
  since: string | null;
  signal: AbortSignal;
  told: (counts: StepCounts) => void;
}

interface Known {
  digest: string | null;
  gone: boolean;
}

async function itemsOf(move: Move, step: Step, rows: readonly Row[]): Promise<(Item & { seen: Known | null })[]> {
  const keys = rows.map(step.keyOf);
  const known = new Map((await knownOf(move.ctx.sql, move.sourceId, step.name, keys)).map((one) => [one.old, one]));
  return rows.map((row, n) => {
    const old = keys[n] ?? '';
    const seen = known.get(old) ?? null;
    return { old, row, digest: digestOf(row), known: seen && { id: seen.id, record: seen.record }, seen };
  });
}

const isNews = ({ digest, seen }: Item & { seen: Known | null }): boolean =>
  seen === null || seen.gone || seen.digest !== digest.toString('hex');

/** One batch: what is new or changed, in one transaction with one fact and with the place it came to. */
async function bring(
  move: Move,
  step: Step,
  items: readonly Item[],
  at: string | null,
  counts: StepCounts,
): Promise<void> {
  const fresh = items.filter(({ known }) => known === null).length;
  const carry = async (tx: VerbCtx | null): Promise<number> => {
    const { stored, aliases } = await step.store(move, tx, items);
    if (tx) {
      await writeIds(move, tx, step, stored, aliases);
      if (at !== null) await advanceTo(tx, move.sourceId, step.name, at, items.length, null);
      const news = { step: step.name, count: items.length, created: fresh };
      tx.record('slims.moved', { type: 'IMPORT', id: move.sourceId, new: news });
    }
    return stored.filter(({ misfits }) => misfits.length > 0).length;
  };
  const now = move.ctx.app.clock.now();
  counts.flagged += move.dry ? await carry(null) : await asSystem({ ...move.ctx, now }, carry);
  counts.created += fresh;
  counts.changed += items.length - fresh;
}

/** Batches in the order of their keys, each with the last of them. */
async function* batchesOf(move: Move, step: Step, from: string | null, since: string | null) {
  for (let after = from; ; ) {
    const rows = await step.read(move, after, since);
    const final = rows.at(-1);
    if (!final) return;
    after = step.keyOf(final);
    yield { rows, after };
  }
}

export async function passStep(move: Move, step: Step, pass: Pass): Promise<StepCounts> {
  const counts: StepCounts = {
    step: step.name,
    table: step.table,
    rows: 0,
    created: 0,
    changed: 0,
    flagged: 0,
    gone: 0,
  };
  const { last, done } = await progressOf(move.ctx.sql, move.sourceId, step.name);
  let batches = 0;
  // Gone on with where it was left; when it was through once, everything is compared.
  const from = done || move.dry ? null : last;
  for await (const { rows, after } of ahead(batchesOf(move, step, from, done ? pass.since : null))) {
    pass.signal.throwIfAborted();
    const items = (await itemsOf(move, step, rows)).filter(isNews);
    if (items.length > 0) await bring(move, step, items, done ? null : after, counts);
    if (items.length > 0 && !done) await learnSizes(move, step.name, ++batches);
    counts.rows += rows.length;
    pass.told(counts);
  }
  if (!done && !move.dry) {
    await learnSizes(move, step.name, 0);
    await asSystem(move.ctx, async (tx) => {
      await advanceTo(tx, move.sourceId, step.name, null, 0, move.ctx.app.clock.now());
      tx.unchanged(undefined);
    });
  }
  if (done && pass.since === null && !move.dry) counts.gone = await lookForGone(move, step, pass.signal);
  return counts;
}

/** Deleted over there: noted, and nothing more, but for reservations. */
async function lookForGone(move: Move, step: Step, signal: AbortSignal): Promise<number> {
  const { key, table, name } = step;
  if (key === null) return 0;
  let count = 0;
  for (let after = ''; ; ) {
    signal.throwIfAborted();
    const here = await hereAfter(move.ctx.sql, move.sourceId, name, after);
    after = here.at(-1) ?? after;
    if (here.length === 0) return count;
    const rows = await move.origin.among(
      (marks) => `select ${key} as k from ${table} where ${key} in (${marks})`,
      here,
    );
    const there = new Set(rows.map((row) => codeKey(String(row.k))));
    const gone = here.filter((old) => !there.has(old));
    if (gone.length === 0) continue;
    count += gone.length;
    await asSystem({ ...move.ctx, now: move.ctx.app.clock.now() }, async (tx) => {
      const ids = (await markGone(tx, move.sourceId, name, gone)).flatMap(({ id }) => id ?? []);
      await step.gone?.(move, tx, ids);
      tx.record('slims.gone', { type: 'UPDATE', id: move.sourceId, new: { step: name, count: gone.length } });
    });
  }
}
