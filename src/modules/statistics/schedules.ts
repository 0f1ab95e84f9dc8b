import type { App } from '../../kernel/context.ts';
import type { Text } from '../../kernel/i18n.ts';
import type { Schedule } from '../../kernel/schedules.ts';
import { STALE_HOURS } from './health.ts';
import { statisticsOf } from './service.ts';
import type { Part } from './snapshots.ts';

const HOUR_MS = 3_600_000;
const warnedAt = new WeakMap<App, Map<Part, number>>();

/** Looked at every minute; when it is due says the cron line, and a run that was missed is due at once. */
const daily = (part: Part, title: Text): Schedule => ({
  name: `statistics-${part}`,
  title,
  everyMinutes: 1,
  async isDue(app) {
    warnWhenStale(app, part);
    return statisticsOf(app).refresher.isDue(part);
  },
  async run({ app }) {
    const { refresher } = statisticsOf(app);
    if (await refresher.isDue(part)) await refresher.refresh(part);
  },
});

/** Once an hour while it lasts. */
function warnWhenStale(app: App, part: Part): void {
  const made = statisticsOf(app).shelf.generatedAt(part);
  const now = app.clock.now().getTime();
  if (!made || now - made.getTime() <= STALE_HOURS * HOUR_MS) return;
  const warned = warnedAt.get(app) ?? new Map<Part, number>();
  if (now - (warned.get(part) ?? 0) < HOUR_MS) return;
  warnedAt.set(app, warned.set(part, now));
  app.log.warn({ part, generatedAt: made }, `statistics are older than ${STALE_HOURS} hours`);
}

export const statisticsSchedules: readonly Schedule[] = [
  daily('visitors', {
    id: 'Membekukan statistik kunjungan (VISITOR_SLOW_CRON)',
    en: 'Freeze the visitor figures (VISITOR_SLOW_CRON)',
  }),
  daily('books', {
    id: 'Membekukan statistik buku dan peminjaman (BOOKS_SLOW_CRON)',
    en: 'Freeze the book and borrowing figures (BOOKS_SLOW_CRON)',
  }),
];
