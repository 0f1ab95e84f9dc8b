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

onConstraint({
  fines_one: (cause) => failure('CONFLICT', 'fines.already_charged', { cause }),
  fine_payments_reference: (cause) => failure('CONFLICT', 'fines.reference_used', { field: 'reference', cause }),
});
