import type { Actor } from '../../kernel/access.ts';
import { type Ctx, makeCtx, systemActor } from '../../kernel/context.ts';
import { Failure, failure } from '../../kernel/errors.ts';
import { asSystem } from '../../kernel/verb.ts';
import { ahead } from '../../lib/ahead.ts';
import { accountActor } from '../identity/index.ts';
import { fileGone } from './errors.ts';
import { pathOf } from './files.ts';
import { addCounts, type Cursor, type ImportRow } from './import.ts';
import { openBooks } from './kinds/books.ts';
import { openMembers } from './kinds/members.ts';
import type { Taken, Work } from './kinds/work.ts';
import { MOST_WEIGHT, type Pace, paceNow } from './pace.ts';
import { bringPhotos } from './photos.ts';
import { problemOf } from './problem.ts';
import { advanceTo, changeImport, lockRaw, rawImport } from './queries.ts';
import { putRejects } from './rejects.ts';
import { requireChoices } from './rights.ts';
import { type Item, openSource } from './source.ts';
import { type End, mine, type State, type Watch } from './step.ts';

const OPEN = { BOOKS: openBooks, MEMBERS: openMembers } as const;

/** Rights are those that the person has by now; what the command line brings is the system's. */
export async function contextFor(ctx: Ctx, row: ImportRow): Promise<Ctx> {
  const actor = await actorFor(ctx, row);
  return makeCtx(ctx.app, actor, { ...ctx.request }, actor.kind === 'account' ? actor.locale : ctx.locale);
}

async function actorFor(ctx: Ctx, { createdBy, cursor: { by = createdBy } }: ImportRow): Promise<Actor> {
  if (by === null) return systemActor('imports');
  const actor = await accountActor(ctx.app, by);
  if (!actor) throw failure('FORBIDDEN', 'imports.person_gone');
  return actor;
}

export function openWork(ctx: Ctx, row: ImportRow): Promise<Work> {
  requireChoices(ctx, row);
  return OPEN[row.kind](ctx, row);
}

/** What an import goes through until it is done, paused, or its time is up: true, when there is more to do. */
export async function runImport(outer: Ctx, id: string, watch: Watch = {}): Promise<boolean> {
  const row = await rawImport(outer.sql, id);
  if (row?.state !== 'RUNNING') return false;
  try {
    const ctx = await contextFor(outer, row);
    if (row.fileRemovedAt) throw fileGone();
    const end = await bringRows(ctx, row, watch);
    if (end.stopped) return end.more;
    const left = await bringPhotos(ctx, row, end.state, watch);
    if (left.stopped) return left.more;
    await finish(ctx, id);
    return false;
  } catch (error) {
    await fail(outer, id, error);
    return false;
  }
}

async function bringRows(ctx: Ctx, row: ImportRow, watch: Watch): Promise<End> {
  let state: State = { cursor: row.cursor, counts: row.counts };
  const work = await openWork(ctx, row);
  const source = await openSource(pathOf(ctx.app, row.id, 'file'), row.format, row.fileSize, row.cursor);
  try {
    let pace = await paceNow(ctx, row.options.gentle);
    for await (const taken of ahead(partsOf(source.items, work, () => pace))) {
      const began = performance.now();
      const next = await writePart(ctx, row.id, work, taken, state.cursor);
      if (!next) return { state, stopped: true, more: false };
      state = next;
      watch.told?.(state);
      if (watch.until !== undefined && Date.now() > watch.until) return { state, stopped: true, more: true };
      await pace.rest(performance.now() - began);
      pace = await paceNow(ctx, row.options.gentle);
    }
    return { state, stopped: false, more: false };
  } finally {
    source.close();
  }
}

async function* partsOf(items: AsyncIterable<Item>, work: Work, pace: () => Pace): AsyncGenerator<Taken[], void> {
  let part: Taken[] = [];
  let weight = 0;
  for await (const item of items) {
    if (item.past) {
      await work.pass?.(item);
      continue;
    }
    const taken = await work.take(item);
    if (part.length > 0 && (part.length >= pace().size || weight + taken.weight > MOST_WEIGHT)) {
      yield part;
      [part, weight] = [[], 0];
    }
    part.push(taken);
    weight += taken.weight;
  }
  if (part.length > 0) yield part;
}

/** Rows, rejects and the place they end at are one transaction: killed in between, nothing is there twice and nothing is lost. */
async function writePart(
  ctx: Ctx,
  id: string,
  work: Work,
  taken: readonly Taken[],
  expected: Cursor,
): Promise<State | null> {
  const cursor = taken.at(-1)?.item.next ?? expected;
  return asSystem({ ...ctx, now: ctx.app.clock.now() }, async (tx) => {
    const row = await mine(tx, id, expected);
    if (!row) return tx.unchanged(null);
    const { counts: more, rejects } = await work.write({ ...tx, actor: ctx.actor }, taken, row.counts);
    const counts = addCounts(row.counts, more);
    await putRejects(tx, id, rejects);
    await advanceTo(tx, id, cursor, counts);
    return tx.unchanged({ cursor, counts });
  });
}

async function finish(ctx: Ctx, id: string): Promise<void> {
  await asSystem({ ...ctx, now: ctx.app.clock.now() }, async (tx) => {
    const row = await lockRaw(tx, id);
    if (row?.state !== 'RUNNING') return tx.unchanged(undefined);
    await changeImport(tx, id, { state: 'DONE', finishedAt: tx.now });
    const { fileName: name, counts } = row;
    tx.record('import.finished', { type: 'IMPORT', id, name, new: { state: 'DONE', ...counts } });
  });
}

/** What is wrong with the file is told; anything else is a fault of ours, logged, and may be tried again. */
export async function fail(
  ctx: Ctx,
  id: string,
  error: unknown,
  during: 'RUNNING' | 'UNDOING' = 'RUNNING',
): Promise<void> {
  // The database is away: it goes on by itself when that is back.
  if (error instanceof Failure && error.kind === 'UNAVAILABLE') throw error;
  const problem = problemOf(error) ?? { code: 'imports.broke_off', params: {} };
  if (problem.code === 'imports.broke_off') ctx.log.error({ err: error, import: id }, 'import broke off');
  await asSystem({ ...ctx, now: ctx.app.clock.now() }, async (tx) => {
    const row = await lockRaw(tx, id);
    if (row?.state !== during) return tx.unchanged(undefined);
    await changeImport(tx, id, { state: 'FAILED', problem, finishedAt: tx.now });
    tx.record('import.failed', {
      type: 'IMPORT',
      id,
      name: row.fileName,
      new: { state: 'FAILED', problem: problem.code },
    });
  });
}
