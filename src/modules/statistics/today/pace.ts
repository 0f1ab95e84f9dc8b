const MOST_MS = 60_000;
/** Counting takes at most a tenth of the time, however slow it is. */
const SLOW = 9;
const JITTER = 0.2;

/** How long a count may be shown as that of this moment: the longest rest, twice. */
export const goodForMs = (minMs: number): number => Math.max(MOST_MS, minMs) * (1 + JITTER) * 2;

export interface Took {
  ms: number;
  /** In a row, up to now. */
  failures: number;
}

/** How long to rest after a count: the least interval and the buffer are kept, slow and failing ones rest longer. */
export function restAfter(took: Took, o: { minMs: number; bufferMs: number }, random = Math.random()): number {
  const usual = Math.max(o.minMs - took.ms, o.bufferMs, took.ms * SLOW);
  const longest = Math.max(MOST_MS, o.minMs);
  const rest = Math.min(usual * 2 ** Math.min(took.failures, 16), longest);
  return rest * (1 + JITTER * random);
}
