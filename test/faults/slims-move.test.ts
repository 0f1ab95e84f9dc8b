import { describe, it } from 'vitest';
import { MARIADB, services } from '../support/services.ts';
import { hasSlims, SLIMS_DUMP } from '../support/slims-dump.ts';
import { surviveMoves } from './slims-move.ts';

services(MARIADB, SLIMS_DUMP);

describe.skipIf(!hasSlims)('kill -9 while a library moves in from SLiMS', () => {
  it('gives the same library as a move nobody disturbed', () => surviveMoves({ kills: 3, seed: 5 }), 240_000);
});
