import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Line } from '../../../test/support/line.ts';
import { MARIADB, services } from '../../../test/support/services.ts';
import { type SlimsDatabase, slimsDatabase } from '../../../test/support/slims.ts';
import { hasSlims, SLIMS_DUMP } from '../../../test/support/slims-dump.ts';
import { askedAt, dayAt } from '../../../test/support/statistics-source.ts';
import { mysqlReader } from '../../drivers/mysql/reader.ts';
import type { StatisticsSource } from '../statistics/index.ts';
import { slimsSource } from './source.ts';

services(MARIADB, SLIMS_DUMP);

const ZONE = 'Asia/Jakarta';
const NOW = new Date('2026-11-19T10:00:00Z');
const today = dayAt(ZONE, NOW);

describe.skipIf(!hasSlims)('reading a SLiMS of somebody else', () => {
  let slims: SlimsDatabase;
  beforeAll(async () => {
    slims = await slimsDatabase();
  });
  afterAll(() => slims?.drop());

  const everything = async (source: StatisticsSource): Promise<void> => {
    await source.check();
    const count = await source.baseline(today, 'delta');
    await source.advance(today, count, 'delta');
    await source.baseline(today, 'direct');
    await source.visitors(askedAt(ZONE, NOW));
    await source.books(askedAt(ZONE, NOW));
  };

  it('needs the right to SELECT alone, and never tries to write', async () => {
    const grants = await slims.rows<Record<string, string>>(`show grants for ${slims.user}@127.0.0.1`);
    expect(grants.map((row) => Object.values(row)[0]?.split(' ON ')[0])).toEqual(['GRANT USAGE', 'GRANT SELECT']);
    await slims.admin.query("set global log_output = 'TABLE'; set global general_log = 1");
    const source = slimsSource({ url: slims.url, timeZone: ZONE });
    await everything(source);
    await source.close();
    const said = await slims.rows<{ what: string; text: string }>(
      `select command_type as what, convert(argument using utf8mb4) as text from mysql.general_log
       where user_host like ? and command_type in ('Query', 'Execute', 'Prepare') order by event_time`,
      [`%${slims.user}%`],
    );
    const statements = said.map(({ text }) => text.trim().replace(/\s+/g, ' '));
    expect(statements.length).toBeGreaterThan(20);
    const settings = statements.filter((text) => text.startsWith('set '));
    expect(new Set(settings)).toEqual(
      new Set(['set session transaction read only', 'set autocommit = 1', 'set session max_statement_time = 120']),
    );
    expect(statements[0]).toBe('set session transaction read only');
    const others = statements.filter((text) => !text.startsWith('set '));
    expect(others.filter((text) => !/^select /.test(text))).toEqual([]);
    expect(others.filter((text) => /\b(into outfile|for update|lock in share)\b/i.test(text))).toEqual([]);
  });

  it('cannot write even as a user who may', async () => {
    const [{ name } = { name: '' }] = await slims.rows<{ name: string }>('select database() as name');
    const url = new URL(MARIADB.url ?? '');
    url.pathname = `/${name}`;
    const reader = mysqlReader(url.href);
    await expect(reader.rows('delete from loan')).rejects.toThrow('only read');
    const admin = await createConnection({ uri: url.href });
    await admin.query('set session transaction read only');
    await expect(admin.query('delete from loan')).rejects.toThrow('READ ONLY');
    await expect(
      admin.query("insert into visitor_count (member_name, checkin_date) values ('x', now())"),
    ).rejects.toThrow('READ ONLY');
    await admin.end();
    await reader.close();
    expect(await slims.rows('select count(*) as n from loan')).toEqual([{ n: 31 }]);
  });

  it('says what is wrong before it begins: nothing there, a wrong password, no SLiMS', async () => {
    const wrong = async (change: Partial<URL>): Promise<unknown> => {
      const url = Object.assign(new URL(slims.url), change);
      const source = slimsSource({ url: url.href, timeZone: ZONE });
      const said = await source.check().catch((error: unknown) => error);
      await source.close();
      return said;
    };
    expect(await wrong({ port: '1' })).toMatchObject({ reason: 'slims.unreachable' });
    const refused = await wrong({ password: 'wrong' });
    expect(refused).toMatchObject({ reason: 'slims.unreachable' });
    expect(JSON.stringify(refused)).toContain('Access denied');
    expect(JSON.stringify(refused)).not.toContain('wrong');
    const nothing = await wrong({ pathname: '/information_schema' });
    expect(nothing).toMatchObject({ reason: 'slims.not_slims' });
    expect(JSON.stringify(nothing)).toContain('visitor_count.visitor_id');
  });

  it('fails while the database is away and goes on when it is back, without a new start', async () => {
    const line = await Line.to(slims.url);
    const source = slimsSource({ url: line.url(slims.url), timeZone: ZONE });
    const count = await source.baseline(today, 'delta');
    await line.cut();
    await expect(source.advance(today, count, 'delta')).rejects.toThrow();
    await expect(source.visitors(askedAt(ZONE, NOW))).rejects.toThrow();
    await line.mend();
    const again = async (): Promise<number> => (await source.advance(today, count, 'delta')).total;
    await expect.poll(() => again().catch(() => null), { timeout: 10_000 }).toBe(1);
    await everything(source);
    await source.close();
    await line.cut();
  });

  it('does not wait for ever for an answer', async () => {
    const line = await Line.to(slims.url);
    const reader = mysqlReader(line.url(slims.url));
    expect(await reader.rows('select 1 as one')).toEqual([{ one: 1 }]);
    line.delayMs = 5_000;
    const began = performance.now();
    await expect(reader.rows('select 2 as two', [], { timeoutMs: 300 })).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(1_500);
    line.delayMs = 0;
    await expect
      .poll(() => reader.rows('select 3 as three').catch(() => null), { timeout: 10_000 })
      .toEqual([{ three: 3 }]);
    await reader.close();
    await line.cut();
  });
});
