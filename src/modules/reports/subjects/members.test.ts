import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook, addMember } from '../../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { at, reported } from '../../../../test/support/reports.ts';

type Row = Record<string, number>;
/** [total, new, active, expired, suspended, borrowers] */
const counted = (row: Row) => [row.total, row.new, row.active, row.expired, row.suspended, row.borrowers];

describe('a report of members', () => {
  let library: TestLibrary;
  const figures = async (asked: object, who = library.cast.budi) =>
    (await reported(library, who, { type: 'MONTHLY', subject: 'members', startDate: '2026-03-15', ...asked })).data;
  const byName = (rows: (Row & { name: string })[]) => Object.fromEntries(rows.map((row) => [row.name, counted(row)]));

  // Sari and Andi joined on 5 January at Central until 2027.
  beforeAll(async () => {
    library = await openLibrary({ at: '2026-01-10T09:00:00+07:00' });
    const { app, cast, clock } = library;
    const sql = (text: string, ...params: unknown[]) => app.pool.query(text, params);
    const member = async (o: object, columns: Record<string, string>) => {
      const { memberId } = await addMember(app, cast, o);
      for (const [column, value] of Object.entries(columns))
        await sql(`update members set ${column} = $2 where id = $1`, memberId, value);
      return memberId;
    };
    await sql(`update members set class_name = 'X-A' where id = $1`, cast.sari.memberId);
    const teacher = { type: cast.teacher };
    await member(teacher, { expiry_date: '2026-03-30' }); // over on the last day of March
    await member(teacher, { expiry_date: '2026-03-31' }); // good through it
    await member({ branch: cast.jayapura }, { join_date: '2026-03-31', class_name: 'X-A' });
    await member({ branch: cast.jayapura }, { join_date: '2026-04-01' });
    const left = await member({}, { join_date: '2026-03-01' });
    await sql(`update members set status = 'DELETED', deleted_at = '2026-03-31T23:59:00+07:00' where id = $1`, left);
    const leftLater = await member({}, { join_date: '2026-02-28' });
    await sql(
      `update members set status = 'DELETED', deleted_at = '2026-04-01T00:00:00+07:00' where id = $1`,
      leftLater,
    );

    const suspend = { from: '2026-03-20', reason: 'Buku rusak' };
    await at(library, '2026-03-20T09:00:00+07:00', cast.wati, `/members/${cast.andi.memberId}/suspend`, suspend);
    clock.set('2026-03-10T09:00:00+07:00');
    const { barcodes } = await addBook(app, cast);
    const loan = { memberId: cast.sari.memberId, barcode: barcodes[0] };
    await at(library, '2026-03-10T10:00:00+07:00', cast.dewi, '/borrowings', loan);
    clock.set('2026-04-02T09:00:00+07:00');
  });
  afterAll(() => library.close());

  it('counts who was a member on the last day: new, active, expired, suspended, and who borrowed', async () => {
    const { totals } = await figures({});
    expect(counted(totals)).toEqual([6, 1, 4, 1, 1, 1]);
  });

  it('counts them by type, branch and class', async () => {
    const { byMemberType, byBranch, byClass, otherClasses } = await figures({});
    expect(byName(byMemberType)).toEqual({ Guru: [2, 0, 1, 1, 0, 0], Siswa: [4, 1, 3, 0, 1, 1] });
    expect(byName(byBranch)).toEqual({
      'Perpustakaan Pusat': [5, 0, 3, 1, 1, 1],
      'Cabang Jayapura': [1, 1, 1, 0, 0, 0],
    });
    expect(byClass.map((row: Row) => [row.className, ...counted(row)])).toEqual([
      ['X-A', 2, 1, 2, 0, 0, 1],
      [null, 4, 0, 2, 1, 1, 0],
    ]);
    expect(otherClasses).toBeNull();
  });

  it('knows a suspension of that time after it was lifted', async () => {
    const { andi, wati } = library.cast;
    await at(library, '2026-04-03T09:00:00+07:00', wati, `/members/${andi.memberId}/activate`);
    expect((await figures({})).totals.suspended).toBe(1);
    expect((await figures({ startDate: '2026-04-01' })).totals.suspended).toBe(0);
    expect((await figures({ startDate: '2026-02-01' })).totals.suspended).toBe(0);
  });

  it('counts the members of the branch', async () => {
    expect(counted((await figures({}, library.cast.yosef)).totals)).toEqual([1, 1, 1, 0, 0, 0]);
  });

  it('adds the classes beyond the largest 500 together', async () => {
    const { app, cast } = library;
    await app.pool.query(
      `insert into members (id, member_id, member_type_id, branch_id, name, class_name, join_date, created_at, updated_at)
       select gen_random_uuid(), 'K' || n || '-' || k, $1, $2, 'Murid', 'Kelas ' || lpad(n::text, 3, '0'), '2026-03-02', $3, $3
       from generate_series(1, 502) n, generate_series(1, case when n > 500 then 1 else 2 end) k`,
      [cast.student, cast.central, app.clock.now()],
    );
    const { byClass, otherClasses, totals } = await figures({});
    expect(byClass).toHaveLength(500);
    expect(otherClasses.classes).toBe(4); // with X-A and those without a class there are 504
    const all = [...byClass, otherClasses].reduce((sum: number, row: Row) => sum + (row.total ?? 0), 0);
    expect(all).toBe(totals.total);
  });
});
