import { EMPTY_ROOT, type Hash, nodeHash } from './hash.ts';

/**
 * All that is needed to go on growing a tree: its size and the roots of its full subtrees, largest first,
 * one for each 1 in the size's binary form.
 */
export interface TreeState {
  readonly size: number;
  readonly peaks: readonly Hash[];
}

export const EMPTY_TREE: TreeState = { size: 0, peaks: [] };

/** Adds the hash of one leaf; the state given stays as it is. */
export function append(tree: TreeState, leaf: Hash): TreeState {
  const peaks = [...tree.peaks];
  let added = leaf;
  for (let size = tree.size; size % 2 === 1; size = Math.floor(size / 2)) {
    const left = peaks.pop();
    if (left === undefined) throw new RangeError('A tree of this size has more peaks');
    added = nodeHash(left, added);
  }
  return { size: tree.size + 1, peaks: [...peaks, added] };
}

export function appendAll(tree: TreeState, leaves: Iterable<Hash>): TreeState {
  let grown = tree;
  for (const leaf of leaves) grown = append(grown, leaf);
  return grown;
}

export function rootOfTree({ peaks }: TreeState): Hash {
  return peaks.length === 0 ? EMPTY_ROOT : peaks.reduceRight((right, left) => nodeHash(left, right));
}

/** The root over hashes of leaves. */
export function rootOf(leaves: readonly Hash[]): Hash {
  return rootOfTree(appendAll(EMPTY_TREE, leaves));
}

const peakCount = (size: number): number => size.toString(2).replaceAll('0', '').length;

/** `SIZE:HEX,HEX`, for a database column or a file. */
export function formatTree({ size, peaks }: TreeState): string {
  return `${size}:${peaks.map((peak) => Buffer.from(peak).toString('hex')).join(',')}`;
}

export function parseTree(text: string): TreeState {
  const [, digits = '', hashes = ''] = /^(\d{1,15}):((?:[\da-f]{64}(?:,(?=.)|$))*)$/.exec(text) ?? [];
  const peaks = hashes === '' ? [] : hashes.split(',').map((hex) => Buffer.from(hex, 'hex'));
  if (digits === '' || peaks.length !== peakCount(Number(digits)))
    throw new RangeError(`Not a tree: ${text.slice(0, 80)}`);
  return { size: Number(digits), peaks };
}
