import { invalid } from '../../../kernel/errors.ts';
import type { CsvRow } from '../../../lib/csv/read.ts';
import { UNRECKONED } from '../../../lib/sheet/rows.ts';

/** A formula whose answer the workbook does not hold says nothing that could be kept. */
export function requireAnswers({ values }: CsvRow): void {
  const column = Object.keys(values).find((name) => values[name] === UNRECKONED);
  if (column !== undefined) throw invalid(column, 'imports.formula', { column });
}
