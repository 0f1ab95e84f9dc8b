import { onConstraint } from '../../kernel/database-errors.ts';
import { failure, notFound } from '../../kernel/errors.ts';
import { formatRupiah } from '../../kernel/money.ts';

export const noFine = () => notFound('fines.not_found');

export const amountOutOfRange = () => failure('UNPROCESSABLE', 'fines.amount_out_of_range', { field: 'amount' });

export const moneyMoved = () => failure('CONFLICT', 'fines.money_moved');

export const alreadyCharged = (cause?: unknown) => failure('CONFLICT', 'fines.already_charged', { cause });

export const rupiahParam = (amount: number) => ({ params: { amount: formatRupiah(amount) } });

onConstraint({ fines_one: alreadyCharged });
