import { z } from 'zod';
import { prepared } from '../../kernel/prepared.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { localDateIn } from '../../lib/calendar/zone.ts';
import { readSettings } from '../settings/index.ts';
import { CopyStatus } from './copy.ts';
import { bookRow } from './queries.ts';

export const BookStatsReply = z.object({
  bookId: z.uuid(),
  totalBorrows: z.int(),
  /** The last twelve months by the library's calendar, oldest first. */
  byMonth: z.array(z.object({ month: z.string(), borrows: z.int() })),
  copies: z.array(z.object({ status: CopyStatus, count: z.int() })),
  holdsWaiting: z.int(),
});
type BookStats = z.output<typeof BookStatsReply>;

const months = prepared<{ month: string; borrows: number }>(
  'catalog.stats.months',
  `select to_char(borrow_date at time zone $2, 'YYYY-MM') as month, count(*)::int as borrows from borrowings
   where book_id = $1 and status <> 'CANCELLED' and borrow_date >= $3::timestamp at time zone $2 group by 1`,
);
const byStatus = prepared<BookStats['copies'][number]>(
  'catalog.stats.copies',
  'select status, count(*)::int as count from copies where book_id = $1 group by status order by status',
);

const MONTHS = 12;

/** '2026-03' and the eleven before it, oldest first. */
export function lastMonths(today: string): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, back) => {
    const at = year * 12 + (month - 1) - (MONTHS - 1 - back);
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}

export const bookStats = view({
  name: 'catalog.bookStats',
  permission: 'book:read',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<BookStats> {
    const book = await bookRow(ctx, id);
    const { timeZone } = await readSettings(ctx);
    const wanted = lastMonths(localDateIn(timeZone, ctx.now));
    const rows = await months.all(ctx.sql, [id, timeZone, `${wanted[0]}-01`]);
    const counted = new Map(rows.map(({ month, borrows }) => [month, borrows]));
    return {
      bookId: id,
      totalBorrows: book.totalBorrows,
      byMonth: wanted.map((month) => ({ month, borrows: counted.get(month) ?? 0 })),
      copies: await byStatus.all(ctx.sql, [id]),
      holdsWaiting: book.holdsWaiting,
    };
  },
});
