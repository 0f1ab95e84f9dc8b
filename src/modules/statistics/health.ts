import type { HealthPart } from '../../kernel/module.ts';
import { statisticsOf } from './service.ts';
import { PARTS, type Part } from './snapshots.ts';

/** Source 2 §17: older than this, somebody should look. */
export const STALE_HOURS = 30;
const HOUR_MS = 3_600_000;
/** What was missed while the program was down is made in its first minutes. */
const CATCHING_UP_SECONDS = 300;

export const statisticsHealth: HealthPart = {
  name: 'statistics',
  async check(app) {
    const { source, config, shelf, today, refresher, hub } = statisticsOf(app);
    const now = app.clock.now().getTime();
    const hours = (part: Part): number | null => {
      const made = shelf.generatedAt(part);
      return made && Math.round((now - made.getTime()) / (HOUR_MS / 10)) / 10;
    };
    const ages = Object.fromEntries(PARTS.map((part) => [part, hours(part)]));
    // What was never made is no younger than what is too old.
    const stale = PARTS.filter((part) => (hours(part) ?? Number.POSITIVE_INFINITY) > STALE_HOURS);
    const runs = PARTS.map((part) => {
      const run = refresher.lastRun(part);
      return [part, run ? { at: run.finishedAt, ok: run.ok } : null];
    });
    return {
      ok: stale.length === 0 || process.uptime() < CATCHING_UP_SECONDS,
      source: source.name,
      mode: config.TODAY_COUNT_MODE,
      snapshotAgeHours: ages,
      stale,
      lastRuns: Object.fromEntries(runs),
      todayAt: today.current()?.at ?? null,
      streams: hub.size,
    };
  },
};
