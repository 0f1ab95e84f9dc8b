import fc from 'fast-check';

/** Cases of a property: some thousands in `npm test`, fifty times as many in `npm run test:fuzz`. */
export const fuzzRuns = (usual: number): { numRuns: number } => ({
  numRuns: usual * Number(process.env.FUZZ_FACTOR ?? 1),
});

/** Milliseconds a property may take. */
export const fuzzTime = (usual: number): number => usual * Number(process.env.FUZZ_FACTOR ?? 1);

/** At a place between 0 and 1 of the bytes some are taken away and others put in. */
interface Change {
  at: number;
  drop: number;
  add: Buffer;
}

/** One to four places of damage, with marks that mean something to whoever reads them among it. */
export const changes = (marks: readonly string[], mostDropped: number): fc.Arbitrary<Change[]> =>
  fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      drop: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(mostDropped)),
      add: fc.oneof(
        fc.constantFrom(...marks).map((mark) => Buffer.from(mark, 'latin1')),
        fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
      ),
    }),
    { minLength: 1, maxLength: 4 },
  );

export const changed = (bytes: Buffer, list: readonly Change[]): Buffer =>
  list.reduce((all, { at, drop, add }) => {
    const from = Math.floor(at * all.length);
    return Buffer.concat([all.subarray(0, from), add, all.subarray(from + drop)]);
  }, bytes);
