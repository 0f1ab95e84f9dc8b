import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../../test/support/invariants.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { MARIADB, services } from '../../../test/support/services.ts';
import { type SlimsDatabase, slimsDatabase } from '../../../test/support/slims.ts';
import { hasSlims, SLIMS_DUMP } from '../../../test/support/slims-dump.ts';
import { moveIn, picture } from '../../../test/support/slims-move.ts';

services(MARIADB, SLIMS_DUMP);

const AT = '2026-11-20T03:00:00Z';

describe.skipIf(!hasSlims)('a library that moves in from SLiMS', () => {
  let slims: SlimsDatabase;
  let library: TestLibrary;
  const one = async (sql: string, values: unknown[] = []) => (await library.app.pool.query(sql, values)).rows[0];
  const loanOf = (id: number) =>
    one(
      `select b.*, c.status as copy from slims_ids i join borrowings b on b.id = i.new join copies c on c.id = b.copy_id
       where i.kind = 'loan' and i.old = $1`,
      [String(id)],
    );

  beforeAll(async () => {
    slims = await slimsDatabase();
    library = await openLibrary({ at: AT });
  });
  afterAll(async () => {
    await library?.close();
    await slims?.drop();
  });

  it('is rehearsed without a trace', async () => {
    const before = await picture(library);
    const reply = await moveIn(library, slims, { dryRun: true });
    expect(reply.parity).toBeNull();
    expect(reply.steps.find(({ step }) => step === 'loan')).toMatchObject({ rows: 31, created: 31, flagged: 0 });
    expect(await picture(library)).toEqual(before);
    expect(await library.factsSince()).toEqual([]);
  });

  it('has what SLiMS counts itself: 31 loans, 8 open, 23 returned, 2 open and renewed', async () => {
    const checksum = await slims.rows('checksum table biblio, item, member, loan, fines, visitor_count, reserve');
    const { parity } = await moveIn(library, slims);
    const figures = { total: 31, open: 8, returned: 23, openRenewed: 2 };
    expect(parity?.loans).toEqual({ source: figures, here: figures });
    expect(parity?.openLoans).toEqual({ members: 4, differing: [] });
    expect(parity?.balances).toEqual({ members: 4, differing: [] });
    expect(parity?.samples.differing).toEqual([]);
    expect(parity?.samples.records).toBe(15 + 10 + 6 + 31);
    expect(parity?.same).toBe(true);
    const counted = Object.fromEntries(parity?.tables.map(({ table, here }) => [table, here]) ?? []);
    expect(counted).toMatchObject({ biblio: 15, item: 10, member: 6, loan: 31, fines: 12, visitor_count: 16 });
    expect(await brokenInvariants(library.app.pool)).toEqual([]);
    expect(await slims.rows('checksum table biblio, item, member, loan, fines, visitor_count, reserve')).toEqual(
      checksum,
    );
    expect(new Set(await library.factsSince())).toEqual(
      new Set([
        'slims.attached',
        'slims.type_moved',
        'member-type.created',
        'circulation_rule.created',
        'slims.moved',
        'slims.indexed',
      ]),
    );
  });

  it('changes nothing when it is brought over again', async () => {
    const before = await picture(library);
    const again = await moveIn(library, slims);
    expect(again.steps.filter(({ created, changed, gone }) => created + changed + gone > 0)).toEqual([]);
    expect(again.rules.changed).toBe(0);
    expect(await picture(library)).toEqual(before);
    expect(await library.factsSince()).toEqual([]);
  });

  it('keeps a renewed loan open, though SLiMS wrote a return date', async () => {
    const [renewed] = await slims.rows<{ loan_id: number; due_date: string }>(
      'select loan_id, due_date from loan where is_return = 0 and return_date is not null order by loan_id limit 1',
    );
    const loan = await loanOf(renewed?.loan_id ?? 0);
    expect(loan).toMatchObject({ return_date: null, copy: 'ON_LOAN', rule_id: null });
    expect(loan.renewals).toBeGreaterThan(0);
    // Due at the end of the day in Jakarta.
    expect(new Date(loan.due_date).toISOString()).toBe(`${renewed?.due_date}T16:59:59.999Z`);
  });

  it('reads times as the clock on the wall in Jakarta', async () => {
    const visit = await one(
      `select v.at from slims_ids i join visits v on v.id = i.new where i.kind = 'visit' and i.old = '16'`,
    );
    expect(visit.at.toISOString()).toBe('2026-11-19T03:51:00.000Z');
    const loan = await loanOf(1);
    expect([loan.borrow_date.toISOString(), loan.return_date.toISOString()]).toEqual([
      '2025-12-03T04:45:00.000Z',
      '2025-12-09T01:07:00.000Z',
    ]);
  });

  it('puts copies with the status that is in no list on the shelf', async () => {
    const row = await one(`select count(*)::int as n from copies where status in ('AVAILABLE', 'ON_LOAN')`);
    expect(row.n).toBe(10);
  });

  it('is found by its titles, its authors and its subjects', async () => {
    const { body } = await library.call(library.cast.budi, 'GET', '/books?search=cathedral');
    expect(body.data[0]).toMatchObject({
      title: expect.stringContaining('Cathedral and the Bazaar'),
      isbn: '9780596001087',
    });
    const { rows } = await library.app.pool.query(
      `select h.name from book_contributors c join headings h on h.id = c.heading_id join slims_ids i on i.new = c.book_id
       where i.kind = 'title' and i.old = '2' order by c.position`,
    );
    expect(rows.map(({ name }) => name)).toEqual([
      'Siever, Ellen',
      'Love, Robert',
      'Robbins, Arnold',
      'Figgins, Stephen',
      'Weber, Aaron',
    ]);
  });

  it('has the rules of its member types', async () => {
    const rule = await one(
      `select r.* from circulation_rules r join member_types t on t.id = r.member_type_id join slims_ids i on i.new = t.id
       where i.kind = 'member-type' and i.old = '2' and r.branch_id is null`,
    );
    expect(rule).toMatchObject({
      loan_days: 14,
      max_loans: 5,
      max_renewals: 2,
      grace_days: 2,
      fine_per_day: 500,
      hold_limit: 2,
    });
  });

  it('writes each fine into the ledger on its day', async () => {
    const row = await one(
      `select f.amount, f.outstanding, e.at from slims_ids i join fines f on f.id = i.new join ledger_entries e on e.id = f.ledger_entry_id
       where i.kind = 'fine' and i.old = '2'`,
    );
    expect(row).toMatchObject({ amount: 42_000, outstanding: 42_000 });
    expect(row.at.toISOString().slice(0, 10)).toBe('2026-01-31');
  });

  it('suspends who waited for approval', async () => {
    const row = await one(`select status from members where member_id = 'P001'`);
    expect(row.status).toBe('SUSPENDED');
  });

  it('is refused to whoever may not manage the library', async () => {
    const { moveFromSlims } = await import('./index.ts');
    const desk = library.as(await library.cast.dewi.actor());
    await expect(moveFromSlims(desk, { url: slims.url, branchId: library.cast.central })).rejects.toMatchObject({
      kind: 'FORBIDDEN',
    });
  });
});

