export const Z3950_CODES = [
  'z3950.not_ber',
  'z3950.too_large',
  'z3950.too_deep',
  'z3950.unexpected',
  'z3950.bad_number',
] as const;
export type Z3950Code = (typeof Z3950_CODES)[number];

/** What came over the line is not what Z39.50 allows, or more than is taken. */
export class Z3950Trouble extends Error {
  readonly code: Z3950Code;
  constructor(code: Z3950Code, detail = '') {
    super(detail ? `${code}: ${detail}` : code);
    this.name = 'Z3950Trouble';
    this.code = code;
  }
}
