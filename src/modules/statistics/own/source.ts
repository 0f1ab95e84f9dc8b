import { type App, makeCtx, systemActor } from '../../../kernel/context.ts';
import { readSettings } from '../../settings/index.ts';
import { type StatisticsSource, TODAY_MODES } from '../source.ts';
import { books } from './books.ts';
import { advance, baseline } from './today.ts';
import { visitors } from './visitors.ts';

/** The library's own tables, by their indexes on time. */
export function ownSource(app: App): StatisticsSource {
  return {
    name: 'pustaka',
    modes: TODAY_MODES,
    timeZone: async () => (await readSettings(makeCtx(app, systemActor('statistics')))).timeZone,
    check: async () => {},
    baseline: (day, mode) => baseline(app, day, mode),
    advance: (day, from, mode) => advance(app, day, from, mode),
    visitors: (asked) => visitors(app, asked),
    books: (asked) => books(app, asked),
    close: async () => {},
  };
}
