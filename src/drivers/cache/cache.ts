/** Answers kept for a while under tags. A second level (Redis) is another implementation of the same calls. */
export interface Cache {
  get(key: string): unknown;
  set(key: string, value: unknown, options: FillOptions): void;
  /** One load at a time per key; the result is kept only if none of its tags was dropped since it began. */
  fill<T>(key: string, options: FillOptions, load: () => Promise<T>): Promise<T>;
  drop(tags: readonly string[]): void;
  clear(): void;
  readonly size: number;
}

export interface FillOptions {
  ttlSeconds: number;
  tags: readonly string[];
  /** Neither joins a load of somebody else nor is joined: for whoever holds what that load may wait for. */
  alone?: boolean;
}
