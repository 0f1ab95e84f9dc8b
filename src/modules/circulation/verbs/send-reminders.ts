import { z } from 'zod';
import { inBranchScope } from '../../../kernel/access.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { readSettings } from '../../settings/index.ts';
import { borrowingNotFound } from '../errors.ts';
import { staffId } from '../queries.ts';
import { REMINDER_JOB } from '../reminders.ts';

const MOST = 200;

export const RemindedReply = z.object({
  /** Loans written about, and readers written to. */
  loans: z.int(),
  readers: z.int(),
  /** Loans whose reader has no e-mail address. */
  noAddress: z.int(),
  /** Loans somebody was reminded of today already. */
  already: z.int(),
  /** Loans that are back, or not late. */
  notLate: z.int(),
});
type Reminded = z.output<typeof RemindedReply>;

interface Loan {
  id: string;
  memberId: string;
  title: string;
  branchId: string;
  late: boolean;
  hasAddress: boolean;
}
const asked = prepared<Loan>(
  'circulation.remind.loans',
  `select o.id, o.member_id as "memberId", b.title, o.branch_id as "branchId", m.email is not null as "hasAddress",
     o.return_date is null and o.status <> 'CANCELLED' and o.due_date < $2 as late
   from borrowings o join books b on b.id = o.book_id join members m on m.id = o.member_id
   where o.id = any ($1::uuid[]) order by o.id`,
);
/** The key is the promise: a second press on the same day finds the row there. */
const remember = prepared<{ id: string }>(
  'circulation.remind.remember',
  `insert into borrowing_reminders (borrowing_id, day, sent_at, sent_by)
   select unnest($1::uuid[]), $2, $3, $4 on conflict do nothing returning borrowing_id as id`,
);

/** Letters about late loans: one a reader for all that was picked, one a day a loan at most. */
export const sendReminders = verb({
  name: 'circulation.remind',
  permission: 'borrowing:create',
  input: z.strictObject({ ids: z.array(Uuid).min(1).max(MOST) }),
  async run(ctx, { ids }): Promise<Reminded> {
    const loans = await asked.all(ctx.sql, [[...new Set(ids)], ctx.now]);
    if (loans.length === 0 || !loans.every((loan) => inBranchScope(ctx.scope, loan.branchId)))
      throw borrowingNotFound();
    const late = loans.filter((loan) => loan.late);
    const reachable = late.filter((loan) => loan.hasAddress);
    const today = localDateIn((await readSettings(ctx)).timeZone, ctx.now);
    const wanted = reachable.map((loan) => loan.id);
    const fresh = new Set((await remember.all(ctx.sql, [wanted, today, ctx.now, staffId(ctx)])).map((row) => row.id));
    const written = reachable.filter((loan) => fresh.has(loan.id));
    const readers = Map.groupBy(written, (loan) => loan.memberId);
    for (const [memberId, own] of readers)
      await ctx.enqueue(REMINDER_JOB, { memberId, loanIds: own.map((loan) => loan.id) });
    for (const { id, title, branchId } of written)
      ctx.record('borrowing.reminded', { type: 'UPDATE', id, name: title, branchId, new: { day: today, by: 'EMAIL' } });
    const reply: Reminded = {
      loans: written.length,
      readers: readers.size,
      noAddress: late.length - reachable.length,
      already: reachable.length - written.length,
      notLate: loans.length - late.length,
    };
    return written.length === 0 ? ctx.unchanged(reply) : reply;
  },
});
