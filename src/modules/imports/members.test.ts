import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importer } from '../../../test/support/imports.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { sheetOf, type ZipItem, zipOf } from '../../../test/support/zip.ts';
import { importJobs } from './jobs.ts';

let library: TestLibrary;
let go: ReturnType<typeof importer>;
beforeAll(async () => {
  library = await openLibrary();
  await library.app.jobs.open(library.app, importJobs, []);
  go = importer(library);
});
afterAll(async () => {
  await library.app.jobs.stop();
  await library.close();
});
beforeEach(() => library.factsSince());

const KIND = '?kind=MEMBERS';
const student = () => ({ memberTypeId: library.cast.student, branchId: library.cast.central });
const member = async (name: string) =>
  (await library.app.pool.query("select * from members where name = $1 and status <> 'DELETED'", [name])).rows[0];
const PNG = (n: number): Buffer =>
  Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from([n])]);
const photos = (id: string, items: readonly ZipItem[] | Buffer, who = library.cast.budi) =>
  library.call(who, 'PUT', `/imports/${id}/photos`, Readable.from([Buffer.isBuffer(items) ? items : zipOf(items)]), {
    'content-type': 'application/zip',
  });

describe('a list of members', () => {
  it('is looked at, brought in, changes nothing the second time, and is taken back', async () => {
    const file = sheetOf([
      ['NISN', 'Nama Siswa', 'Kelas', 'Surel'],
      ['0051', 'Ujang', 'VII-A', 'ujang@contoh.id'],
      ['0052', 'Vina', 'VII-B', ''],
      ['0052', 'Vina lagi', '', ''],
      ['', '', 'VII-C', ''],
    ]);
    const looked = await go.look(file, student(), KIND);
    expect(looked).toMatchObject({
      format: 'xlsx',
      mapping: [{ field: 'identityNumber' }, { field: 'name' }, { field: 'className' }, { field: 'email' }],
      preview: {
        counts: { rows: 4, created: 2, failed: 2 },
        lines: [{ outcome: 'create', name: 'Ujang', about: '0051 · VII-A · ujang@contoh.id' }, { name: 'Vina' }],
        rejects: [
          { line: 4, code: 'members.row_twice' },
          { line: 5, field: 'name' },
        ],
      },
    });
    await go.call('POST', `/${looked.id}/run`, {});
    const done = await go.work(looked.id);
    expect(done).toMatchObject({ state: 'DONE', counts: { rows: 4, created: 2, failed: 2 } });
    expect(await member('Ujang')).toMatchObject({ class_name: 'VII-A', batch_id: done.id });
    expect(await library.factsSince()).toContain('members.imported');
    const again = await go.bring(file, { ...student(), onExisting: 'update' }, KIND);
    expect(again.counts).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    const changed = await go.bring(
      'NISN;Nama;Kelas\n0051;Ujang;VIII-A\n',
      { ...student(), onExisting: 'update' },
      KIND,
    );
    expect(changed.counts).toMatchObject({ updated: 1 });
    expect((await go.undo(changed.id)).undone).toMatchObject({ restored: 1, stayed: 0 });
    expect(await member('Ujang')).toMatchObject({ class_name: 'VII-A' });
    await library.call(library.cast.budi, 'PATCH', `/members/${(await member('Vina')).id}`, { phone: '081234' });
    const { undone } = await go.undo(done.id);
    expect(undone).toMatchObject({ stayed: 2 });
    expect(undone.told.map((each: { reason: string }) => each.reason)).toEqual([
      'members.changed_since',
      'members.changed_since',
    ]);
  });

  it('reaches no further than whoever brings it, who sees his own imports only', async () => {
    const { yosef, central, student: type } = library.cast;
    const mine = await go.look('nama\nSiapa\n', student(), KIND);
    expect((await go.call('GET', `/${mine.id}`, undefined, yosef)).status).toBe(404);
    expect((await go.call('GET', '', undefined, yosef)).body.data).toEqual([]);
    const other = await go.upload('nama;cabang\nOrang Pusat;PUSAT\nOrang Timur;JYP\n', KIND, yosef);
    const { id } = other.body.data;
    await go.call('PATCH', `/${id}`, { options: { memberTypeId: type, branchId: central } }, yosef);
    await go.call('POST', `/${id}/preview`, {}, yosef);
    await go.call('POST', `/${id}/run`, {}, yosef);
    expect((await go.work(id)).counts).toMatchObject({ created: 1, failed: 1 });
    expect(await member('Orang Pusat')).toBeUndefined();
  });
});