describe.skipIf(!hasSlims)('what goes on in SLiMS after the first time', () => {
  let slims: SlimsDatabase;
  let library: TestLibrary;
  const one = async (sql: string, values: unknown[] = []) => (await library.app.pool.query(sql, values)).rows[0];

  beforeAll(async () => {
    slims = await slimsDatabase();
    library = await openLibrary({ at: AT });
    await moveIn(library, slims);
  });
  afterAll(async () => {
    await library?.close();
    await slims?.drop();
  });
  beforeEach(() => library.factsSince());

  it('follows: a return, a renewal, a new loan, a paid fine, a changed title', async () => {
    const [back, longer] = await slims.rows<{ loan_id: number; item_code: string }>(
      'select loan_id, item_code from loan where is_return = 0 order by loan_id limit 2',
    );
    await slims.admin.query(
      `update loan set is_return = 1, return_date = '2026-11-20', last_update = '2026-11-20 09:30:00' where loan_id = ?`,
      [back?.loan_id],
    );
    await slims.admin.query(`update loan set renewed = renewed + 1, due_date = '2026-12-24' where loan_id = ?`, [
      longer?.loan_id,
    ]);
    await slims.admin.query(
      `insert into loan (item_code, member_id, loan_date, due_date, is_lent, is_return, input_date)
       values (?, 'M001', '2026-11-20', '2026-11-27', 1, 0, '2026-11-20 09:45:00')`,
      [back?.item_code],
    );
    await slims.admin.query('update fines set credit = 5000 where fines_id = 2');
    await slims.admin.query(`update biblio set title = 'PHP 5 untuk pemula' where biblio_id = 1`);
    const { steps, parity } = await moveIn(library, slims);
    const news = steps
      .filter(({ created, changed }) => created + changed > 0)
      .map(({ step, created, changed }) => [step, created, changed]);
    expect(news).toEqual([
      ['title', 0, 1],
      ['loan', 1, 2],
      ['fine', 0, 1],
    ]);
    expect(parity).toMatchObject({ same: true, loans: { here: { total: 32, open: 8 } } });
    expect(parity?.balances.differing).toEqual([]);
    expect(await brokenInvariants(library.app.pool)).toEqual([]);
    const { body } = await library.call(library.cast.budi, 'GET', '/books?search=pemula');
    expect(body.data).toHaveLength(1);
  });

  it('follows by itself until it is told to stop', async () => {
    const stop = new AbortController();
    let passes = 0;
    const following = moveIn(library, slims, {
      watch: () => ({ signal: stop.signal, mirror: { everyMs: 20, seen: () => passes++ } }),
    });
    await expect.poll(() => passes).toBeGreaterThan(0);
    await slims.admin.query(
      `insert into visitor_count (member_id, member_name, checkin_date) values ('M001', 'x', '2026-11-20 09:59:00');
       update biblio set publish_year = '2006', last_update = '2026-11-20 09:58:00' where biblio_id = 3;
       insert into biblio (biblio_id, title, language_id, input_date) values (300, 'Buku yang baru datang', 'id', '2026-11-20 09:57:00')`,
    );
    const here = async () => [
      await one(`select count(*)::int as n from visits`),
      await one(
        `select b.published_year as n from slims_ids i join books b on b.id = i.new where i.kind = 'title' and i.old = '3'`,
      ),
      await one(`select count(*)::int as n from search_index where title like 'Buku yang baru%'`),
    ];
    await expect.poll(here).toEqual([{ n: 17 }, { n: 2006 }, { n: 1 }]);
    stop.abort();
    const { parity } = await following;
    expect(parity?.same).toBe(true);
  });

  it('is not moved twice at the same time', async () => {
    const both = await Promise.allSettled([moveIn(library, slims), moveIn(library, slims)]);
    const refused = both.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject([{ reason: { reason: 'slims.already_moving' } }]);
  });

  it('what is deleted there stays here, and is listed; a reservation that ended ends', async () => {
    await slims.admin.query(
      `insert into reserve (member_id, biblio_id, item_code, reserve_date) values ('M002', 5, 'B00001', '2026-11-19 08:00:00')`,
    );
    await moveIn(library, slims);
    expect(await one(`select status, placed_at from holds`)).toEqual({
      status: 'WAITING',
      placed_at: new Date('2026-11-19T01:00:00Z'),
    });
    await slims.admin.query('delete from reserve; delete from biblio where biblio_id = 7');
    const { steps } = await moveIn(library, slims);
    expect(steps.filter(({ gone }) => gone > 0).map(({ step, gone }) => [step, gone])).toEqual([
      ['title', 1],
      ['reserve', 1],
    ]);
    expect(await one('select status from holds')).toEqual({ status: 'CANCELLED' });
    expect(
      await one(`select b.status from slims_ids i join books b on b.id = i.new where i.kind = 'title' and i.old = '7'`),
    ).toEqual({ status: 'ACTIVE' });
  });

  it('a loan that came back here stays ended, and is told', async () => {
    const loan = await one(
      `select i.old, b.id, b.copy_id from slims_ids i join borrowings b on b.id = i.new where i.kind = 'loan' and b.return_date is null limit 1`,
    );
    const { returnBorrowing } = await import('../circulation/index.ts');
    await returnBorrowing(library.as(await library.cast.budi.actor()), { id: loan.id });
    await slims.admin.query('update loan set renewed = renewed + 1 where loan_id = ?', [Number(loan.old)]);
    const { parity } = await moveIn(library, slims);
    expect(parity?.codes).toMatchObject({ ended_here: 1 });
    expect(parity).toMatchObject({
      same: false,
      openLoans: { differing: [{ source: expect.anything(), here: expect.anything() }] },
    });
    expect((await one('select return_date from borrowings where id = $1', [loan.id])).return_date).not.toBeNull();
  });
});

