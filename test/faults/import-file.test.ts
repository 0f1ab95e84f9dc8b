import { describe, it } from 'vitest';
import { surviveImports } from './import-file.ts';

describe('kill -9 while a file is imported', () => {
  it('gives the same library as an import nobody disturbed', () => surviveImports({ kills: 2, seed: 5 }), 240_000);
});
