/** Cases of a property: some thousands in `npm test`, fifty times as many in `npm run test:fuzz`. */
export const fuzzRuns = (usual: number): { numRuns: number; seed?: number } => {
  const factor = Number(process.env.FUZZ_FACTOR ?? 1);
  const seed = process.env.FUZZ_SEED;
  return { numRuns: usual * factor, ...(seed === undefined ? {} : { seed: Number(seed) }) };
};

/** Milliseconds a property may take. */
export const fuzzTime = (usual: number): number => usual * Number(process.env.FUZZ_FACTOR ?? 1);
