import type { ShownOverdue } from '../shown.ts';
import { columnsOf, type Row, type Say, type Table } from './table.ts';

const COLUMNS = [
  ['className', 'text', 2],
  ['memberNumber', 'text', 3],
  ['memberName', 'text', 5],
  ['title', 'text', 8],
  ['barcode', 'text', 3],
  ['branch', 'text', 4],
  ['dueDate', 'date', 3],
  ['daysLate', 'number', 2],
  ['accruedFine', 'rupiah', 3],
] as const;

export function overdueTable(say: Say, { loans, totals, isLowerBound }: ShownOverdue): Table {
  const left = { title: say('not_listed', { loans: totals.loans - loans.length }) };
  return {
    columns: columnsOf(say, COLUMNS),
    rows: [
      ...loans.map(
        (loan): Row => ({
          className: loan.className,
          memberNumber: loan.member?.memberId ?? null,
          memberName: loan.member?.name ?? say('hidden_name'),
          title: loan.title,
          barcode: loan.barcode,
          branch: loan.branchName,
          dueDate: loan.dueDate,
          daysLate: loan.daysLate,
          accruedFine: loan.accruedFine,
        }),
      ),
      ...(isLowerBound ? [left] : []),
    ],
  };
}
