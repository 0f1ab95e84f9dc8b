import type { Params } from './kernel/i18n.ts';
import { translate } from './kernel/i18n.ts';

/** Exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, usage: 2, notFound: 3 } as const;

/** What an operator can mend: a message in two languages that says what to do next, and the exit code. */
export class Problem extends Error {
  readonly code: string;
  readonly params: Params;
  readonly exit: number;
  constructor(code: string, params: Params = {}, exit: number = EXIT.failed) {
    super(translate('en', code, params));
    this.name = 'Problem';
    this.code = code;
    this.params = params;
    this.exit = exit;
  }
}
