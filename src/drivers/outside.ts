import {
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  type IPolicy,
  retry,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';

export interface OutsideOptions {
  timeoutMs: number;
  retries: number;
  /** First pause between tries; it doubles, with some chance in it. */
  pauseMs?: number;
  /** After five failures in a row nobody is bothered for so long. */
  restMs?: number;
  /** Is the other side away? A refusal of one letter or payment is an answer, not an outage. */
  isOutage(error: Error): boolean;
}

export interface Outside {
  run<T>(work: () => Promise<T>): Promise<T>;
  readonly breaker: CircuitBreakerPolicy;
}

const FLEETING = /\b(?:ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)\b/;
/** Libraries hide the system's code in different places. */
export const isFleeting = (error: Error): boolean =>
  FLEETING.test(`${'code' in error ? String(error.code) : ''} ${error.message}`);

/** Everything outside the process is asked so: with patience that ends, again when the line failed, and not while it is down. */
export function outside(o: OutsideOptions): Outside {
  const again = retry(handleWhen(isFleeting), {
    maxAttempts: o.retries,
    backoff: new ExponentialBackoff({ initialDelay: o.pauseMs ?? 200, maxDelay: 5_000 }),
  });
  const breaker = circuitBreaker(handleWhen(o.isOutage), {
    halfOpenAfter: o.restMs ?? 60_000,
    breaker: new ConsecutiveBreaker(5),
  });
  const policy: IPolicy = wrap(again, breaker, timeout(o.timeoutMs, TimeoutStrategy.Aggressive));
  return { run: (work) => policy.execute(work), breaker };
}
