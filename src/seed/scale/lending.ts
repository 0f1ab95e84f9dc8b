import { Random } from '../random.ts';
import type { Scale, ScaleBook } from './catalogue.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
export const LOAN_DAYS = 14;
const LOANS = 2_000_000_011;
/** Of the books that were borrowed at all, so many are out now. */
const OUT = 0.28;

export interface ScaleLoan {
  /** Which of the book's copies. */
  copy: number;
  member: number;
  borrowDate: number;
  dueDate: number;
  returnDate: number | null;
}

/** Ends with a day in Jakarta. */
const dueAfter = (borrowDate: number): number => Math.floor(borrowDate / DAY) * DAY + LOAN_DAYS * DAY + 17 * HOUR - 1;

/** The loans of a book in the last year, one after the other, so that no copy is out twice at once. */
export function loansOf(scale: Scale, book: ScaleBook): ScaleLoan[] {
  if (book.borrows === 0) return [];
  const random = new Random(book.n + LOANS);
  const slot = (365 * DAY) / book.borrows;
  return Array.from({ length: book.borrows }, (_, at): ScaleLoan => {
    const begin = scale.today - 365 * DAY + at * slot;
    const isOut = at === book.borrows - 1 && random.chance(OUT);
    const wished = isOut ? scale.today - random.fraction() * 20 * DAY : begin + random.fraction() * slot * 0.3;
    const borrowDate = Math.floor(Math.max(begin, wished));
    const kept = Math.min(slot * 0.6, random.fraction() * 20 * DAY + 6 * HOUR);
    const returnDate = isOut ? null : Math.floor(Math.min(borrowDate + kept, scale.today - 1));
    const member = Math.floor(random.fraction() * scale.members);
    return { copy: at % book.copies, member, borrowDate, dueDate: dueAfter(borrowDate), returnDate };
  });
}

/** AVAILABLE unless lent; of the books nobody borrowed, a few copies are damaged, lost or withdrawn. */
export function copyStatus(book: ScaleBook, copy: number, loans: readonly ScaleLoan[]): string {
  if (loans.some((loan) => loan.copy === copy && loan.returnDate === null)) return 'ON_LOAN';
  if (book.borrows > 0 || copy !== book.copies - 1) return 'AVAILABLE';
  if (book.n % 200 === 7) return 'DAMAGED';
  if (book.n % 500 === 3) return 'LOST';
  return book.n % 1000 === 9 ? 'WITHDRAWN' : 'AVAILABLE';
}
