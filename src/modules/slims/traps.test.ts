import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
const asked = askedAt(ZONE, NOW);
const day = dayAt(ZONE, NOW);

describe.skipIf(!hasSlims)('the traps of SLiMS', () => {
  let slims: SlimsDatabase;
  let source: StatisticsSource;
  const sql = (text: string, values: unknown[] = []) => slims.admin.query(text, values);
  const visit = (member: string | null, at: string) =>
    sql('insert into visitor_count (member_id, member_name, checkin_date) values (?, ?, ?)', [member, 'Nama', at]);
  const loan = (item: string, member: string, date: string, more: object = {}) =>
    sql('insert into loan set ?', [
      { item_code: item, member_id: member, loan_date: date, due_date: date, is_lent: 1, ...more },
    ]);

  beforeAll(async () => {
    slims = await slimsDatabase();
    source = slimsSource({ url: slims.url, timeZone: ZONE });
  });
  beforeEach(() => fillSlims(slims, emptyWorld(ZONE)));
  afterAll(async () => {
    await source?.close();
    await slims?.drop();
  });

  it('a renewed, still open loan has a return date: it is open', async () => {
    await loan('E0-0', 'K001', '2026-02-01', { renewed: 1, is_return: 0, return_date: '2026-02-08' });
    await loan('E1-0', 'K001', '2026-02-01', { renewed: 1, is_return: 1, return_date: '2026-02-20' });
    await loan('E2-0', 'K001', '2026-02-01');
    await loan('E3-0', 'K001', '2026-02-01', { is_lent: 0 });
    expect((await source.books(asked)).loans).toEqual({ total: 3, open: 2, returned: 1, openRenewed: 1 });
  });

  it('times say no zone: they are read as they stand, whatever zone the server keeps', async () => {
    await visit(null, '2026-03-02 00:00:00');
    await visit(null, '2026-03-02 06:53:00');
    await visit(null, '2026-03-02 23:59:59');
    await visit(null, '2026-03-01 23:59:59');
    await visit(null, '2026-03-03 00:00:00');
    const [{ zone } = { zone: '' }] = await slims.rows<{ zone: string }>('select @@global.time_zone as zone');
    try {
      for (const other of ['+00:00', '+09:00', '-05:00']) {
        await sql(`set global time_zone = '${other}'`);
        const fresh = slimsSource({ url: slims.url, timeZone: ZONE });
        expect((await fresh.baseline(day, 'direct')).total).toBe(3);
        const { days } = await fresh.visitors(asked);
        expect([...days].sort()).toEqual([
          ['2026-03-01', 1],
          ['2026-03-02', 3],
        ]);
        await fresh.close();
      }
    } finally {
      await sql('set global time_zone = ?', [zone]);
    }
  });

  it('items have a status that is in no list: they are there; only missing ones are not', async () => {
    const before = (await source.books(asked)).collection.items;
    for (const [code, status] of [
      ['x1', '0'],
      ['x2', null],
      ['x3', 'R'],
      ['x4', 'NL'],
      ['x5', 'MIS'],
      ['x6', 'ZZ'],
    ]) {
      await sql('insert into item set ?', [
        { item_code: code, biblio_id: 1, item_status_id: status, input_date: '2026-01-01' },
      ]);
    }
    expect((await source.books(asked)).collection.items).toBe(before + 5);
  });

  it('older sites lack tables and columns', async () => {
    const old = await slimsDatabase();
    await old.admin.query(`alter table visitor_count drop column room_code; drop table mst_visitor_room;
      drop trigger insert_loan_history; drop trigger update_loan_history; drop trigger delete_loan_history; drop table loan_history;
      alter table biblio drop column opac_hide; alter table item drop column item_status_id`);
    const older = slimsSource({ url: old.url, timeZone: ZONE });
    await older.check();
    const at = askedAt(ZONE, new Date('2026-11-19T10:00:00Z'));
    expect((await older.books(at)).loans.total).toBe(31);
    expect((await older.books(at)).collection).toEqual({ titles: 15, items: 10 });
    expect((await older.visitors(at)).top.year[0]?.memberId).toBe('G001');
    await older.close();
    await old.drop();
  });

  it('tables differ in charset and collation: they are joined all the same, and by their indexes', async () => {
    const mixed = await slimsDatabase();
    await mixed.admin.query(`alter table loan convert to character set utf8mb4 collate utf8mb4_general_ci;
      alter table item convert to character set latin1; alter table visitor_count convert to character set utf8mb4 collate utf8mb4_bin;
      alter table member convert to character set utf8mb4 collate utf8mb4_unicode_ci`);
    const source = slimsSource({ url: mixed.url, timeZone: ZONE });
    const at = askedAt(ZONE, new Date('2026-11-19T10:00:00Z'));
    await mixed.admin.query("set global log_output = 'TABLE'; set global general_log = 1");
    const { loans, topTitles, topBorrowers } = await source.books(at);
    const { top } = await source.visitors(at);
    expect(loans.total).toBe(31);
    expect(topTitles.allTime[0]).toEqual({ biblioId: 2, title: 'Linux In a Nutshell', total: 10 });
    expect([topBorrowers.year[0]?.memberId, top.year[0]?.memberId]).toEqual(['G001', 'G001']);
    const said = await mixed.rows<{ argument: Buffer }>(
      "select argument from mysql.general_log where user_host like ? and command_type = 'Execute' and argument like '%join%'",
      [`%${mixed.user}%`],
    );
    expect(said.length).toBeGreaterThanOrEqual(2);
    for (const { argument } of said) {
      const plan = await mixed.rows<{ table: string; key: string | null }>(`explain ${argument}`);
      const inner = plan.filter(({ table }) => table === 'i' || table === 'm');
      expect(inner.map(({ table, key }) => [table, key])).toEqual(
        inner.map(({ table }) => [table, table === 'i' ? 'item_code' : 'PRIMARY']),
      );
    }
    await source.close();
    await mixed.drop();
  });

  it('numbers are written in capitals or not, as each desk likes', async () => {
    await visit('k001', '2026-03-01 10:00:00');
    await visit('K001', '2026-03-01 10:00:00');
    await loan('e0-0', 'k001', '2026-03-01');
    expect((await source.visitors(asked)).top.month).toEqual([
      { memberId: 'K001', memberName: 'Pembaca 1', total: 2, isPublic: false },
    ]);
    const { topTitles, topBorrowers } = await source.books(asked);
    expect([topTitles.month[0]?.biblioId, topBorrowers.month[0]?.memberId]).toEqual([1, 'K001']);
  });

  it('guests have no number, an empty one or one nobody has: they count, and are in no ranking', async () => {
    for (const guest of [null, '', 'X999']) await visit(guest, '2026-03-02 09:00:00');
    const { days, top } = await source.visitors(asked);
    expect([days.get('2026-03-02'), top.month]).toEqual([3, []]);
  });

  it('an item that was removed left its title in the history; a title that is hidden or gone is in no ranking', async () => {
    for (const item of ['E0-0', 'E1-0', 'E2-0']) await loan(item, 'K001', '2026-03-01');
    await sql(
      "delete from item where item_code = 'E0-0'; update biblio set opac_hide = 1 where biblio_id = 2; delete from biblio where biblio_id = 3",
    );
    const { topTitles, collection, loans } = await source.books(asked);
    expect(topTitles.month.map(({ biblioId }) => biblioId)).toEqual([1]);
    expect(loans.total).toBe(3);
    expect(collection.titles).toBe(emptyWorld(ZONE).titles.length - 2);
  });

  it('a reader who was removed is named nowhere', async () => {
    await visit('K001', '2026-03-01 10:00:00');
    await loan('E0-0', 'K001', '2026-03-01');
    await sql("delete from member where member_id = 'K001'");
    expect((await source.visitors(asked)).top.month).toEqual([]);
    expect((await source.books(asked)).topBorrowers.month).toEqual([]);
  });
});
