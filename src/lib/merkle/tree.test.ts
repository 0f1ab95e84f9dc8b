import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hash, leafHash } from './hash.ts';
import { append, appendAll, EMPTY_TREE, formatTree, parseTree, rootOf, rootOfTree } from './tree.ts';

const hex = (hash: Hash): string => Buffer.from(hash).toString('hex');
const leavesOf = (count: number): Hash[] => Array.from({ length: count }, (_, n) => leafHash(Buffer.from(String(n))));

/** The definition of RFC 9162, 2.1.1, word for word. */
function definedRoot(leaves: readonly Hash[]): Hash {
  const [only] = leaves;
  if (only === undefined) return createHash('sha256').digest();
  if (leaves.length === 1) return only;
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  const sides = [definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split))];
  return createHash('sha256')
    .update(Buffer.concat([Buffer.of(1), ...sides]))
    .digest();
}

describe('a Merkle tree', () => {
  it('has the root the standard defines, whatever its size', () => {
    for (let size = 0; size <= 130; size += 1)
      expect(hex(rootOf(leavesOf(size)))).toBe(hex(definedRoot(leavesOf(size))));
  });

  it('grows on from a stored state as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.nat(70), fc.nat(70), (before, after) => {
        const leaves = leavesOf(before + after);
        const stored = formatTree(appendAll(EMPTY_TREE, leaves.slice(0, before)));
        const grown = appendAll(parseTree(stored), leaves.slice(before));
        expect(grown.size).toBe(before + after);
        expect(hex(rootOfTree(grown))).toBe(hex(rootOf(leaves)));
      }),
    );
  });

  it('leaves the state it grew from as it was', () => {
    const seven = appendAll(EMPTY_TREE, leavesOf(7));
    const root = hex(rootOfTree(seven));
    append(seven, leafHash(Buffer.from('next')));
    expect(hex(rootOfTree(seven))).toBe(root);
    expect(seven.peaks).toHaveLength(3);
  });

  it('is not mistaken: a leaf never hashes like a node', () => {
    const [a, b] = [leafHash(Buffer.from('a')), leafHash(Buffer.from('b'))];
    expect(hex(rootOf([a, b]))).not.toBe(hex(leafHash(Buffer.concat([a, b]))));
  });

  it.each([
    '',
    '1:',
    '0:aa',
    ':',
    `2:${'a'.repeat(64)},${'b'.repeat(64)}`,
    `1:${'a'.repeat(64)},`,
    `1:${'A'.repeat(64)}`,
  ])('refuses %j as a state', (text) => {
    expect(() => parseTree(text)).toThrow(RangeError);
  });
});
