import type { ShownCash } from '../shown.ts';
import { type Cell, columnsOf, type Row, type Say, type Table } from './table.ts';

const COLUMNS = [
  ['part', 'text', 3],
  ['item', 'text', 4],
  ['count', 'number', 2],
  ['received', 'rupiah', 3],
  ['refundCount', 'number', 2],
  ['refunded', 'rupiah', 3],
  ['net', 'rupiah', 3],
  ['ledger', 'rupiah', 3],
  ['charged', 'rupiah', 3],
  ['waived', 'rupiah', 3],
  ['outstanding', 'rupiah', 3],
] as const;

export function cashTable(say: Say, figures: ShownCash): Table {
  const row = (part: string, item: string | null, cells: Readonly<Record<string, Cell>>): Row => ({
    part: say(`part.${part}`),
    item,
    ...cells,
  });
  const { totals, outstanding, byMethod, byDay, byStaff, byReason } = figures;
  return {
    columns: columnsOf(say, COLUMNS),
    rows: [
      row('total', null, { ...totals, outstanding }),
      ...byMethod.map(({ method, ...money }) => row('method', say(`method.${method}`), money)),
      ...byDay.map(({ date, ...money }) => row('day', date, money)),
      ...byStaff.map(({ name, accountId: _id, expectedCash: _cash, ...money }) => row('staff', name, money)),
      ...byReason.map(({ reason, charged, waived }) => row('reason', say(`reason.${reason}`), { charged, waived })),
    ],
  };
}
