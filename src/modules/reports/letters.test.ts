import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addBook, addMember, type Person } from '../../../test/support/cast.ts';
import { expectFailure } from '../../../test/support/fines.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { at, download, pdfPages } from '../../../test/support/reports.ts';
import { newId } from '../../kernel/ids.ts';

const PATH = '/reports/overdue-letters';

describe('overdue letters', () => {
  let library: TestLibrary;
  const letters = async (who: Person, query = '', language = 'id') => {
    const { status, headers, file } = await download(library, who, `${PATH}${query}`, language);
    expect([status, headers['content-type']]).toEqual([200, 'application/pdf']);
    return pdfPages(file).map((page) => page.replaceAll('\n', ' '));
  };

  // Due on 16 March: Sari of X-A has two, Andi of X-B one, Rina of no class one in Jayapura; Tuti of X-A is on time.
  beforeAll(async () => {
    library = await openLibrary();
    const { app, cast } = library;
    const { dewi, yosef, sari, andi, jayapura } = cast;
    const setClass = `update members set class_name = $2 where id = $1`;
    const { memberId: rina } = await addMember(app, cast, { name: 'Rina' });
    const { memberId: tuti } = await addMember(app, cast, { name: 'Tuti' });
    await app.pool.query(setClass, [sari.memberId, 'X-A']);
    await app.pool.query(setClass, [andi.memberId, 'X-B']);
    await app.pool.query(setClass, [tuti, 'X-A']);
    const lend = async (moment: string, title: string, memberId: string, who = dewi, branch = cast.central) => {
      const { barcodes } = await addBook(app, cast, { title, branch });
      await at(library, moment, who, '/borrowings', { memberId, barcode: barcodes[0] });
    };
    const early = '2026-03-02T10:00:00+07:00';
    await lend(early, 'Amba', andi.memberId);
    await lend(early, 'Pulang', sari.memberId);
    await lend('2026-03-03T10:00:00+07:00', '=HYPERLINK("http://x")', sari.memberId);
    await lend(early, 'Saman', rina, yosef, jayapura);
    await lend('2026-03-10T10:00:00+07:00', 'Larung', tuti);
    library.clock.set('2026-03-18T10:00:00+07:00');
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());

  it('are one for each person who is late, sorted by class, those without a class last', async () => {
    const pages = await letters(library.cast.budi);
    expect(pages.map((page) => /Yth\. (\w+)/.exec(page)?.[1])).toEqual(['Sari', 'Andi', 'Rina']);
    const [first = ''] = pages;
    for (const words of [
      'Perpustakaan',
      '18 Maret 2026',
      'X-A',
      'Nomor anggota LIB001',
      'Pulang',
      '16 Maret 2026',
      '=HYPERLINK("http://x")',
      '17 Maret 2026',
      'Rp1.500', // two days and one
      'Hormat kami,',
      'Budi',
    ])
      expect(first).toContain(words);
    expect(first).not.toContain('Amba');
    expect(first.indexOf('Pulang')).toBeLessThan(first.indexOf('HYPERLINK'));
  });

  it('are of one class or one branch when it is named, in the reader’s language', async () => {
    const { budi, jayapura, yosef } = library.cast;
    const [only, ...others] = await letters(budi, '?className=X-B&format=pdf', 'en');
    expect(others).toEqual([]);
    expect(only).toContain('Dear reader,');
    expect(only).toContain('16 March 2026');
    for (const [who, query] of [
      [budi, `?branchId=${jayapura}`],
      [yosef, ''],
    ] as const) {
      const pages = await letters(who, query);
      expect(pages).toHaveLength(1);
      expect(pages[0]).toContain('Rina');
    }
    expect((await letters(budi, `?branchId=${jayapura}`))[0]).toContain('Cabang Jayapura, 18 Maret 2026');
  });

  it('are remembered as an export', async () => {
    await letters(library.cast.budi, '?className=X-A');
    expect(await library.factsSince()).toEqual(['overdue-letters.printed']);
    const { rows } = await library.app.pool.query(
      `select f.action_type, d.body -> 'newValues' as new from facts f join fact_details d on d.fact_id = f.id
       where f.action = 'overdue-letters.printed' order by f.at desc limit 1`,
    );
    expect(rows[0]).toMatchObject({ action_type: 'EXPORT', new: { className: 'X-A', letters: 1, loans: 2 } });
  });

  it('are not printed for nobody', async () => {
    const { budi, yosef, central } = library.cast;
    const get = (who: Person, query: string) => library.call(who, 'GET', `${PATH}${query}`);
    expectFailure(await get(budi, '?className=XII'), 404, 'reports.nobody_late');
    expectFailure(await get(yosef, '?className=X-A'), 404, 'reports.nobody_late');
    for (const branchId of [central, newId()])
      expectFailure(await get(yosef, `?branchId=${branchId}`), 404, 'settings.branch_not_found', 'branchId');
    for (const [query, field] of [
      ['?branchId=1', 'branchId'],
      ['?format=csv', 'format'],
      [`?className=${'x'.repeat(51)}`, 'className'],
      ['?kelas=X-A', 'kelas'],
    ] as const) {
      const answer = await get(budi, query);
      expect([answer.status, answer.body.error.field]).toEqual([400, field]);
    }
    expect(await library.factsSince()).toEqual([]);
  });

  it('take permission to make reports and to see the names', async () => {
    const { tono, dewi, vera, operator, sari, client, manager } = library.cast;
    for (const person of [tono, dewi, vera, operator, sari, client])
      expectFailure(await library.call(person, 'GET', PATH), 403, 'kernel.forbidden');
    expectFailure(await library.call(null, 'GET', PATH), 401, 'kernel.sign_in');
    expectFailure(await library.call(manager, 'GET', PATH), 403, 'reports.needs_names');
  });

  it('are at most five hundred at once', async () => {
    const { app, cast } = library;
    const { bookId } = await addBook(app, cast);
    await app.pool.query(
      `with m as (
         insert into members (id, member_id, member_type_id, branch_id, name, class_name, join_date, created_at, updated_at)
         select gen_random_uuid(), 'K' || n, $1, $2, 'Murid ' || n, 'XI', '2026-01-05', $3, $3 from generate_series(1, 501) n
         returning id, member_id),
       c as (
         insert into copies (id, book_id, barcode, branch_id, collection_type_id, status, created_at, updated_at)
         select gen_random_uuid(), $4, m.member_id, $2, $5, 'ON_LOAN', $3, $3 from m returning id, barcode)
       insert into borrowings (id, copy_id, book_id, member_id, branch_id, borrow_date, due_date, created_at, updated_at)
       select gen_random_uuid(), c.id, $4, m.id, $2, $3::timestamptz - interval '20 days', $3::timestamptz - interval '6 days', $3, $3
       from m join c on c.barcode = m.member_id`,
      [cast.student, cast.central, app.clock.now(), bookId, cast.general],
    );
    const many = await library.call(cast.budi, 'GET', PATH);
    expectFailure(many, 422, 'reports.too_many_letters', 'className');
    expect(await letters(cast.budi, '?className=X-A')).toHaveLength(1);
  });
});
