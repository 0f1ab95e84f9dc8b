import { z } from 'zod';
import { Money } from '../../kernel/money.ts';
import { Moment } from '../../kernel/validation.ts';
import { FINE_REASONS, FINE_STATUSES, METHODS, REFUND_STATUSES } from './fine.ts';

/** S1's FinePayment, with its receipt number and what became of the fine. */
export const PaymentReply = z.object({
  id: z.uuid(),
  receiptNumber: z.int(),
  fineId: z.uuid(),
  borrowingId: z.uuid().nullable(),
  memberId: z.uuid(),
  branchId: z.uuid(),
  amount: Money,
  paymentDate: Moment,
  method: z.enum(METHODS),
  reference: z.string().nullable(),
  processedBy: z.uuid(),
  notes: z.string().nullable(),
  refunded: Money,
  changeCredited: Money,
  createdAt: Moment,
  fineStatus: z.enum(FINE_STATUSES),
  outstanding: Money,
});
export type Payment = z.output<typeof PaymentReply>;

export const PaidReply = z.object({
  payments: z.array(PaymentReply),
  paid: Money,
  changeCredited: Money,
  outstanding: Money,
});

export const WaiverReply = z.object({
  id: z.uuid(),
  fineId: z.uuid(),
  amount: Money,
  reason: z.string(),
  waivedBy: z.uuid(),
  waivedAt: Moment,
  fineStatus: z.enum(FINE_STATUSES),
  outstanding: Money,
});
export type Waiver = z.output<typeof WaiverReply>;

export const FineReply = z.object({
  id: z.uuid(),
  borrowingId: z.uuid().nullable(),
  memberId: z.uuid(),
  memberNumber: z.string(),
  memberName: z.string(),
  branchId: z.uuid(),
  bookId: z.uuid().nullable(),
  bookTitle: z.string().nullable(),
  barcode: z.string().nullable(),
  reason: z.enum(FINE_REASONS),
  amount: Money,
  paid: Money,
  waived: Money,
  outstanding: Money,
  status: z.enum(FINE_STATUSES),
  explanation: z.record(z.string(), z.unknown()),
  cancelledAt: Moment.nullable(),
  createdAt: Moment,
  updatedAt: Moment,
});
export type Fine = z.output<typeof FineReply>;

export const RefundReply = z.object({
  id: z.uuid(),
  paymentId: z.uuid(),
  fineId: z.uuid(),
  memberId: z.uuid(),
  /** The desk that asked, where the money goes out. */
  branchId: z.uuid(),
  amount: Money,
  method: z.enum(METHODS),
  reason: z.string(),
  status: z.enum(REFUND_STATUSES),
  requestedBy: z.uuid(),
  requestedAt: Moment,
  secondPerson: z.boolean(),
  decidedBy: z.uuid().nullable(),
  decidedAt: Moment.nullable(),
  decisionNote: z.string().nullable(),
});
export type Refund = z.output<typeof RefundReply>;
