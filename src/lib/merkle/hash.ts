import { createHash } from 'node:crypto';

/** SHA-256. */
export type Hash = Uint8Array;
export const HASH_LENGTH = 32;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const EMPTY_ROOT: Hash = createHash('sha256').digest();

export function leafHash(data: Uint8Array): Hash {
  return createHash('sha256').update(LEAF).update(data).digest();
}

export function nodeHash(left: Hash, right: Hash): Hash {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}

export const sameHash = (a: Hash, b: Hash): boolean => Buffer.compare(a, b) === 0;
