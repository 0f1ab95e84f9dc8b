import { EMPTY_ROOT, HASH_LENGTH, type Hash, nodeHash, sameHash } from './hash.ts';
import { rootOf } from './tree.ts';

/** The largest power of two below `size`: where RFC 9162 parts a tree. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** Hashes beside the way from leaf `index` up to the root (RFC 9162, 2.1.3.1). */
export function inclusionProof(leaves: readonly Hash[], index: number): Hash[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) throw new RangeError(`No leaf ${index}`);
  if (leaves.length === 1) return [];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...inclusionProof(left, index), rootOf(right)]
    : [...inclusionProof(right, index - split), rootOf(left)];
}

function consistencyPath(leaves: readonly Hash[], oldSize: number, oldIsWhole: boolean): Hash[] {
  if (oldSize === leaves.length) return oldIsWhole ? [] : [rootOf(leaves)];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return oldSize <= split
    ? [...consistencyPath(left, oldSize, oldIsWhole), rootOf(right)]
    : [...consistencyPath(right, oldSize - split, false), rootOf(left)];
}

/** Hashes that show the first `oldSize` leaves unchanged (RFC 9162, 2.1.4.1); none for an empty or equal tree. */
export function consistencyProof(leaves: readonly Hash[], oldSize: number): Hash[] {
  if (!Number.isInteger(oldSize) || oldSize < 0 || oldSize > leaves.length) throw new RangeError(`No size ${oldSize}`);
  return oldSize === 0 ? [] : consistencyPath(leaves, oldSize, true);
}

const wellFormed = (proof: readonly Hash[]): boolean => proof.every((hash) => hash.length === HASH_LENGTH);

const half = (n: number): number => Math.floor(n / 2); // sizes may pass 2^31, where >> ends

/** RFC 9162, 2.1.3.2. */
export function verifyInclusion(leaf: Hash, index: number, size: number, proof: readonly Hash[], root: Hash): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  if (!wellFormed([leaf, ...proof])) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else hash = nodeHash(hash, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameHash(hash, root);
}

export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

const isPowerOfTwo = (size: number): boolean => /^10*$/.test(size.toString(2));

/** RFC 9162, 2.1.4.2; any tree grows from the empty one. */
export function verifyConsistency(old: TreeHead, now: TreeHead, proof: readonly Hash[]): boolean {
  if (!Number.isSafeInteger(old.size) || !Number.isSafeInteger(now.size) || old.size < 0 || old.size > now.size)
    return false;
  if (!wellFormed(proof)) return false;
  if (old.size === now.size) return proof.length === 0 && sameHash(old.root, now.root);
  if (old.size === 0) return proof.length === 0 && sameHash(old.root, EMPTY_ROOT);
  const path = isPowerOfTwo(old.size) ? [old.root, ...proof] : proof;
  const [first, ...siblings] = path;
  if (first === undefined || proof.length === 0) return false;
  let [at, last] = [old.size - 1, now.size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let [oldHash, newHash] = [first, first];
  for (const sibling of siblings) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else newHash = nodeHash(newHash, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameHash(oldHash, old.root) && sameHash(newHash, now.root);
}
