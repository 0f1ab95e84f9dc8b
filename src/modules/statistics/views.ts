import { z } from 'zod';
import { ANYONE } from '../../kernel/access.ts';
import { view } from '../../kernel/view.ts';
import { todayLine } from './answers.ts';
import { shownData } from './endpoints.ts';
import type { Reader } from './mask.ts';
import { readerFor } from './reader.ts';
import { statisticsOf } from './service.ts';
import type { Shelf } from './shelf.ts';
import type { Name, Part } from './snapshots.ts';
import { goodForMs } from './today/pace.ts';

/** Null while it was never made: the page says "Menyiapkan data…" and asks again. */
const figure = <N extends Name>(shelf: Shelf, name: N, reader: Reader) => {
  const snapshot = shelf.get(name);
  return snapshot ? shownData(snapshot, reader) : null;
};

/** Everything the page /statistik shows, from memory; readers' names as the caller may see them. */
export const statisticsNow = view({
  name: 'statistics.now',
  permission: ANYONE,
  input: z.strictObject({}),
  async run(ctx) {
    const { shelf, today, config, source } = statisticsOf(ctx.app);
    const reader = readerFor(ctx.actor);
    const get = <N extends Name>(name: N) => figure(shelf, name, reader);
    const generatedAt = (part: Part): Date | null => shelf.generatedAt(part);
    return {
      source: source.name,
      timeZone: await source.timeZone(),
      /** Whether the live stream is offered. */
      isLive: config.ENABLE_SSE_TODAY,
      now: ctx.now,
      today: todayLine(today),
      /** A count of today that is older is shown with its time, not as live. */
      todayGoodForMs: goodForMs(config.VISITOR_SYNC_MIN_INTERVAL_MS),
      generatedAt: { visitors: generatedAt('visitors'), books: generatedAt('books') },
      visitors: {
        weekly: get('visitors:weekly'),
        monthly: get('visitors:monthly'),
        yearly: get('visitors:yearly'),
        topMonth: get('visitors:monthly:top'),
        topYear: get('visitors:yearly:top'),
      },
      books: {
        topBorrowed: get('books:top-borrowed'),
        topBorrowedMonth: get('books:top-borrowed:month'),
        topBorrowedYear: get('books:top-borrowed:year'),
        topBorrowersMonth: get('books:top-borrowers:month'),
        topBorrowersYear: get('books:top-borrowers:year'),
        collection: get('books:collection'),
        loans: get('books:loans'),
      },
    };
  },
});

export type StatisticsNow = Awaited<ReturnType<typeof statisticsNow>>;
