export type ZipProblem =
  | 'zip.broken'
  | 'zip.too_many'
  | 'zip.too_large'
  | 'zip.encrypted'
  | 'zip.bad_name'
  | 'zip.lies';

/** Why an archive is not read; `entry` is the name inside it, where one is to blame. */
export class ZipError extends Error {
  readonly code: ZipProblem;
  readonly entry: string;

  constructor(code: ZipProblem, entry = '') {
    super(`${code} ${entry}`.trim());
    this.name = 'ZipError';
    this.code = code;
    this.entry = entry;
  }
}
