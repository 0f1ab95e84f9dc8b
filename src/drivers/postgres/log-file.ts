import { copyFileSync, openSync, statSync, truncateSync } from 'node:fs';
import { giveTo } from './accounts.ts';
import { type Place, readText } from './place.ts';

const largest = 10 * 1024 * 1024;

export function openLog(place: Place): number {
  const file = openSync(place.log, 'a', 0o640);
  giveTo(place.account, place.log);
  return file;
}

/** Copied and emptied in place, because the running PostgreSQL keeps the file open (for appending). */
export function boundLog(place: Place, limit = largest): void {
  const size = statSync(place.log, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= limit) return;
  copyFileSync(place.log, `${place.log}.1`);
  truncateSync(place.log);
}

export function keepLogBounded(place: Place): () => void {
  boundLog(place);
  const timer = setInterval(() => boundLog(place), 60_000).unref();
  return () => clearInterval(timer);
}

export const logSize = (place: Place): number => statSync(place.log, { throwIfNoEntry: false })?.size ?? 0;

/** What PostgreSQL wrote since `from`, its last lines. */
export function logTail(place: Place, from: number): string {
  const text = (readText(place.log) ?? '').slice(from).trim();
  return text.split('\n').slice(-15).join('\n');
}
