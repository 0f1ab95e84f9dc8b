import { z } from 'zod';
import { listRoute, route } from '../../kernel/http/route.ts';
import { getHold, listHolds } from './hold-views.ts';
import { BorrowingReply, BorrowReply, HoldReply, ReturnReply, RuleReply } from './replies.ts';
import { explainRules, getRule, listRules } from './rules.ts';
import { borrow } from './verbs/borrow.ts';
import { cancelHold, shelveHold } from './verbs/close-hold.ts';
import { claimReturned, markDamaged, markLost } from './verbs/lost-damaged.ts';
import { placeHold } from './verbs/place-hold.ts';
import { renew } from './verbs/renew.ts';
import { returnBorrowing, returnCopy } from './verbs/return-borrowing.ts';
import { createRule, retireRule, updateRule } from './verbs/rules.ts';
import { RemindedReply, sendReminders } from './verbs/send-reminders.ts';
import { undo } from './verbs/undo.ts';
import { borrowingsOfBook, borrowingsOfMember, getBorrowing, listBorrowings, listOverdue } from './views.ts';

const moves = { idempotent: true } as const;
const Explained = z.object({
  winner: RuleReply.nullable(),
  candidates: z.array(z.object({ rule: RuleReply, fits: z.boolean(), misfits: z.array(z.string()), weight: z.int() })),
});

export const circulationRoutes = [
  listRoute('GET /borrowings', listBorrowings, BorrowingReply),
  route('POST /borrowings', borrow, BorrowReply, { ...moves, status: 201 }),
  listRoute('GET /borrowings/overdue', listOverdue, BorrowingReply),
  route('POST /borrowings/reminders', sendReminders, RemindedReply, moves),
  route('GET /borrowings/:id', getBorrowing, BorrowingReply),
  route('POST /borrowings/:id/return', returnBorrowing, ReturnReply, moves),
  route('POST /borrowings/:id/renew', renew, BorrowReply, moves),
  route('POST /borrowings/:id/undo', undo, BorrowingReply, moves),
  route('POST /borrowings/:id/lost', markLost, BorrowingReply, moves),
  route('POST /borrowings/:id/damaged', markDamaged, BorrowingReply, moves),
  route('POST /borrowings/:id/claim', claimReturned, BorrowingReply, moves),
  route('POST /copies/:barcode/return', returnCopy, ReturnReply, moves),
  listRoute('GET /books/:id/borrowings', borrowingsOfBook, BorrowingReply),
  listRoute('GET /members/:id/borrowings', borrowingsOfMember, BorrowingReply),
  listRoute('GET /holds', listHolds, HoldReply),
  route('POST /holds', placeHold, HoldReply, { ...moves, status: 201 }),
  route('GET /holds/:id', getHold, HoldReply),
  route('DELETE /holds/:id', cancelHold, HoldReply),
  route('POST /holds/:id/shelve', shelveHold, HoldReply, moves),
  route('GET /circulation-rules', listRules, z.array(RuleReply)),
  route('POST /circulation-rules', createRule, RuleReply, { status: 201 }),
  route('GET /circulation-rules/explain', explainRules, Explained),
  route('GET /circulation-rules/:id', getRule, RuleReply),
  route('PATCH /circulation-rules/:id', updateRule, RuleReply),
  route('DELETE /circulation-rules/:id', retireRule, z.object({ deleted: z.boolean() })),
];
