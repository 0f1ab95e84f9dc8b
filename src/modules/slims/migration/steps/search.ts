import type { VerbCtx } from '../../../../kernel/context.ts';
import { prepared } from '../../../../kernel/prepared.ts';
import { asSystem } from '../../../../kernel/verb.ts';
import { indexMoved } from '../../../catalog/index.ts';
import { advanceTo, progressOf } from '../ids.ts';
import type { Move } from '../move.ts';
import { learnSizes } from '../sizes.ts';

const STEP = 'search';
const AT_ONCE = 250;

const done = prepared<{ done: boolean }>(
  'slims.search.done',
  `select exists (select from slims_progress where source_id = $1 and step = '${STEP}' and done_at is not null) as done`,
);

/** The first time titles are indexed once, at the end; afterwards with each change. */
export async function indexNow(move: Move, tx: VerbCtx, bookIds: readonly string[]): Promise<void> {
  if ((await done.one(tx.sql, [move.sourceId]))?.done) await indexMoved(tx, [...new Set(bookIds)]);
}

const next = prepared<{ old: string; id: string }>(
  'slims.search.next',
  `select old, new as id from slims_ids where source_id = $1 and kind = 'title' and new is not null and old > $2
   order by old limit ${AT_ONCE}`,
);

/** Puts every title that was brought over into search, copies and loans counted. Returns how many. */
export async function indexAll(move: Move): Promise<number> {
  const { last, done: isDone } = await progressOf(move.ctx.sql, move.sourceId, STEP);
  let count = 0;
  for (let after = last ?? ''; !isDone; ) {
    const some = await next.all(move.ctx.sql, [move.sourceId, after]);
    after = some.at(-1)?.old ?? after;
    const at = some.length < AT_ONCE ? new Date(move.ctx.app.clock.now()) : null;
    await asSystem({ ...move.ctx, now: move.ctx.app.clock.now() }, async (tx) => {
      await indexMoved(
        tx,
        some.map(({ id }) => id),
      );
      await advanceTo(tx, move.sourceId, STEP, after, some.length, at);
      if (some.length === 0) return tx.unchanged(undefined);
      tx.record('slims.indexed', { type: 'IMPORT', id: move.sourceId, new: { count: some.length } });
    });
    count += some.length;
    if (at) break;
  }
  if (count > 0) await learnSizes(move, STEP, 0);
  return count;
}
