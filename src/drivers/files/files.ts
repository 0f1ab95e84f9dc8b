import type { Readable } from 'node:stream';

/** Files by key ('covers/…', 'photos/…'): a folder by default. */
export interface Files {
  put(key: string, body: Buffer | Readable): Promise<void>;
  get(key: string): Promise<Readable | null>;
  remove(key: string): Promise<void>;
  /** Every key; what is put meanwhile may be missing. */
  list(): AsyncIterable<string>;
}
