/** Ledger accounts that modules post to; the chart itself is a table. */
export const LEDGER_ACCOUNTS = [
  '1010',
  '1020',
  '1030',
  '1040',
  '1050',
  '1200',
  '2100',
  '4100',
  '4200',
  '5100',
] as const;
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];

export const ACCOUNT_KINDS = ['ASSET', 'LIABILITY', 'INCOME', 'EXPENSE', 'EQUITY'] as const;

/** A line is signed: debit > 0, credit < 0, in whole rupiah. */
export interface EntryLine {
  account: LedgerAccount;
  amount: number;
  /** Whose receivable or credit it is. */
  memberId?: string | undefined;
}

export interface Entry {
  /** 'FINE_CHARGED': what happened, in capitals. */
  kind: string;
  /** Without names of people: entries are kept for good. */
  description: string;
  branchId: string | null;
  lines: readonly EntryLine[];
}

/** Lines that say something; throws when they would not balance. */
export function balancedLines(lines: readonly EntryLine[]): EntryLine[] {
  const kept = lines.filter((line) => line.amount !== 0);
  const sum = kept.reduce((total, line) => total + BigInt(line.amount), 0n);
  if (kept.length < 2 || sum !== 0n) throw new RangeError(`ledger entry of ${kept.length} lines sums to ${sum}`);
  return kept;
}
