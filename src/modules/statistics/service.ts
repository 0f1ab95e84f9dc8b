import type { App } from '../../kernel/context.ts';
import { failure } from '../../kernel/errors.ts';
import { type Answers, makeAnswers } from './answers.ts';
import { type StatisticsConfig, statisticsConfig } from './config.ts';
import { addGauges, type Meters, makeMeters } from './meters.ts';
import { ownSource } from './own/source.ts';
import { makeRefresher, REFRESHED, type Refresher } from './refresh.ts';
import { makeShelf, type Shelf } from './shelf.ts';
import type { StatisticsSource } from './source.ts';
import { type Doorkeeper, makeDoorkeeper } from './stream/doorkeeper.ts';
import { type Hub, makeHub } from './stream/hub.ts';
import { makeCounter } from './today/counter.ts';
import { makeToday, type Today } from './today/today.ts';

/** Everything the statistics of one program keep in memory. */
export interface Statistics {
  source: StatisticsSource;
  config: StatisticsConfig;
  shelf: Shelf;
  today: Today;
  refresher: Refresher;
  answers: Answers;
  hub: Hub;
  door: Doorkeeper;
  meters: Meters;
}

type MakeSource = (app: App) => StatisticsSource | null;
let otherSource: MakeSource = () => null;

/** Called once, in modules.ts: a database that is not ours, when one is configured. */
export function wireSource(make: MakeSource): void {
  otherSource = make;
}

const made = new WeakMap<App, Statistics>();

/** Made at the first call; fails when the source cannot count as configured. */
export function statisticsOf(app: App): Statistics {
  const known = made.get(app) ?? makeStatistics(app, otherSource(app) ?? ownSource(app));
  made.set(app, known);
  return known;
}

function makeStatistics(app: App, source: StatisticsSource): Statistics {
  const config = statisticsConfig(app.env);
  const mode = config.TODAY_COUNT_MODE;
  if (!source.modes.includes(mode)) {
    const params = { mode, modes: source.modes.join(', ') };
    throw failure('VALIDATION_ERROR', 'statistics.mode_refused', { field: 'TODAY_COUNT_MODE', params });
  }
  const shelf = makeShelf();
  const counter = makeCounter(source, mode, config.TODAY_REBASELINE_EVERY);
  const today = makeToday(app, source, counter, config.VISITOR_SYNC_MIN_INTERVAL_MS);
  const crons = { visitors: config.VISITOR_SLOW_CRON, books: config.BOOKS_SLOW_CRON };
  const refresher = makeRefresher(app, source, shelf, crons);
  const hub = makeHub(app.clock);
  today.subscribe(hub.publish);
  app.pings.subscribe(({ pings, tags }) => {
    if (!tags.includes('*') && !pings.some(({ fact }) => fact === REFRESHED)) return;
    refresher.load().catch((err: unknown) => app.log.warn({ err }, 'statistics: figures not loaded'));
  });
  addGauges(app, { shelf, refresher, hub });
  return {
    source,
    config,
    shelf,
    today,
    refresher,
    answers: makeAnswers(shelf, today),
    hub,
    door: makeDoorkeeper(config.SSE_TODAY_PER_ADDRESS, config.SSE_TODAY_MAX_CLIENTS),
    meters: makeMeters(app),
  };
}
