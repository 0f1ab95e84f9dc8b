import { describe, it } from 'vitest';
import { MARIADB, services } from '../support/services.ts';
import { hasSlims, SLIMS_DUMP } from '../support/slims-dump.ts';
import { surviveMoves } from './slims-move.ts';

services(MARIADB, SLIMS_DUMP);

describe.skipIf(!hasSlims)('kill -9 while a library moves in from SLiMS, twenty times', () => {
  it('gives the same library as a move nobody disturbed', () => surviveMoves({ kills: 20, seed: 2026 }), 1_800_000);
});
