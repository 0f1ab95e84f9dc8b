import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hash, leafHash } from './hash.ts';
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './proof.ts';
import { rootOf } from './tree.ts';

const leavesOf = (count: number): Hash[] => Array.from({ length: count }, (_, n) => leafHash(Buffer.from(String(n))));
const headOf = (leaves: readonly Hash[], size = leaves.length) => ({ size, root: rootOf(leaves.slice(0, size)) });
const otherHash = leafHash(Buffer.from('other'));
const leafOf = (leaves: readonly Hash[], index: number): Hash => leaves[index] ?? otherHash;

/** A proof with one hash changed, missing, or too many. */
const spoiled = (proof: readonly Hash[], at: number): Hash[][] => [
  proof.with(at, otherHash),
  proof.toSpliced(at, 1),
  [...proof, otherHash],
  proof.with(at, Buffer.alloc(0)),
];

describe('inclusion', () => {
  it('is verified for every leaf of every tree up to 70 and for no other place', () => {
    for (let size = 1; size <= 70; size += 1) {
      const leaves = leavesOf(size);
      const root = rootOf(leaves);
      for (let index = 0; index < size; index += 1) {
        const proof = inclusionProof(leaves, index);
        expect(verifyInclusion(leafOf(leaves, index), index, size, proof, root)).toBe(true);
        expect(verifyInclusion(leafOf(leaves, index), (index + 1) % size, size, proof, root)).toBe(size === 1);
      }
    }
  });

  it('is not verified by a spoiled proof, another leaf, size or root', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100 }), fc.nat(), fc.nat(), (size, i, j) => {
        const leaves = leavesOf(size);
        const [index, root] = [i % size, rootOf(leaves)];
        const [leaf, proof] = [leafOf(leaves, index), inclusionProof(leaves, index)];
        for (const wrong of spoiled(proof, j % proof.length))
          expect(verifyInclusion(leaf, index, size, wrong, root)).toBe(false);
        expect(verifyInclusion(otherHash, index, size, proof, root)).toBe(false);
        expect(verifyInclusion(leaf, index, size, proof, otherHash)).toBe(false);
        expect(verifyInclusion(leaf, index, size * 2, proof, root)).toBe(false);
      }),
    );
  });

  it('asks for a leaf that is there', () => {
    expect(() => inclusionProof(leavesOf(8), 8)).toThrow(RangeError);
    expect(() => inclusionProof([], 0)).toThrow(RangeError);
    expect(verifyInclusion(otherHash, -1, 1, [], otherHash)).toBe(false);
    expect(verifyInclusion(otherHash, 0, 0, [], otherHash)).toBe(false);
    expect(verifyInclusion(otherHash, 0.5, 1, [], otherHash)).toBe(false);
  });
});

describe('consistency', () => {
  it('is verified for every pair of sizes up to 40', () => {
    const leaves = leavesOf(40);
    for (let now = 0; now <= 40; now += 1)
      for (let old = 0; old <= now; old += 1) {
        const proof = consistencyProof(leaves.slice(0, now), old);
        expect(verifyConsistency(headOf(leaves, old), headOf(leaves, now), proof)).toBe(true);
      }
  });

  it('is not verified by a spoiled proof, nor after an earlier leaf was edited, dropped or moved', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.nat(), (size, i, j) => {
        const leaves = leavesOf(size);
        const oldSize = 1 + (i % (size - 1));
        const old = headOf(leaves, oldSize);
        const proof = consistencyProof(leaves, oldSize);
        for (const wrong of spoiled(proof, j % proof.length))
          expect(verifyConsistency(old, headOf(leaves), wrong)).toBe(false);
        const touched = j % oldSize;
        const edited = leaves.with(touched, otherHash);
        const moved = [...leaves.slice(0, touched), ...leaves.slice(touched + 1), leafOf(leaves, touched)];
        for (const forged of [edited, moved])
          expect(verifyConsistency(old, headOf(forged), consistencyProof(forged, oldSize))).toBe(false);
      }),
    );
  });

  it('has nothing to say about a tree that shrank', () => {
    expect(verifyConsistency(headOf(leavesOf(8)), headOf(leavesOf(8), 6), [])).toBe(false);
    expect(verifyConsistency(headOf(leavesOf(8)), { size: 8, root: otherHash }, [])).toBe(false);
    expect(verifyConsistency({ size: 0, root: otherHash }, headOf(leavesOf(8)), [])).toBe(false);
    expect(() => consistencyProof(leavesOf(8), 9)).toThrow(RangeError);
  });
});
