export type CircuitState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

export interface CircuitOptions {
  name: string;
  /** After so many failures in a row nobody is bothered ... */
  failures: number;
  /** ... for so long; then one call at a time tries, ... */
  restMs: number;
  /** ... until so many in a row went well. */
  successes: number;
  /** Is the other side away? Anything else that is thrown is an answer. */
  isOutage(error: Error): boolean;
}

export interface CircuitStory {
  state: CircuitState;
  /** In a row. */
  failures: number;
  successes: number;
  lastFailure: { at: Date; error: string } | null;
  /** When the next call may try. */
  openUntil: Date | null;
}

export class CircuitOpen extends Error {
  constructor(name: string, until: Date) {
    super(`${name}: the circuit is open until ${until.toISOString()}`);
    this.name = 'CircuitOpen';
  }
}

/** Keeps callers away from what does not answer, and lets them back with care. */
export class Circuit {
  readonly #options: CircuitOptions;
  #state: CircuitState = 'CLOSED';
  #failures = 0;
  #successes = 0;
  #openUntil = 0;
  #trying = false;
  #lastFailure: CircuitStory['lastFailure'] = null;
  /** Of the present state: what was begun in another one says nothing about this. */
  #era = 0;

  constructor(options: CircuitOptions) {
    this.#options = options;
  }

  get story(): CircuitStory {
    const open = this.#state === 'OPEN';
    return {
      state: this.#state,
      failures: this.#failures,
      successes: this.#successes,
      lastFailure: this.#lastFailure,
      openUntil: open ? new Date(this.#openUntil) : null,
    };
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    this.#enter();
    const era = this.#era;
    try {
      const result = await work();
      if (era === this.#era) this.#wentWell();
      return result;
    } catch (error) {
      if (era === this.#era) this.#judge(error);
      throw error;
    }
  }

  reset(): void {
    this.#become('CLOSED');
    this.#lastFailure = null;
  }

  #enter(): void {
    if (this.#state === 'OPEN' && Date.now() >= this.#openUntil) this.#become('HALF_OPEN');
    if (this.#state === 'OPEN' || this.#trying) throw new CircuitOpen(this.#options.name, new Date(this.#openUntil));
    this.#trying = this.#state === 'HALF_OPEN';
  }

  #judge(error: unknown): void {
    const failure = error instanceof Error ? error : new Error(String(error));
    if (this.#options.isOutage(failure)) this.#wentWrong(failure);
    else this.#wentWell();
  }

  #wentWrong(failure: Error): void {
    this.#trying = false;
    this.#failures++;
    this.#lastFailure = { at: new Date(), error: failure.message.slice(0, 300) };
    if (this.#state === 'CLOSED' && this.#failures < this.#options.failures) return;
    this.#openUntil = Date.now() + this.#options.restMs;
    this.#become('OPEN', this.#failures);
  }

  #wentWell(): void {
    this.#trying = false;
    if (this.#state === 'CLOSED') this.#failures = 0;
    else if (++this.#successes >= this.#options.successes) this.#become('CLOSED');
  }

  #become(state: CircuitState, failures = 0): void {
    this.#state = state;
    this.#failures = failures;
    this.#successes = 0;
    this.#trying = false;
    this.#era++;
  }
}
