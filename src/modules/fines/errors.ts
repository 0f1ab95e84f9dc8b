import { onConstraint } from '../../kernel/database-errors.ts';
import { failure, notFound } from '../../kernel/errors.ts';
import { formatRupiah } from '../../kernel/money.ts';

export const noFine = () => notFound('fines.not_found');

export const amountOutOfRange = () => failure('UNPROCESSABLE', 'fines.amount_out_of_range', { field: 'amount' });

export const moneyMoved = () => failure('CONFLICT', 'fines.money_moved');

export const nothingOwed = () => failure('CONFLICT', 'fines.nothing_owed', { details: { outstanding: 0 } });

export const moreThanOwed = (outstanding: number) =>
  failure('CONFLICT', 'fines.more_than_owed', {
    field: 'amount',
    params: { outstanding: formatRupiah(outstanding) },
    details: { outstanding },
  });

export const creditTooLow = (credit: number) =>
  failure('CONFLICT', 'fines.credit_too_low', {
    field: 'method',
    params: { credit: formatRupiah(credit) },
    details: { credit },
  });

export const noPayment = () => failure('NOT_FOUND', 'fines.no_payment', { field: 'paymentId' });

export const nothingPaid = () => failure('CONFLICT', 'fines.nothing_paid');

export const noBranch = () => failure('NOT_FOUND', 'settings.branch_not_found', { field: 'branchId' });

export const moreThanPaid = (refundable: number) =>
  failure('CONFLICT', 'fines.more_than_paid', {
    field: 'amount',
    params: { refundable: formatRupiah(refundable) },
    details: { refundable },
  });

export const noRefund = () => notFound('fines.no_refund');

export const refundDecided = () => failure('CONFLICT', 'fines.refund_decided');

/** Whoever asked for money back does not give it to himself. */
export const secondPerson = (cause?: unknown) => failure('FORBIDDEN', 'fines.second_person', { cause });

onConstraint({
  fine_refunds_second_person: secondPerson,
  fines_one: (cause) => failure('CONFLICT', 'fines.already_charged', { cause }),
  fine_payments_reference: (cause) => failure('CONFLICT', 'fines.reference_used', { field: 'reference', cause }),
});
