/** Answers kept for a while under tags: in memory, or in memory over a Redis that all instances share. */
export interface Cache {
  /** What this process has at hand. */
  get(key: string): unknown;
  set(key: string, value: unknown, options: FillOptions): void;
  /** One load at a time per key; the result is kept only if none of its tags was dropped since it began. */
  fill<T>(key: string, options: FillOptions, load: Load<T>): Promise<T>;
  /** Here at once, in the other instances as soon as they hear of it; '*' is every tag. */
  drop(tags: readonly string[]): void;
  /** Another instance dropped these and said so. */
  heard(tags: readonly string[]): void;
  clear(): void;
  readonly size: number;
  /** Of the second level, where there is one. */
  state?(): CacheState;
  close(): Promise<void>;
}

export interface FillOptions {
  ttlSeconds: number;
  tags: readonly string[];
  /** Neither joins a load of somebody else nor is joined: for whoever holds what that load may wait for. */
  alone?: boolean;
  /** The value is plain JSON, so that other instances may be given it too. */
  shared?: boolean;
}

/** A load that learns that its answer is old already says how long it may still be kept. */
export type Load<T> = (keepFor: (seconds: number) => void) => Promise<T>;

export interface CacheState {
  ok: boolean;
  /** Drops the second level has not confirmed; what they concern is not read from it. */
  unconfirmed: number;
}
