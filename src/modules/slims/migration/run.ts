import { setTimeout as pause } from 'node:timers/promises';
import type { Ctx } from '../../../kernel/context.ts';
import { failure } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { asSystem } from '../../../kernel/verb.ts';
import { wallClock } from '../../../lib/calendar/zone.ts';
import { bringFiles, type FileCounts } from './files.ts';
import { layGrounds, NO_GROUNDS } from './grounds.ts';
import type { Move, Step } from './move.ts';
import { naiveClock } from './naive-time.ts';
import type { Origin } from './origin.ts';
import { type Pass, passStep, type StepCounts } from './pass.ts';
import { moveRules } from './rules.ts';
import { fines } from './steps/fines.ts';
import { authors, topics } from './steps/headings.ts';
import { items } from './steps/items.ts';
import { keptSteps } from './steps/kept.ts';
import { loans } from './steps/loans.ts';
import { members } from './steps/members.ts';
import { reserves } from './steps/reserves.ts';
import { indexAll } from './steps/search.ts';
import { titles } from './steps/titles.ts';
import { visitors } from './steps/visitors.ts';

/** Each needs what stands before it. */
export const STEPS: readonly Step[] = [
  authors,
  topics,
  members,
  titles,
  items,
  loans,
  fines,
  reserves,
  visitors,
  ...keptSteps,
];

export interface Moving {
  origin: Origin;
  timeZone: string;
  branchId: string;
  files: string | null;
  dryRun: boolean;
  signal: AbortSignal;
  told: (counts: StepCounts) => void;
}

export interface Moved {
  sourceId: string;
  steps: StepCounts[];
  rules: { rows: number; misfits: number; changed: number };
  files: FileCounts | null;
  indexed: number;
}

const find = prepared<{ id: string }>('slims.source.find', 'select id from slims_sources where place = $1');
const add = prepared<{ id: string }>(
  'slims.source.add',
  `insert into slims_sources (id, place, started_at) values ($1, $2, $3)
   on conflict (place) do update set place = excluded.place returning id`,
);
export const sourceOf = async (ctx: Ctx, place: string): Promise<string | null> =>
  (await find.one(ctx.sql, [place]))?.id ?? null;

async function openSource(ctx: Ctx, place: string, dryRun: boolean): Promise<string> {
  const known = await sourceOf(ctx, place);
  if (known || dryRun) return known ?? newId();
  return asSystem(ctx, async (tx) => {
    const id = (await add.one(tx.sql, [newId(), place, tx.now]))?.id ?? '';
    tx.record('slims.attached', { type: 'CREATE', id, name: place });
    return id;
  });
}

export async function openMove(ctx: Ctx, o: Moving): Promise<Move> {
  return {
    ctx,
    origin: o.origin,
    sourceId: await openSource(ctx, o.origin.place, o.dryRun),
    clock: naiveClock(o.timeZone),
    now: ctx.now,
    branchId: o.branchId,
    files: o.files,
    dry: o.dryRun
      ? { ids: new Map(), taken: new Map(['number', 'email', 'barcode'].map((what) => [what, new Set()])) }
      : null,
    grounds: NO_GROUNDS,
  };
}

/** Through everything once; what is here already and did not change is left alone. */
export async function passAll(move: Move, pass: Pass): Promise<Moved> {
  move.grounds = await layGrounds(move);
  const rules = await moveRules(move);
  const steps: StepCounts[] = [];
  for (const step of STEPS.filter(({ runs }) => runs(move.origin))) steps.push(await passStep(move, step, pass));
  const indexed = move.dry ? 0 : await indexAll(move);
  const files = move.files === null ? null : await bringFiles(move, pass.signal);
  if (pass.since === null && !move.dry) await checked(move, steps);
  return { sourceId: move.sourceId, steps, rules, files, indexed };
}

const mark = prepared('slims.source.checked', 'update slims_sources set checked_at = $2 where id = $1');
/** Only where something happened: a second time leaves no trace. */
async function checked(move: Move, steps: readonly StepCounts[]): Promise<void> {
  if (steps.every(({ created, changed, gone }) => created + changed + gone === 0)) return;
  await asSystem(move.ctx, async (tx) => {
    await mark.all(tx.sql, [move.sourceId, tx.now]);
    tx.unchanged(undefined);
  });
}

const LOCK = 7_318_022;

/** One at a time for a library; the lock ends with its connection, hence also with the process. */
export async function alone<T>(ctx: Ctx, work: () => Promise<T>): Promise<T> {
  const client = await ctx.app.pool.connect();
  try {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [LOCK]);
    if (!rows[0]?.got) throw failure('CONFLICT', 'slims.already_moving');
    return await work();
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => {});
    client.release();
  }
}

const OVERLAP_MS = 10 * 60_000;
const FULL_EVERY = 30;

/** Follows SLiMS until it is told to stop: what it says it changed each time, everything now and then. */
export async function follow(move: Move, o: Moving, everyMs: number, seen: (moved: Moved) => void): Promise<void> {
  const shown = (at: Date): string =>
    wallClock(o.timeZone, new Date(at.getTime() - OVERLAP_MS))
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ');
  let since = shown(move.now);
  for (let n = 1; !o.signal.aborted; n++) {
    const began = move.ctx.app.clock.now();
    const pass = { since: n % FULL_EVERY === 0 ? null : since, signal: o.signal, told: () => {} };
    const moved = await passAll({ ...move, now: began }, pass).catch((error: unknown) => {
      if (o.signal.aborted) return null;
      throw error;
    });
    if (moved) seen(moved);
    since = shown(began);
    await pause(everyMs, undefined, { signal: o.signal }).catch(() => {});
  }
}
