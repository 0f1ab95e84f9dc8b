import { z } from 'zod';
import { Money } from '../../kernel/money.ts';
import { Moment } from '../../kernel/validation.ts';
import { WarningReply } from './refusal.ts';

/** What an actor may do next, and why not (a message code) where he may not. */
export const CanReply = z.object({ can: z.record(z.string(), z.boolean()), why: z.record(z.string(), z.string()) });

export const BorrowingReply = z.object({
  id: z.uuid(),
  bookId: z.uuid(),
  copyId: z.uuid(),
  barcode: z.string(),
  title: z.string(),
  memberId: z.uuid(),
  memberNumber: z.string(),
  memberName: z.string(),
  branchId: z.uuid(),
  ruleId: z.uuid().nullable(),
  borrowDate: Moment,
  dueDate: Moment,
  returnDate: Moment.nullable(),
  status: z.enum(['BORROWED', 'RETURNED', 'OVERDUE', 'CANCELLED']),
  outcome: z.enum(['RETURNED', 'LOST', 'DAMAGED']).nullable(),
  renewals: z.int(),
  /** Charged so far; while the copy is out and late, `accruedFine` runs on top. */
  fine: Money,
  accruing: z.boolean(),
  accruedFine: Money,
  claimedReturnedAt: Moment.nullable(),
  notes: z.string().nullable(),
  processedBy: z.uuid().nullable(),
  createdAt: Moment,
  updatedAt: Moment,
  ...CanReply.shape,
});
export type Borrowing = z.input<typeof BorrowingReply>;

export const BorrowReply = BorrowingReply.extend({ warnings: z.array(WarningReply) });

/** The next physical act after a return scan. */
export const NextActReply = z.object({
  act: z.enum(['SHELVE', 'HOLD_SHELF', 'TRANSIT', 'REPAIR', 'NONE']),
  message: z.string(),
  branchId: z.uuid().nullable(),
  holdId: z.uuid().nullable(),
  memberName: z.string().nullable(),
});
export type NextAct = z.input<typeof NextActReply>;

export const ReturnReply = z.object({
  borrowing: BorrowingReply.nullable(),
  copy: z.object({ id: z.uuid(), barcode: z.string(), title: z.string(), status: z.string() }),
  fine: z
    .object({
      id: z.uuid(),
      amount: Money,
      outstanding: Money,
      lateDays: z.int(),
      chargedDays: z.int(),
      finePerDay: Money,
    })
    .nullable(),
  next: NextActReply,
});
export type Returned = z.input<typeof ReturnReply>;

export const HoldReply = z.object({
  id: z.uuid(),
  bookId: z.uuid(),
  title: z.string(),
  memberId: z.uuid(),
  memberNumber: z.string(),
  memberName: z.string(),
  pickupBranchId: z.uuid(),
  status: z.enum(['WAITING', 'SHELVED', 'FULFILLED', 'CANCELLED', 'EXPIRED']),
  /** Place in the queue while waiting, beginning with 1. */
  position: z.int().nullable(),
  copyId: z.uuid().nullable(),
  barcode: z.string().nullable(),
  placedAt: Moment,
  shelvedAt: Moment.nullable(),
  expiresAt: Moment.nullable(),
  closedAt: Moment.nullable(),
  closeReason: z.string().nullable(),
  borrowingId: z.uuid().nullable(),
  ...CanReply.shape,
});
export type Hold = z.input<typeof HoldReply>;

export const RuleReply = z.object({
  id: z.uuid(),
  branchId: z.uuid().nullable(),
  memberTypeId: z.uuid().nullable(),
  collectionTypeId: z.uuid().nullable(),
  materialType: z.string().nullable(),
  loanDays: z.int(),
  maxLoans: z.int(),
  maxRenewals: z.int(),
  graceDays: z.int(),
  finePerDay: Money,
  maxFine: Money.nullable(),
  holdLimit: z.int(),
  holdShelfDays: z.int(),
  /** Since then it applies to no new loan. */
  retiredAt: Moment.nullable(),
  retiredBy: z.uuid().nullable(),
  version: z.int(),
  createdAt: Moment,
  updatedAt: Moment,
});
