import { moreThanOwed, nothingOwed } from './errors.ts';

export interface Settlement {
  /** Goes on fines. */
  amount: number;
  /** Stays with the library as the member's credit. */
  change: number;
}

/** How much of what is handed over goes on the fines; without an amount, all that is owed. */
export function settle(asked: number | undefined, owed: number, keepChange: boolean): Settlement {
  if (owed === 0) throw nothingOwed();
  const handed = asked ?? owed;
  if (handed > owed && !keepChange) throw moreThanOwed(owed);
  return { amount: Math.min(handed, owed), change: Math.max(0, handed - owed) };
}

/** Spreads an amount over debts in their order; what gets nothing is left out. */
export function spread<T extends { outstanding: number }>(amount: number, debts: readonly T[]) {
  const parts: { fine: T; amount: number }[] = [];
  let left = amount;
  for (const fine of debts) {
    const part = Math.min(left, fine.outstanding);
    if (part > 0) parts.push({ fine, amount: part });
    left -= part;
  }
  return parts;
}
