import type { Library } from '../lifecycle.ts';
import { EXIT } from '../problem.ts';
import { tell } from './output.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const LAST_RESORT_MS = 10_000;

export interface StopAsked {
  stop: Promise<void>;
  signal: AbortSignal;
  /** From now on a signal ends the program as usual. */
  forget(): void;
}

/** The first signal asks to stop, also while still starting; a second one means at once. */
export function stopAsked(): StopAsked {
  const abort = new AbortController();
  const { promise: stop, resolve } = Promise.withResolvers<void>();
  const heard = (): void => {
    if (abort.signal.aborted) process.exit(EXIT.failed);
    abort.abort();
    resolve();
  };
  for (const name of SIGNALS) process.on(name, heard);
  onParentGone(() => abort.signal.aborted || heard());
  const forget = (): void => {
    for (const name of SIGNALS) process.off(name, heard);
  };
  return { stop, signal: abort.signal, forget };
}

/** npm signals only its shell, which ends without passing it on: then a parent that is gone is the signal. */
function onParentGone(stop: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || stop(), 500).unref();
}

/** After a bug nothing in memory can be trusted: log it, leave the database in order if that works, and go. */
export function exitOnCrash({ app, stop }: Pick<Library, 'app' | 'stop'>): void {
  const crash = (error: unknown): void => {
    process.off('uncaughtException', crash);
    process.on('uncaughtException', () => process.exit(EXIT.failed));
    app.log.fatal({ err: error }, 'crashed');
    tell('cli.crashed');
    setTimeout(() => process.exit(EXIT.failed), LAST_RESORT_MS).unref();
    void stop()
      .catch(() => {})
      .then(() => process.exit(EXIT.failed));
  };
  // Node raises a rejection that nobody handles as an uncaught exception.
  process.on('uncaughtException', crash);
}
