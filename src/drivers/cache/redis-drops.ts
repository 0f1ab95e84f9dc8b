import type { RedisLevel } from './redis-level.ts';

const AGAIN_MS = 1_000;
/** Drops waiting to be confirmed one by one; beyond, everything counts as dropped. */
const MAX_WAITING = 10_000;
const MAX_TOGETHER = 500;

/**
 * Tags that fell here and whose new version Redis has not confirmed. What is under them is not read from Redis until it
 * has, however long Redis is away: a lost drop would bring the old answer back.
 */
export class UnconfirmedDrops {
  readonly #waiting = new Map<string, number>();
  readonly #level: RedisLevel;
  readonly #tell: (tags: readonly string[]) => Promise<void>;
  #turn = 0;
  #sending = false;
  #timer: NodeJS.Timeout | undefined;

  /** `tell`: the other instances, after the new versions are there. */
  constructor(level: RedisLevel, tell: (tags: readonly string[]) => Promise<void>) {
    this.#level = level;
    this.#tell = tell;
  }

  get size(): number {
    return this.#waiting.size;
  }

  has(tag: string): boolean {
    return this.#waiting.has(tag);
  }

  add(tags: readonly string[]): void {
    if (this.#waiting.size + tags.length > MAX_WAITING) {
      this.#waiting.clear();
      this.#waiting.set('*', ++this.#turn);
    }
    for (const tag of tags) this.#waiting.set(tag, ++this.#turn);
    void this.send();
  }

  async send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.#waiting.size > 0) await this.#sendSome();
    } catch {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        void this.send();
      }, AGAIN_MS).unref();
    } finally {
      this.#sending = false;
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#waiting.clear();
  }

  async #sendSome(): Promise<void> {
    const some = [...this.#waiting].slice(0, MAX_TOGETHER);
    const tags = some.map(([tag]) => tag);
    await this.#level.replace(tags);
    for (const [tag, turn] of some) if (this.#waiting.get(tag) === turn) this.#waiting.delete(tag);
    await this.#tell(tags);
  }
}
