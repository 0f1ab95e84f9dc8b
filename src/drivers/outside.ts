import { ExponentialBackoff, handleWhen, retry, TimeoutStrategy, timeout } from 'cockatiel';
import { Circuit } from './circuit.ts';

export interface OutsideOptions {
  /** As it is shown to whoever runs the library; one circuit a name. */
  name: string;
  timeoutMs: number;
  retries: number;
  /** First pause between tries; it doubles, with some chance in it. */
  pauseMs?: number;
  /** After five failures in a row nobody is bothered for so long; two successes in a row are asked for then. */
  restMs?: number;
  /** Is the other side away? A refusal of one letter or payment is an answer, not an outage. */
  isOutage(error: Error): boolean;
}

export interface Outside {
  readonly name: string;
  readonly circuit: Circuit;
  run<T>(work: () => Promise<T>): Promise<T>;
}

const FLEETING = /\b(?:ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)\b/;
/** Libraries hide the system's code in different places. */
export const isFleeting = (error: Error): boolean =>
  FLEETING.test(`${'code' in error ? String(error.code) : ''} ${error.message}`);

const known = new Map<string, Outside>();
/** Everything outside that this process has to do with, by name. */
export const allOutside = (): readonly Outside[] => [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));

/** Of what nobody asks any more. */
export function forgetOutside(made: Outside): void {
  if (known.get(made.name) === made) known.delete(made.name);
}

/** Everything outside the process is asked so: with patience that ends, again when the line failed, and not while it is down. */
export function outside(o: OutsideOptions): Outside {
  const tries = retry(handleWhen(isFleeting), {
    maxAttempts: o.retries,
    backoff: new ExponentialBackoff({ initialDelay: o.pauseMs ?? 200, maxDelay: 5_000 }),
  });
  const { name, isOutage } = o;
  const circuit = new Circuit({ name, failures: 5, successes: 2, restMs: o.restMs ?? 60_000, isOutage });
  const patience = timeout(o.timeoutMs, TimeoutStrategy.Aggressive);
  const made: Outside = {
    name,
    circuit,
    run: (work) => tries.execute(() => circuit.run(() => patience.execute(() => work()))),
  };
  known.set(name, made);
  return made;
}
