import type { Schedule } from '../../kernel/schedules.ts';
import { sealFacts } from './sealing.ts';

export const auditSchedules: readonly Schedule[] = [
  {
    name: 'sealing',
    title: { id: 'Menyegel catatan aktivitas', en: 'Seal the activity log' },
    everyMinutes: 1,
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
];
