import type { Schedule } from '../../kernel/schedules.ts';
import { asSystem } from '../../kernel/verb.ts';
import { markOverdueBatch } from './queries.ts';
import { expireHolds } from './verbs/close-hold.ts';

export const circulationSchedules: readonly Schedule[] = [
  {
    name: 'overdue',
    title: { id: 'Tandai pinjaman terlambat', en: 'Mark overdue loans' },
    everyMinutes: 60,
    async run(ctx) {
      for (let marked = 1000; marked === 1000; ) {
        marked = await asSystem(ctx, async (verbCtx) => {
          const rows = await markOverdueBatch(verbCtx.sql, verbCtx.now);
          const [first] = rows;
          if (!first) return verbCtx.unchanged(0);
          verbCtx.record('borrowing.marked_overdue', { type: 'UPDATE', id: first.id, new: { count: rows.length } });
          return rows.length;
        });
      }
    },
  },
  {
    name: 'hold-expiry',
    title: { id: 'Akhiri pemesanan yang tidak diambil', en: 'End holds nobody collected' },
    everyMinutes: 15,
    async run(ctx) {
      await expireHolds(ctx);
    },
  },
];
