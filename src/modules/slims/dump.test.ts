import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MARIADB, services } from '../../../test/support/services.ts';
import { type SlimsDatabase, slimsDatabase } from '../../../test/support/slims.ts';
import { hasSlims, SLIMS_DUMP } from '../../../test/support/slims-dump.ts';
import { askedAt, dayAt } from '../../../test/support/statistics-source.ts';
import type { StatisticsSource } from '../statistics/index.ts';
import { slimsSource } from './source.ts';

services(MARIADB, SLIMS_DUMP);

const ZONE = 'Asia/Jakarta';
const NOW = new Date('2026-11-19T10:00:00Z');

describe.skipIf(!hasSlims)('the numbers of a SLiMS that was used for a year', () => {
  let slims: SlimsDatabase;
  let source: StatisticsSource;
  const asked = askedAt(ZONE, NOW);

  beforeAll(async () => {
    slims = await slimsDatabase();
    source = slimsSource({ url: slims.url, timeZone: ZONE });
  });
  afterAll(async () => {
    await source?.close();
    await slims?.drop();
  });

  it('are those of SLiMS itself', async () => {
    await source.check();
    const { loans, collection } = await source.books(asked);
    expect(loans).toEqual({ total: 31, open: 8, returned: 23, openRenewed: 2 });
    expect(collection).toEqual({ titles: 15, items: 10 });
    const visitors = await source.visitors(asked);
    expect([...visitors.days.values()].reduce((sum, n) => sum + n, 0)).toBe(16);
    expect((await source.baseline(dayAt(ZONE, NOW), 'direct')).total).toBe(1);
  });

  it('rank titles and readers', async () => {
    const { topTitles, topBorrowers } = await source.books(asked);
    expect(topTitles.allTime.slice(0, 3).map(({ biblioId, total }) => [biblioId, total])).toEqual([
      [2, 10],
      [4, 7],
      [12, 4],
    ]);
    expect(topTitles.month).toEqual([{ biblioId: 12, title: 'Corruption and development', total: 1 }]);
    expect(topBorrowers.month).toEqual([{ memberId: 'G001', memberName: 'Guru Uji 1', total: 1, isPublic: false }]);
    expect(topBorrowers.year.map(({ memberId, total }) => [memberId, total])).toEqual([
      ['G001', 11],
      ['M003', 7],
      ['M001', 6],
      ['M002', 5],
    ]);
    const { top } = await source.visitors(asked);
    expect(top.year[0]).toEqual({ memberId: 'G001', memberName: 'Guru Uji 1', total: 4, isPublic: false });
    expect(top.month.map(({ memberId }) => memberId)).toEqual(['G001']);
  });
});
