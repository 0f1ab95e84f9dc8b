export type CsvProblem =
  | 'csv.empty'
  | 'csv.not_text'
  | 'csv.bad_encoding'
  | 'csv.duplicate_column'
  | 'csv.too_many_columns'
  | 'csv.too_many_rows'
  | 'csv.cell_too_long'
  | 'csv.record_too_long'
  | 'csv.unclosed_quote';

/** Ends the reading; rows given out before it stand. `line` is the file's line, from 1. */
export class CsvError extends Error {
  readonly code: CsvProblem;
  readonly line: number;
  readonly column: string | undefined;

  constructor(code: CsvProblem, line: number, column?: string) {
    super(column === undefined ? `${code} (line ${line})` : `${code} (line ${line}, column ${column})`);
    this.name = 'CsvError';
    this.code = code;
    this.line = line;
    this.column = column;
  }
}
