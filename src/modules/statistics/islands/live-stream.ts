const FIRST_PAUSE_MS = 3_000;
const LONGEST_PAUSE_MS = 60_000;
const CLOSED = 2;

type Source = Pick<EventSource, 'readyState' | 'addEventListener' | 'close'>;

interface Ears {
  hear(text: string): void;
  isOpen(isOpen: boolean): void;
}

/** How long to wait after so many failures in a row; spread, so that a hall of screens does not come back at once. */
export function pauseAfter(failures: number, random = Math.random()): number {
  const longest = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 16), LONGEST_PAUSE_MS);
  return longest * (0.5 + random / 2);
}

/** A browser gives a stream up for good when it is answered with 429, 502 or 503: this one comes again then too. */
export class LiveStream {
  readonly #connect: () => Source;
  readonly #ears: Ears;
  #source: Source | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  constructor(connect: () => Source, ears: Ears) {
    this.#connect = connect;
    this.#ears = ears;
  }

  /** At once, also in the middle of a pause; nothing happens while there is a stream. */
  open(): void {
    if (this.#source) return;
    clearTimeout(this.#timer);
    const source = this.#connect();
    this.#source = source;
    const hear = ({ data }: MessageEvent<string>): void => {
      this.#failures = 0;
      this.#ears.hear(data);
    };
    source.addEventListener('init', hear);
    source.addEventListener('update', hear);
    source.addEventListener('open', () => this.#ears.isOpen(true));
    source.addEventListener('error', () => {
      if (this.#source !== source) return;
      if (source.readyState === CLOSED) this.#again();
      this.#ears.isOpen(false);
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #again(): void {
    this.close();
    this.#failures++;
    this.#timer = setTimeout(() => this.open(), pauseAfter(this.#failures));
  }
}
