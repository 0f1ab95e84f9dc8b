import { z } from 'zod';
import { trimmed } from '../../kernel/validation.ts';
import { LARGEST, METHODS } from './fine.ts';

/** Whole rupiah, 1 or more. */
export const PositiveAmount = z.int().min(1).max(LARGEST);

/** How money is handed over; the same for one fine and for all of a member. */
export const handing = {
  /** Absent: all that is owed. */
  amount: PositiveAmount.optional(),
  method: z.enum(METHODS),
  reference: trimmed(200).optional(),
  notes: trimmed(500).optional(),
  /** What is handed over beyond the debt goes on the member's credit; without this it is refused. */
  keepChange: z.literal('credit').optional(),
};

interface Handing {
  method: string;
  keepChange?: string | undefined;
}
export const changeIsMoney = (input: Handing): boolean => !(input.method === 'CREDIT' && input.keepChange);
export const changeOfCredit = { error: 'fines.change_of_credit', path: ['keepChange'] };