describe.skipIf(!hasSlims)('what SLiMS holds against our rules', () => {
  let slims: SlimsDatabase;
  let library: TestLibrary;
  let folder: string;
  const rows = async (sql: string, values: unknown[] = []) => (await library.app.pool.query(sql, values)).rows;
  const codesOf = async (kind: string, old: string | number) =>
    (await rows('select problems from slims_ids where kind = $1 and old = $2', [kind, String(old)]))[0]?.problems.map(
      (p: { code: string }) => p.code,
    );

  beforeAll(async () => {
    slims = await slimsDatabase();
    library = await openLibrary({ at: AT });
    folder = await mkdtemp(join(tmpdir(), 'slims-files-'));
    await mkdir(join(folder, 'images/docs'), { recursive: true });
    await mkdir(join(folder, 'images/persons'), { recursive: true });
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    await writeFile(join(folder, 'images/docs/php5_dummies.jpg'), png);
    await writeFile(join(folder, 'images/persons/siti.png'), png);
    await writeFile(join(folder, 'secret.png'), png);
    const { hash } = await import('bcryptjs');
    const bcrypt = (await hash('kata-sandi-lama', 4)).replace('$2b$', '$2y$');
    // md5('rahasia')
    const md5 = 'ac43724f16e9241d990427ab7c8f4228';
    await slims.admin.query(`
      set foreign_key_checks = 0;
      alter table member_custom add column nisn varchar(20);
      insert into member (member_id, member_name, gender, member_type_id, expire_date, member_email, mpasswd, member_image, member_since_date) values
        ('Siti 1/2', 'Siti', 0, 1, '2027-01-01', 'siti@sekolah.example', '${bcrypt}', 'siti.png', '2025-01-01'),
        ('BUDI', 'Budi', 1, 99, '2020-01-01', 'SITI@sekolah.example', '${md5}', '../../secret.png', '2025-01-01'),
        ('LIB001', 'Orang lain', 1, 1, '2027-01-01', 'bukan surel', 'plain', null, '0000-00-00');
      insert into member_custom (member_id, nisn) values ('BUDI', '0051234567');
      insert into biblio (biblio_id, title, isbn_issn, publish_year, language_id, opac_hide, image) values
        (101, '${'Panjang '.repeat(90)}', '123', 'MMXX', 'xx-yy', 0, null), (102, 'Tersembunyi', null, '[2001?]', 'ind', 1, null);
      insert into item (item_id, biblio_id, item_code, item_status_id, coll_type_id, input_date, price, price_currency) values
        (101, 101, 'KODE SPASI', 'MIS', 1, '2020-01-01 08:00:00', 10, 'USD'), (102, 999, 'C1', 'R', 77, '2020-01-01', 0, null),
        (103, 102, 'C2', 'NL', 2, '2020-01-01', 25000, 'Rp'), (104, 102, 'C3', '0', 2, '2020-01-01', 0, null), (105, 102, 'HILANG', '0', 2, '2020-01-01', 0, null);
      insert into member (member_id, member_name, gender, member_type_id, expire_date) values ('PERGI', 'Pak Pergi', 1, 1, '2027-01-01');
      insert into loan (loan_id, item_code, member_id, loan_date, due_date, renewed, is_lent, is_return, return_date) values
        (201, 'C3', 'm001', '2026-01-05', '2026-01-01', 0, 1, 1, '2026-01-02'),
        (202, 'HILANG', 'PERGI', '2026-02-01', '2026-02-08', 0, 1, 1, null),
        (203, 'C3', 'BUDI', '2026-03-01', '2026-03-08', 0, 1, 0, null),
        (204, 'C3', 'Siti 1/2', '2026-04-01', '2026-04-08', 1, 1, 0, '2026-04-05'),
        (205, 'C2', 'BUDI', '2026-04-01', '2026-04-08', 0, 0, 0, null);
      insert into fines (fines_id, fines_date, member_id, debet, credit, description) values
        (301, '2026-05-01', 'BUDI', 4000, 1000, 'Overdue fines for item C3'), (302, '2026-05-02', 'BUDI', 0, 5000, 'bayar'),
        (303, '2026-05-03', 'Siti 1/2', 0, 700, 'bayar'), (304, '2026-05-04', 'HANTU', 900, 0, 'Kartu hilang');
      delete from item where item_id = 105; delete from member where member_id = 'PERGI';`);
    await moveIn(library, slims, { files: folder });
  });
  afterAll(async () => {
    await library?.close();
    await slims?.drop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('is kept and flagged, and everything else of the library holds', async () => {
    expect((await codesOf('title', 101)).sort()).toEqual([
      'bad_isbn',
      'bad_language',
      'bad_year',
      'no_author',
      'no_category',
      'title_cut',
    ]);
    expect(await codesOf('title', 102)).toContain('hidden');
    expect(await codesOf('item', 101)).toEqual(['bad_barcode', 'foreign_price']);
    expect(await codesOf('item', 102)).toEqual(['no_collection_type', 'title_gone']);
    // BUDI comes first.
    expect(await codesOf('member', 'siti 1/2')).toEqual(['bad_number', 'email_taken']);
    expect(await codesOf('member', 'budi')).toEqual(['no_member_type', 'expired_before_joining']);
    expect(await codesOf('member', 'lib001')).toEqual(
      expect.arrayContaining(['number_taken', 'bad_email', 'strange_password']),
    );
    expect(await brokenInvariants(library.app.pool)).toEqual([]);
  });

  it('has its copies in the state SLiMS says', async () => {
    const states = await rows(
      `select i.old, c.status, t.loanable, c.price::int, c.notes from slims_ids i join copies c on c.id = i.new
       join collection_types t on t.id = c.collection_type_id where i.kind = 'item' and i.old::int > 100 order by i.old`,
    );
    expect(states).toEqual([
      { old: '101', status: 'LOST', loanable: true, price: null, notes: 'SLiMS: KODE SPASI' },
      { old: '102', status: 'DAMAGED', loanable: true, price: null, notes: null },
      { old: '103', status: 'AVAILABLE', loanable: false, price: 25000, notes: null },
      { old: '104', status: 'ON_LOAN', loanable: true, price: null, notes: null },
    ]);
  });

  it('has loans that cannot be so, each told', async () => {
    expect(await codesOf('loan', 201)).toEqual(['due_before_loan', 'returned_before_loan']);
    expect(await codesOf('loan', 202)).toEqual(['no_return_date', 'member_gone', 'item_gone']);
    expect(await codesOf('loan', 203)).toEqual(['open_twice']);
    expect(await codesOf('loan', 204)).toEqual([]);
    expect(await codesOf('loan', 205)).toEqual(['not_lent']);
    const [lost] = await rows(
      `select c.barcode, c.status, k.status as book, m.name, m.status as member from slims_ids i join borrowings b on b.id = i.new
       join copies c on c.id = b.copy_id join books k on k.id = b.book_id join members m on m.id = b.member_id where i.kind = 'loan' and i.old = '202'`,
    );
    expect(lost).toMatchObject({
      barcode: 'HILANG',
      status: 'WITHDRAWN',
      book: 'ARCHIVED',
      name: 'Pak Pergi',
      member: 'SUSPENDED',
    });
  });

  it('has its money: what was paid goes on the oldest debt, the rest is the member’s', async () => {
    const [budi] = await rows(
      `select sum(amount) filter (where ledger_account = '1200')::int as owes, -sum(amount) filter (where ledger_account = '2100')::int as holds
       from ledger_lines where member_id = (select new from slims_ids where kind = 'member' and old = 'budi')`,
    );
    expect(budi).toEqual({ owes: 0, holds: 2000 });
    expect(await codesOf('fine', 303)).toEqual(['credit_without_debt']);
    expect(await codesOf('fine', 304)).toEqual(['member_gone']);
  });

  it('lets members in with their old passwords, once as they are and then hashed anew', async () => {
    const sign = (email: string, password: string) => library.call(null, 'POST', '/auth/login', { email, password });
    expect((await sign('Siti-1/2', 'salah-sekali')).status).toBe(401);
    for (const [number, password] of [
      ['Siti-1/2', 'kata-sandi-lama'],
      ['BUDI', 'rahasia'],
    ] as const) {
      expect((await sign(number, password)).status).toBe(200);
      const [{ password_hash: stored }] = await rows(
        'select a.password_hash from accounts a join members m on m.account_id = a.id where m.member_id = $1',
        [number],
      );
      expect(stored).toMatch(/^\$argon2id\$/);
      expect((await sign(number, password)).status).toBe(200);
    }
    expect(JSON.stringify(await rows('select record from slims_ids'))).not.toMatch(/mpasswd|\$2y\$/);
  });

  it('keeps a site’s own fields, and pictures from the folder, but none from outside it', async () => {
    const [budi] = await rows(`select record from slims_ids where kind = 'member' and old = 'budi'`);
    expect(budi.record.custom[0].nisn).toBe('0051234567');
    const [book] = await rows(
      `select cover_image from slims_ids i join books b on b.id = i.new where i.kind = 'title' and i.old = '1'`,
    );
    expect(book.cover_image).toMatch(/^covers\/.+\.png$/);
    expect(await library.app.drivers.files.get(book.cover_image)).not.toBeNull();
    const photos = await rows('select member_id from members where photo is not null');
    expect(photos).toEqual([{ member_id: 'Siti-1/2' }]);
  });

  it('is all listed in the report', async () => {
    const { parity } = await moveIn(library, slims);
    expect(parity?.tables.every(({ source, here, kept }) => source === here + kept)).toBe(true);
    // The older of two open loans of one copy is closed here, hence one open loan fewer; a payment without a fine is no balance.
    expect(parity?.openLoans.differing).toEqual([{ member: 'budi', source: 1, here: 0 }]);
    expect(parity?.balances.differing).toEqual([{ member: 'siti 1/2', source: -700, here: 0 }]);
    expect(parity?.samples.differing.every(({ flagged }) => flagged)).toBe(true);
    const { parityPage } = await import('./index.ts');
    const page = parity ? parityPage(parity, 'id') : '';
    expect(page).toContain('KODE SPASI');
    expect(page).not.toContain('slims.problem_');
  });

  it('erases with a person what SLiMS had of them', async () => {
    const { eraseMoved } = await import('./index.ts');
    const { asSystem } = await import('../../kernel/verb.ts');
    const [{ id }] = await rows(`select new as id from slims_ids where kind = 'member' and old = 'budi'`);
    await asSystem(library.as({ kind: 'system', name: 'test', grants: [] }), async (tx) => {
      await eraseMoved(tx, { memberIds: [id], accountIds: [] });
      tx.unchanged(undefined);
    });
    expect(
      await rows(
        `select 1 from slims_ids where record::text ilike '%0051234567%' or record::text ilike '%"BUDI"%' and kind = 'member'`,
      ),
    ).toEqual([]);
  });
});
