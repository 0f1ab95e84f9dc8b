import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import type { NextAct, Returned } from '../replies.ts';
import { borrow, Confirmed } from './borrow.ts';
import { returnCopy } from './return-borrowing.ts';

/** A scanner that reads twice has scanned once. */
const TWICE_MS = 10_000;

interface LastLoan {
  id: string;
  memberId: string;
  barcode: string;
  title: string;
  borrowDate: Date;
  dueDate: Date;
  returnDate: Date | null;
}
const lastLoan = prepared<LastLoan>(
  'circulation.desk.lastLoan',
  `select l.id, l.member_id as "memberId", c.barcode, b.title, l.borrow_date as "borrowDate", l.due_date as "dueDate",
     l.return_date as "returnDate"
   from copies c join borrowings l on l.copy_id = c.id and l.status <> 'CANCELLED' join books b on b.id = l.book_id
   where lower(c.barcode) = lower($1) order by l.borrow_date desc limit 1`,
);

/** What a scan of a copy did; plain values, so that a scan sent twice shows the same again. */
export type Moved =
  | { what: 'LENT' | 'LENT_ALREADY'; loanId: string; barcode: string; title: string; due: string; warnings: string[] }
  | { what: 'RETURNED_ALREADY'; barcode: string; title: string }
  | {
      what: 'RETURNED' | 'CHECKED_IN';
      loanId: string | null;
      from: { id: string; number: string; name: string } | null;
      barcode: string;
      title: string;
      fine: { amount: number; days: number; perDay: number } | null;
      next: { act: NextAct['act']; message: string; branchId: string | null };
    };

/**
 * One scan of a copy, lending and returning in one: what it does is decided inside the transaction, so that a scan
 * whose answer was lost does not turn a loan into its return when it is sent again under its key.
 */
export const scanCopy = verb({
  name: 'circulation.desk.scan',
  permission: 'borrowing:create',
  input: z.strictObject({
    barcode: trimmed(40),
    /** Who stands at the desk. */
    memberId: Uuid.nullable(),
    returning: z.boolean().default(false),
    /** Lend in any case: asked for by a button, not by a scan. */
    lend: z.boolean().default(false),
    confirmed: Confirmed,
  }),
  async run(ctx, { barcode, memberId, returning, lend, confirmed }): Promise<Moved> {
    const last = await lastLoan.one(ctx.sql, [barcode]);
    const who = returning ? null : memberId;
    const again = last && last.memberId === who && !lend ? twice(ctx, last) : null;
    if (again) return ctx.unchanged(again);
    if (who && (!last || last.returnDate)) return lent(await borrow(ctx, { barcode, memberId: who, confirmed }));
    const back = await returnCopy(ctx, { barcode });
    return back.borrowing ? returned(back) : ctx.unchanged(returned(back));
  },
});

function twice(ctx: VerbCtx, { id, barcode, title, dueDate, borrowDate, returnDate }: LastLoan): Moved | null {
  if (ctx.now.getTime() - (returnDate ?? borrowDate).getTime() > TWICE_MS) return null;
  if (returnDate) return { what: 'RETURNED_ALREADY', barcode, title };
  return { what: 'LENT_ALREADY', loanId: id, barcode, title, due: dueDate.toISOString(), warnings: [] };
}

const lent = (loan: Awaited<ReturnType<typeof borrow>>): Moved => ({
  what: 'LENT',
  loanId: loan.id,
  barcode: loan.barcode,
  title: loan.title,
  due: loan.dueDate.toISOString(),
  warnings: loan.warnings.map((warning) => warning.message),
});

const returned = ({ borrowing, copy, fine, next }: Returned): Moved => ({
  what: borrowing ? 'RETURNED' : 'CHECKED_IN',
  loanId: borrowing?.id ?? null,
  from: borrowing && { id: borrowing.memberId, number: borrowing.memberNumber, name: borrowing.memberName },
  barcode: copy.barcode,
  title: copy.title,
  fine: fine && { amount: fine.amount, days: fine.chargedDays, perDay: fine.finePerDay },
  next: { act: next.act, message: next.message, branchId: next.branchId },
});
