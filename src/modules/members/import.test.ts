import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('importing members from CSV', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());

  const load = (text: string | Buffer, query = '', who = library.cast.budi, headers = {}) =>
    library.call(who, 'POST', `/members/import?memberTypeId=${library.cast.student}${query}`, text, {
      'content-type': 'text/csv',
      ...headers,
    });
  const everybody = async () =>
    (await library.app.pool.query('select * from members order by id')).rows.map(({ updated_at: _, ...row }) => row);
  const byName = async (name: string) =>
    (await library.app.pool.query('select * from members where name = $1', [name])).rows;

  const SCHOOL = [
    'No;Nama Lengkap;NISN;Kelas;Jenis;Surel;No. HP;Alamat;Berlaku Sampai;Hobi',
    '1;Aisyah Putri;0051;VII A;Siswa;aisyah@contoh.id;0812-3456-789;Jl. Melati 5;30/06/2027;Membaca',
    '2;"Budi; Santoso";0052;VII A;SISWA;;;;;',
    "3;Citra;0053;;guru;-;-;'-;2028-06-30;",
  ].join('\r\n');

  it('reads the headers of a school, makes each member, and records one fact', async () => {
    const { body, status } = await load(SCHOOL);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      dryRun: false,
      rows: 3,
      created: 3,
      updated: 0,
      skipped: 0,
      failed: 0,
      errors: [],
    });
    expect(body.data.ignoredColumns).toEqual(['No', 'Hobi']);
    const [aisyah] = await byName('Aisyah Putri');
    expect(aisyah).toMatchObject({
      identity_number: '0051',
      class_name: 'VII A',
      email: 'aisyah@contoh.id',
      phone: '0812-3456-789',
      expiry_date: '2027-06-30',
      join_date: '2026-03-02',
      branch_id: library.cast.central,
      batch_id: body.data.batchId,
    });
    expect(aisyah.member_id).toMatch(/^LIB\d{3}$/);
    expect((await byName('Citra'))[0]).toMatchObject({
      member_type_id: library.cast.teacher,
      email: null,
      expiry_date: '2028-06-30',
    });
    expect((await byName('Budi; Santoso'))[0]).toMatchObject({ expiry_date: '2027-03-02' });
    expect(await library.factsSince()).toEqual(['members.imported']);
    const { rows } = await library.app.pool.query(
      `select body -> 'newValues' as told from fact_details d join facts f on f.id = d.fact_id where action = 'members.imported'`,
    );
    expect(rows).toEqual([{ told: { batch: body.data.batchId, count: 3, created: 3, updated: 0 } }]);
  });

  it.each(['skip', 'update'])('changes nothing the second time (%s)', async (onExisting) => {
    const before = await everybody();
    const { body } = await load(SCHOOL, `&onExisting=${onExisting}`);
    expect(body.data).toMatchObject({ created: 0, updated: 0, failed: 0, batchId: null });
    expect(body.data.skipped + body.data.unchanged).toBe(3);
    expect(await everybody()).toEqual(before);
    expect(await library.factsSince()).toEqual([]);
  });

  it('shows in a dry run what it would do, and does nothing', async () => {
    const before = await everybody();
    const { body } = await load(
      'name,nisn,class\nDina,0061,X\nAisyah Putri,0051,VIII A',
      '&dryRun=true&onExisting=update',
    );
    expect(body.data).toMatchObject({
      dryRun: true,
      batchId: null,
      created: 1,
      updated: 1,
      preview: [
        { line: 2, outcome: 'create', name: 'Dina', memberId: null },
        { line: 3, outcome: 'update', name: 'Aisyah Putri' },
      ],
    });
    expect(await everybody()).toEqual(before);
    expect(await library.factsSince()).toEqual([]);
  });

  it('updates what the file says and leaves alone what it does not', async () => {
    const [before] = await byName('Aisyah Putri');
    const { body } = await load('nama,nisn,kelas,surel\nAisyah Putri,0051,VIII A,', '&onExisting=update');
    expect(body.data).toMatchObject({ created: 0, updated: 1 });
    const [after] = await byName('Aisyah Putri');
    expect(after).toMatchObject({
      class_name: 'VIII A',
      email: 'aisyah@contoh.id',
      expiry_date: '2027-06-30',
      version: before.version + 1,
    });
    expect(after.member_type_id).toBe(before.member_type_id);
    expect(await library.factsSince()).toEqual(['members.imported']);
  });

  it('keeps numbers as they are, and finds members by them', async () => {
    const first = await load('member_id,name\nS-2019/001,Eko\nlib001,Sari Baru', '&onExisting=update');
    expect(first.body.data).toMatchObject({ created: 1, updated: 1 });
    expect((await byName('Eko'))[0].member_id).toBe('S-2019/001');
    expect((await byName('Sari Baru'))[0].id).toBe(library.cast.sari.memberId);
    const again = await load('member_id,name\ns-2019/001,Eko\nLIB001,Sari Baru', '&onExisting=update');
    expect(again.body.data).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
  });

  it('tells each row that cannot be kept: line, field, code and why, in the reader’s language, and keeps the others', async () => {
    const file = [
      'nama,nomor,surel,jenis,cabang,berlaku sampai,telepon',
      ',X1,,,,,',
      'Fajar,X 2,,,,,',
      'Gita,X3,bukan-surel,,,,',
      'Hadi,X4,,dosen,,,',
      'Indah,X5,,,BDG,,',
      'Joko,X6,,,,31/02/2027,',
      'Kiki,X7,,,,,abc',
      'Lala,X8,andi@pustaka.test,,,,',
      'Mira,X9,,,,,',
      'Nana,x9,,,,,',
      'Oni,X10,,,,,,lebih',
      'Putu,X11,,guru,JYP,,',
    ].join('\n');
    const { body } = await load(file, '', library.cast.budi, { 'accept-language': 'en' });
    const told = body.data.errors.map((e: { line: number; field: string; code: string }) => [e.line, e.field, e.code]);
    expect(told).toEqual([
      [2, 'name', 'kernel.validation'],
      [3, 'memberId', 'kernel.validation'],
      [4, 'email', 'kernel.validation'],
      [5, 'memberType', 'members.unknown_type'],
      [6, 'branch', 'members.unknown_branch'],
      [7, 'expiryDate', 'kernel.validation'],
      [8, 'phone', 'kernel.validation'],
      [9, 'email', 'members.email_taken'],
      [11, 'memberId', 'members.row_twice'],
      [12, '', 'members.row_too_long'],
    ]);
    expect(body.data.errors[8].message).toBe('The same as line 10');
    expect(body.data).toMatchObject({ rows: 12, created: 2, failed: 10 });
    expect((await byName('Putu'))[0]).toMatchObject({
      branch_id: library.cast.jayapura,
      member_type_id: library.cast.teacher,
    });
    const indonesian = await load(file);
    expect(indonesian.body.data.errors[7].message).toBe('Alamat surel ini sudah dipakai anggota lain');
  });

  it('asks for a number where it cannot tell two people apart', async () => {
    for (let n = 0; n < 2; n++) await addMember(library.app, library.cast, { name: 'Ahmad' });
    const { body } = await load('nama\nAhmad\nRahmat\nRahmat', '&onExisting=update');
    expect(body.data.errors).toMatchObject([
      { line: 2, code: 'members.ambiguous' },
      { line: 4, code: 'members.row_twice' },
    ]);
    expect(body.data.created).toBe(1);
    expect((await load('nama\nRahmat')).body.data).toMatchObject({ created: 0, skipped: 1 });
  });

  it('updates a member once, though two rows mean the same one', async () => {
    await load('nomor,nama,nisn\nT-1,Tuti,0071');
    const { body } = await load('nomor,nama,nisn,kelas\nT-1,Tuti,,VII\n,Tuti,0071,VIII', '&onExisting=update');
    expect(body.data).toMatchObject({ updated: 1, errors: [{ line: 3, code: 'members.row_twice' }] });
    expect((await byName('Tuti'))[0].class_name).toBe('VII');
  });

  it('does not take the number of a deleted member, nor touch members of another branch', async () => {
    const { cast } = library;
    const gone = await addMember(library.app, cast);
    await library.call(cast.wati, 'DELETE', `/members/${gone.memberId}`);
    const far = await addMember(library.app, cast);
    await library.factsSince();
    const { body } = await load(
      `nomor,nama\n${gone.number},Baru\n${far.number},Diubah`,
      '&onExisting=update',
      cast.yosef,
    );
    expect(body.data.errors).toMatchObject([
      { line: 2, code: 'members.number_taken' },
      { line: 3, code: 'members.number_taken' },
    ]);
    expect(await library.factsSince()).toEqual([]);
  });

  it.each([
    ['', 'members.file_needed'],
    ['kelas,alamat\nX,Y', 'members.import_no_name'],
    ['nama,nama\nX,Y', 'csv.duplicate_column'],
    ['nama\n"belum ditutup', 'csv.unclosed_quote'],
    [Buffer.from([0x6e, 0x61, 0x6d, 0x61, 0x0a, 0x00, 0x01]), 'csv.not_text'],
  ])('refuses a file that is none as a whole: %#', async (file, reason) => {
    const { status, body } = await load(file);
    expect(status).toBe(400);
    expect(body.error.field).toBe('file');
    if (reason !== 'members.file_needed') {
      expect(body.error.details.reason).toBe(reason);
      expect(body.error.message).not.toContain('{');
    }
    expect(await library.factsSince()).toEqual([]);
  });

  it('reads a spreadsheet’s file: separators, an old encoding, a byte order mark', async () => {
    const { body } = await load(Buffer.from('\ufeffsep=;\r\nnama;kelas\r\nSéra;X\r\n'));
    expect(body.data.created).toBe(1);
    const old = await load(Buffer.from('nama\tkelas\nRen\xe9\tX\n', 'latin1'));
    expect(old.body.data.created).toBe(1);
    expect(await byName('René')).toHaveLength(1);
  });

  it('writes a large file in parts, each with its fact, and again changes nothing', async () => {
    const rows = Array.from({ length: 1_200 }, (_, n) => `Besar ${n},B${n},besar${n}@contoh.id`);
    const file = `nama,nisn,email\n${rows.join('\n')}`;
    const { body } = await load(file);
    expect(body.data).toMatchObject({ rows: 1_200, created: 1_200, failed: 0 });
    expect(await library.factsSince()).toEqual(Array(3).fill('members.imported'));
    const { rows: batch } = await library.app.pool.query('select summary from member_batches where id = $1', [
      body.data.batchId,
    ]);
    expect(batch[0].summary).toEqual({ created: 1_200, updated: 0 });
    const numbers = await library.app.pool.query(
      'select count(distinct member_id)::int as n from members where batch_id = $1',
      [body.data.batchId],
    );
    expect(numbers.rows[0].n).toBe(1_200);
    expect((await load(file)).body.data).toMatchObject({ created: 0, skipped: 1_200, failed: 0 });
  });

  it.each(['email', 'nisn', 'nomor'])(
    'makes nobody twice when three load the same file at once, told apart by %s',
    async (key) => {
      const rows = Array.from(
        { length: 200 },
        (_, n) => `Serentak ${key} ${n},${key}${n}${key === 'email' ? '@contoh.id' : ''}`,
      );
      const file = `nama,${key}\n${rows.join('\n')}`;
      const all = await Promise.all([load(file), load(file), load(file)]);
      expect(all.map((reply) => reply.status)).toEqual([200, 200, 200]);
      expect(all.reduce((sum, reply) => sum + reply.body.data.created, 0)).toBe(200);
      const { rows: found } = await library.app.pool.query(
        'select count(*)::int as n from members where name like $1',
        [`Serentak ${key} %`],
      );
      expect(found[0].n).toBe(200);
    },
  );

  it('needs the permission to make members, and to change them where it does', async () => {
    const { tono } = library.cast;
    expect((await load('nama\nX', '', tono)).status).toBe(403);
    expect((await load('nama\nX', '&memberTypeid=x')).status).toBe(400);
    expect((await load('nama\nX', '&dryRun=mungkin')).body.error.field).toBe('dryRun');
    expect((await load('nama\nX', '&onExisting=hapus')).body.error.field).toBe('onExisting');
  });
});
