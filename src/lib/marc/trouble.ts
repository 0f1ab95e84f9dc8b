import type { MarcProblem, Refusal } from './problem.ts';

/** Inside a reader only: this record cannot be read. */
export class Trouble extends Error {
  readonly problem: MarcProblem<Refusal>;

  constructor(code: Refusal, detail?: string) {
    super(code);
    this.problem = detail === undefined ? { code } : { code, detail: detail.slice(0, 100).toWellFormed() };
  }
}
