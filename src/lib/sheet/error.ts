export type SheetProblem =
  | 'sheet.not_xlsx'
  | 'sheet.bad_xml'
  | 'sheet.no_sheet'
  | 'sheet.too_many_texts'
  | 'sheet.macro'
  | 'sheet.old_xls';

/** The workbook as a whole cannot be read; what is wrong with a row is a CsvError, as in any table. */
export class SheetError extends Error {
  readonly code: SheetProblem;

  constructor(code: SheetProblem) {
    super(code);
    this.name = 'SheetError';
    this.code = code;
  }
}
