import type { Ctx } from '../../kernel/context.ts';
import type { LogRow } from './entry.ts';
import type { Period } from './filters.ts';
import { oldestFact, type Place, placesIn, rowsAt, type Search } from './queries.ts';

export interface Wanted {
  after: Place | null;
  offset: number;
  limit: number;
}

const monthOf = (moment: Date, back = 0): Date =>
  new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() - back, 1));

/**
 * The newest entries first, month by month backwards in growing strides: PostgreSQL opens only the months it
 * must, also when a filter finds little.
 */
export async function readLog(ctx: Ctx, search: Search, { after, offset, limit }: Wanted): Promise<LogRow[]> {
  const floor = search.period.from ?? (await oldestFact(ctx));
  const places: Place[] = [];
  const need = offset + limit;
  for (const span of floor ? spans(floor, search.period.before, after, ctx.now) : []) {
    places.push(...(await placesIn(ctx, search, span, after, need - places.length).execute()));
    if (places.length >= need) break;
  }
  return rowsAt(ctx, places.slice(offset));
}

export function* spans(floor: Date, before: Date | null, after: Place | null, now: Date): Generator<Period> {
  const latest = [now, ...(before ? [before] : []), ...(after ? [new Date(after.at)] : [])];
  const newest = new Date(Math.min(...latest.map((moment) => moment.getTime())));
  let end = after ? new Date(newest.getTime() + 1) : before;
  let start = monthOf(newest);
  for (let stride = 1; ; stride *= 2) {
    yield { from: start > floor ? start : floor, before: end };
    if (start <= floor) return;
    end = start;
    start = monthOf(start, stride);
  }
}
