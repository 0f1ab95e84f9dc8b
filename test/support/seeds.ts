import fc from 'fast-check';

/**
 * A change is judged by the same cases every time, so that what fails is the change; `npm run test:fuzz` tries others each
 * night; what fails says its seed, which FUZZ_SEED brings back.
 */
const USUAL = 20261120;

const { FUZZ_SEED, FUZZ_FACTOR } = process.env;
if (FUZZ_SEED !== undefined || FUZZ_FACTOR === undefined) fc.configureGlobal({ seed: Number(FUZZ_SEED ?? USUAL) });
