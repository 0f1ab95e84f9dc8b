import type { Sql } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { Schedule } from '../../kernel/schedules.ts';

const forgetOld = prepared('visits.last.forget', 'delete from visit_last_seen where at < $1');
const DAY = 86_400_000;

/** The last month to the third from now. */
export async function ensureVisitMonths(sql: Sql, now: Date): Promise<void> {
  await sql.query("select ensure_visit_partitions(($1::timestamptz - interval '1 month')::date, 5)", [now]);
}

export const visitsSchedules: readonly Schedule[] = [
  {
    name: 'visit-months',
    title: {
      id: 'Menyiapkan bulan-bulan kunjungan dan melupakan pindaian lama',
      en: 'Make the months of visits ahead and forget old scans',
    },
    dailyAtUtcHour: 18,
    async run({ app, now }) {
      await ensureVisitMonths(app.pool, now);
      await forgetOld.all(app.pool, [new Date(now.getTime() - DAY)]);
    },
  },
];
