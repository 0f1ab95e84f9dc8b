import type { Schedule } from '../../kernel/schedules.ts';
import { archiveMonths } from './archive/archive-months.ts';
import { eraseArchived, expireArchives } from './archive/erase-archived.ts';
import { hasSealable, sealFacts } from './sealing.ts';

export const auditSchedules: readonly Schedule[] = [
  {
    name: 'sealing',
    title: { id: 'Menyegel catatan aktivitas', en: 'Seal the activity log' },
    everyMinutes: 1,
    isDue: (app) => hasSealable(app.pool),
    run: async (ctx) => void (await sealFacts(ctx.app)),
  },
  {
    name: 'partitions',
    title: { id: 'Menyiapkan bulan-bulan berikutnya', en: 'Make the months ahead' },
    dailyAtUtcHour: 18,
    run: async ({ app, now }) =>
      void (await app.pool.query("select ensure_fact_partitions(($1::timestamptz - interval '1 month')::date, 5)", [
        now,
      ])),
  },
  {
    name: 'archiving',
    title: { id: 'Mengarsipkan bulan-bulan yang lama', en: 'Archive the months that are old' },
    dailyAtUtcHour: 19,
    async run({ app }) {
      await archiveMonths(app);
      await eraseArchived(app);
      await expireArchives(app);
    },
  },
];
