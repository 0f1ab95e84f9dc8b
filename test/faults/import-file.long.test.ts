import { describe, it } from 'vitest';
import { surviveImports } from './import-file.ts';

describe('kill -9 while a file is imported, twenty times', () => {
  it(
    'gives the same library as an import nobody disturbed',
    () => surviveImports({ kills: 20, seed: 2026 }),
    1_800_000,
  );
});
