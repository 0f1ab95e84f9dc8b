import { setTimeout as pause } from 'node:timers/promises';
import { type Connection, createConnection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MARIADB, services } from '../../../test/support/services.ts';
import { fillSlims, type SlimsDatabase, slimsDatabase } from '../../../test/support/slims.ts';
import { hasSlims, SLIMS_DUMP } from '../../../test/support/slims-dump.ts';
import { askedAt, dayAt } from '../../../test/support/statistics-source.ts';
import { emptyWorld } from '../../../test/support/statistics-worlds.ts';
import type { StatisticsSource } from '../statistics/index.ts';
import { slimsSource } from './source.ts';

services(MARIADB, SLIMS_DUMP);

const ZONE = 'Asia/Jakarta';
const NOW = new Date('2026-03-02T03:00:00Z');
const today = dayAt(ZONE, NOW);
const tomorrow = dayAt(ZONE, new Date('2026-03-03T03:00:00Z'));

describe.skipIf(!hasSlims)('counting today on SLiMS', () => {
  let slims: SlimsDatabase;
  let source: StatisticsSource;
  const visits = (...times: string[]) =>
    slims.admin.query('insert into visitor_count (member_name, checkin_date) values ?', [times.map((at) => ['T', at])]);
  /** So many rows were read for our user by this. The server counts a statement when it has answered already. */
  const rowsRead = async (work: () => Promise<unknown>): Promise<number> => {
    const sql = 'select rows_read as n from information_schema.user_statistics where user = ?';
    const read = async (): Promise<number> => {
      await pause(50);
      return (await slims.rows<{ n: number }>(sql, [slims.user]))[0]?.n ?? 0;
    };
    const before = await read();
    await work();
    return (await read()) - before;
  };

  beforeAll(async () => {
    slims = await slimsDatabase();
    await slims.admin.query('set global userstat = 1');
  });
  beforeEach(async () => {
    await fillSlims(slims, emptyWorld(ZONE));
    source = slimsSource({ url: slims.url, timeZone: ZONE });
  });
  afterEach(() => source.close());
  afterAll(async () => {
    await slims?.admin.query('set global userstat = 0');
    await slims?.drop();
  });

  /** Visits of the days before, older first. */
  const past = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 5_000) await visits(...Array<string>(5_000).fill('2026-02-28 10:00:00'));
  };

  it('reads in delta only what is above the mark', async () => {
    await past(10_000);
    await visits('2026-03-02 08:00:00');
    let count = await source.baseline(today, 'delta');
    await visits('2026-03-02 09:00:00', '2026-03-01 23:59:59', '2026-03-02 09:00:01');
    const read = await rowsRead(async () => {
      count = await source.advance(today, count, 'delta');
    });
    expect(count.total).toBe(3);
    expect(read).toBeLessThan(20);
    expect(await rowsRead(() => source.advance(today, count, 'delta'))).toBeLessThan(10);
  });

  it('reads every visit once, then counts directly from the end of the day before', async () => {
    await past(30_000);
    await visits('2026-03-02 08:00:00');
    expect(await rowsRead(() => source.baseline(today, 'direct'))).toBeGreaterThan(30_000);
    const read = await rowsRead(async () => expect((await source.baseline(today, 'direct')).total).toBe(1));
    expect(read).toBeLessThan(2_000);
  });

  it('counts a busy day whole, however often', async () => {
    await past(5_000);
    await visits(...Array<string>(4_000).fill('2026-03-02 09:00:00'));
    for (let n = 0; n < 3; n++) expect((await source.baseline(today, 'direct')).total).toBe(4_000);
  });

  it('leaves what the daily pass has seen alone', async () => {
    await past(30_000);
    await visits('2026-03-02 08:00:00');
    await source.visitors(askedAt(ZONE, NOW));
    const read = await rowsRead(async () => expect((await source.baseline(today, 'delta')).total).toBe(1));
    expect(read).toBeLessThan(2_000);
  });

  it('begins a new day with the visits of that day, and knows the old one no more', async () => {
    await visits('2026-03-02 08:00:00', '2026-03-02 23:59:59');
    expect((await source.baseline(today, 'delta')).total).toBe(2);
    await visits('2026-03-03 00:00:00');
    expect((await source.baseline(tomorrow, 'delta')).total).toBe(1);
    expect((await source.baseline(today, 'delta')).total).toBe(2);
  });

  it('counts a visit that came before midnight by the clock of the desk and is of tomorrow', async () => {
    await visits('2026-03-02 08:00:00', '2026-03-03 00:00:10');
    expect((await source.baseline(today, 'delta')).total).toBe(1);
    await source.visitors(askedAt(ZONE, NOW));
    await visits('2026-03-03 07:00:00');
    expect((await source.baseline(tomorrow, 'direct')).total).toBe(2);
  });

  it('finds a visit again that was written below the mark, at the next full count', async () => {
    await slims.admin.query('alter table visitor_count engine = InnoDB');
    const [{ name } = { name: '' }] = await slims.rows<{ name: string }>('select database() as name');
    const late: Connection = await createConnection({ uri: MARIADB.url ?? '', database: name });
    const one = "insert into visitor_count (member_name, checkin_date) values ('T', '2026-03-02 08:00:00')";
    await late.query('begin');
    await late.query(one);
    await slims.admin.query(one);
    let count = await source.baseline(today, 'delta');
    await late.query('commit');
    await late.end();
    count = await source.advance(today, count, 'delta');
    expect(count.total).toBe(1);
    expect((await source.baseline(today, 'delta')).total).toBe(2);
    await slims.admin.query('alter table visitor_count engine = MyISAM');
  });

  it('starts again when the table was emptied', async () => {
    await past(10_000);
    await source.visitors(askedAt(ZONE, NOW));
    await slims.admin.query('truncate visitor_count');
    await visits('2026-03-02 08:00:00');
    expect((await source.baseline(today, 'delta')).total).toBe(1);
  });

  it('leaps over gaps in the numbers', async () => {
    await visits('2026-03-02 08:00:00');
    await slims.admin.query(
      "insert into visitor_count (visitor_id, member_name, checkin_date) values (2000000000, 'T', '2026-03-02 09:00:00')",
    );
    const { days } = await source.visitors(askedAt(ZONE, NOW));
    expect(days.get('2026-03-02')).toBe(2);
    expect((await source.baseline(today, 'direct')).total).toBe(2);
  }, 5_000);
});
