import { afterAll, beforeAll, describe } from 'vitest';
import { MARIADB, services } from '../../../test/support/services.ts';
import { addVisits, fillSlims, type SlimsDatabase, slimsDatabase, titleNumber } from '../../../test/support/slims.ts';
import { hasSlims, SLIMS_DUMP } from '../../../test/support/slims-dump.ts';
import { statisticsSourceContract } from '../../../test/support/statistics-source.ts';
import { slimsSource } from './source.ts';

services(MARIADB, SLIMS_DUMP);

const zone = 'Asia/Jakarta';

describe.skipIf(!hasSlims)('SLiMS', () => {
  let slims: SlimsDatabase;
  beforeAll(async () => {
    slims = await slimsDatabase();
  });
  afterAll(() => slims?.drop());

  statisticsSourceContract({
    name: 'a SLiMS on MariaDB',
    zone,
    async stage(world) {
      await fillSlims(slims, world);
      return {
        source: slimsSource({ url: slims.url, timeZone: zone }),
        add: (visits) => addVisits(slims.admin, zone, visits),
        titleId: titleNumber,
      };
    },
  });
});
