import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { type Locale, translate } from '../../kernel/i18n.ts';
import type { JobDefinition } from '../../kernel/jobs.ts';
import { formatRupiah } from '../../kernel/money.ts';
import { prepared } from '../../kernel/prepared.ts';
import { calendarOf, readSettings } from '../settings/index.ts';
import { overdueFine } from './borrowing.ts';
import { reminderMessages } from './reminder-messages.ts';
import { FINE_RULE_ID } from './situation.ts';

export const REMINDER_JOB = 'circulation.reminder';
const Wanted = z.object({ memberId: z.uuid(), loanIds: z.array(z.uuid()) });

interface Addressee {
  name: string;
  email: string | null;
  locale: Locale | null;
  branch: string;
}
const addressee = prepared<Addressee>(
  'circulation.reminder.member',
  `select m.name, m.email, a.locale, b.name as branch from members m join branches b on b.id = m.branch_id
   left join accounts a on a.id = m.account_id where m.id = $1 and m.status <> 'DELETED'`,
);

interface LateLoan {
  title: string;
  barcode: string;
  dueDate: Date;
  branchId: string;
  claimedAt: Date | null;
  finePerDay: number | null;
  graceDays: number | null;
  maxFine: number | null;
}
/** Those that came back since the button was pressed are not written about. */
const stillOut = prepared<LateLoan>(
  'circulation.reminder.loans',
  `select b.title, c.barcode, o.due_date as "dueDate", o.branch_id as "branchId", o.claimed_returned_at as "claimedAt",
     r.fine_per_day as "finePerDay", r.grace_days as "graceDays", r.max_fine as "maxFine"
   from borrowings o join books b on b.id = o.book_id join copies c on c.id = o.copy_id
     left join circulation_rules r on r.id = ${FINE_RULE_ID('o')}
   where o.id = any ($1::uuid[]) and o.member_id = $2 and o.return_date is null and o.status <> 'CANCELLED' and o.due_date < $3
   order by o.due_date, o.id`,
);

/** One letter to a reader about all that is late; nothing when nothing is late any more. */
export async function sendReminder(ctx: Ctx, data: unknown): Promise<void> {
  const { memberId, loanIds } = Wanted.parse(data);
  const reader = await addressee.one(ctx.sql, [memberId]);
  const loans = await stillOut.all(ctx.sql, [loanIds, memberId, ctx.now]);
  if (!reader?.email || loans.length === 0) return;
  const settings = await readSettings(ctx);
  const locale = reader.locale ?? settings.locale;
  const day = new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', {
    dateStyle: 'long',
    timeZone: settings.timeZone,
  });
  const lines = loans.map((loan) => `- ${loan.title} (${loan.barcode}): ${day.format(loan.dueDate)}`);
  const fine = await accrued(ctx, loans);
  const params = {
    name: reader.name,
    library: settings.libraryName,
    branch: reader.branch,
    loans: lines.join('\n'),
    fine: fine > 0 ? translate(locale, 'circulation.reminder.fine', { amount: formatRupiah(fine) }) : '',
  };
  await ctx.drivers.mail.send({
    to: reader.email,
    subject: translate(locale, 'circulation.reminder.subject', params),
    text: translate(locale, 'circulation.reminder.letter', params),
  });
}

async function accrued(ctx: Ctx, loans: readonly LateLoan[]): Promise<number> {
  let sum = 0;
  for (const { finePerDay, graceDays, maxFine, branchId, dueDate, claimedAt } of loans) {
    const rule = { finePerDay: finePerDay ?? 0, graceDays: graceDays ?? 0, maxFine };
    sum += overdueFine(rule, await calendarOf(ctx, branchId), dueDate, claimedAt ?? ctx.now).amount;
  }
  return sum;
}

export const reminderJob: JobDefinition = {
  name: REMINDER_JOB,
  title: reminderMessages['circulation.job.reminder'],
  retryLimit: 5,
  run: sendReminder,
};