describe('photos beside a list', () => {
  it('go to the members their files are called by, and the same again changes nothing', async () => {
    const file = 'nomor;nama;nisn\nF-1;Wulan;0101\nF-2;Xena;0102\nF-3;Yuda;0103\n';
    const zip: ZipItem[] = [
      { name: 'foto/', body: '' },
      { name: 'foto/f-1.PNG', body: PNG(1) },
      { name: 'foto/0102.jpg', body: PNG(2) },
      { name: 'foto/F-9.png', body: PNG(3) },
      { name: 'F-3.png', body: 'kein Bild' },
      { name: '__MACOSX/foto/._f-1.png', body: 'x' },
      { name: 'baca saya.txt', body: 'x' },
    ];
    const bring = async () => {
      const { id } = await go.look(file, student(), KIND);
      expect((await photos(id, zip)).body.data.photosName).toBe('foto.zip');
      await go.call('POST', `/${id}/run`, {});
      return go.work(id);
    };
    const done = await bring();
    expect(done).toMatchObject({ state: 'DONE', counts: { created: 3, photos: 2 } });
    const rejected = await go.call('GET', `/${done.id}/rejects`);
    expect(rejected.text).toMatch(/F-3\.png,.*\r\n.*foto\/F-9\.png,/);
    const [wulan, xena] = [await member('Wulan'), await member('Xena')];
    expect([wulan.photo, xena.photo]).toEqual([expect.stringMatching(/\.png$/), expect.stringMatching(/\.png$/)]);
    const shown = await library.call(library.cast.budi, 'GET', `/members/${wulan.id}/photo`);
    expect(shown.headers['content-type']).toBe('image/png');
    expect((await bring()).counts).toMatchObject({ created: 0, photos: 0 });
    expect((await go.undo(done.id)).undone).toMatchObject({ removed: 3, stayed: 0 });
  });

  it.each<[string, () => Buffer, string]>([
    ['no ZIP', () => Buffer.from('bukan zip'), 'zip.broken'],
    ['a bomb', () => zipOf([{ name: 'F-1.png', body: Buffer.alloc(20_000_000) }]), 'zip.too_large'],
    ['very many entries', () => zipOf([{ name: 'F-1.png', body: 'x' }], 60_000), 'zip.too_many'],
    ['a name that leads elsewhere', () => zipOf([{ name: '../../F-1.png', body: PNG(1) }]), 'zip.bad_name'],
    ['a lock', () => zipOf([{ name: 'F-1.png', body: PNG(1), encrypted: true }]), 'zip.encrypted'],
    ['no pictures', () => zipOf([{ name: 'baca.txt', body: 'x' }]), 'imports.no_photos'],
  ])('are refused when the file is %s', async (_what, bytes, reason) => {
    const { id } = await go.look('nama\nSiapa\n', student(), KIND);
    const { status, body } = await photos(id, bytes());
    expect([status, body.error.details.reason, body.error.field]).toEqual([400, reason, 'file']);
    expect((await go.one(id)).photosName).toBeNull();
  });

  it('are brought although another ZIP was refused after them', async () => {
    const { id } = await go.look('nomor;nama\nG-1;Gita\n', student(), KIND);
    await photos(id, [{ name: 'G-1.png', body: PNG(1) }]);
    expect((await photos(id, Buffer.from('bukan zip'))).status).toBe(400);
    await go.call('POST', `/${id}/run`, {});
    expect(await go.work(id)).toMatchObject({ state: 'DONE', photosName: 'foto.zip', counts: { photos: 1 } });
    expect((await member('Gita')).photo).toMatch(/\.png$/);
  });

  it('that lie about their size end the import with the reason, and nothing of the lie is kept', async () => {
    const { id } = await go.look('nomor;nama\nL-1;Lia\n', student(), KIND);
    await photos(id, [{ name: 'L-1.png', body: Buffer.concat([PNG(1), Buffer.alloc(5000)]), size: 9 }]);
    await go.call('POST', `/${id}/run`, {});
    expect(await go.work(id)).toMatchObject({
      state: 'FAILED',
      problem: { code: 'zip.lies' },
      can: { resume: true, undo: true },
    });
    expect((await member('Lia')).photo).toBeNull();
  });

  it('belong to members alone', async () => {
    const { id } = await go.look('judul\nSaman\n');
    expect((await photos(id, [{ name: 'F-1.png', body: PNG(1) }])).body.error.details.reason).toBe(
      'imports.photos_of_members',
    );
  });
});
