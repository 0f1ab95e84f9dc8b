import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importer } from '../../../test/support/imports.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { field, hasMarcData, marc, marcFile } from '../../../test/support/marc.ts';
import { sheetOf } from '../../../test/support/zip.ts';
import { encodeIso2709 } from '../../lib/marc/iso2709/write.ts';

let library: TestLibrary;
let go: ReturnType<typeof importer>;
beforeAll(async () => {
  library = await openLibrary();
  await library.app.jobs.open(library.app, (await import('./jobs.ts')).importJobs, []);
  go = importer(library);
});
afterAll(async () => {
  await library.app.jobs.stop();
  await library.close();
});
beforeEach(() => library.factsSince());

const rows = async (sql: string, params: unknown[] = []) => (await library.app.pool.query(sql, params)).rows;
const books = (title: string) =>
  rows(
    `select b.id, b.title, b.author, b.isbn, b.publisher, b.category, b.batch_id, b.version, k.stock,
       array(select barcode from copies c where c.book_id = b.id order by barcode) as barcodes
     from books b join book_counts k on k.book_id = b.id where b.title = $1 order by b.id`,
    [title],
  );
/** Everything an import can touch, to compare before and after. */
const picture = async () =>
  JSON.stringify([
    await rows(
      `select title, author, isbn, category, publisher, published_year, call_number, flags, status,
         (select array_agg(h.name order by x.position, h.name) from book_contributors x join headings h on h.id = x.heading_id where x.book_id = b.id) as names,
         (select array_agg(h.name order by h.name) from book_subjects x join headings h on h.id = x.heading_id where x.book_id = b.id) as subjects,
         (select encode(record, 'hex') from book_marc m where m.book_id = b.id) as record
       from books b order by title, isbn, author, id`,
    ),
    await rows('select barcode, status, location from copies order by barcode'),
    await rows("select sort_title, sort_author, is_public from search_index where kind = 'book' order by 1, 2"),
    await rows('select sum(stock) as stock, sum(available) as available from book_counts'),
  ]);

describe('a file of books', () => {
  it('is known by its bytes, its columns guessed, shown as it will be, and written when told to', async () => {
    const file =
      'Judul;Pengarang;ISBN;Kode Eksemplar;Entah\nPulang;Leila S. Chudori;9786024246945;P-1|P-2;x\nTanpa ISBN;;;;\n;Siapa;;;\n';
    const looked = await go.look(Buffer.from(`\ufeff${file}`, 'utf16le'), {}, '?name=buku%20baru.txt');
    expect(looked).toMatchObject({
      kind: 'BOOKS',
      format: 'csv',
      fileName: 'buku baru.txt',
      encoding: 'utf-16le',
      delimiter: ';',
      state: 'PREVIEWED',
      samples: ['Pulang', 'Leila S. Chudori', '9786024246945', 'P-1|P-2', 'x'],
      mapping: [
        { header: 'Judul', field: 'title' },
        { header: 'Pengarang', field: 'author' },
        { header: 'ISBN', field: 'isbn' },
        { header: 'Kode Eksemplar', field: 'barcode' },
        { header: 'Entah', field: null },
      ],
      preview: {
        whole: true,
        counts: { rows: 3, created: 2, copies: 2, failed: 1 },
        lines: [
          { line: 2, outcome: 'create', name: 'Pulang', match: null },
          { line: 3, outcome: 'create', name: 'Tanpa ISBN', flags: ['no_author', 'no_category'] },
        ],
        rejects: [{ line: 4, field: 'title', code: 'catalog.title_required' }],
      },
      can: { run: true, undo: false },
    });
    expect(await books('Pulang')).toEqual([]);
    await go.call('POST', `/${looked.id}/run`, {});
    const done = await go.work(looked.id);
    expect(done).toMatchObject({ state: 'DONE', progress: 1, counts: { rows: 3, created: 2, copies: 2, failed: 1 } });
    expect(await books('Pulang')).toMatchObject([
      { author: 'Leila S. Chudori', isbn: '9786024246945', batch_id: looked.id, stock: 2, barcodes: ['P-1', 'P-2'] },
    ]);
    expect(await library.factsSince()).toEqual([
      'import.uploaded',
      'import.changed',
      'import.previewed',
      'import.started',
      'catalog.imported',
      'import.finished',
    ]);
    const found = await library.call(null, 'GET', '/books?search=pulang%20chudori');
    expect(found.body.data).toHaveLength(1);
  });

  it('gives the rejected rows back with their reason, ready to be mended and brought again', async () => {
    const done = await go.bring('judul;barcode;harga\nBaik;;\nBuruk;??;\nMahal;;tidak tahu\n');
    expect(done.counts).toMatchObject({ created: 1, failed: 2 });
    const file = await go.call('GET', `/${done.id}/rejects`);
    expect(file.text.split('\r\n')[0]).toBe('\ufeffjudul,barcode,harga,Baris,Isian,Alasan');
    expect(file.text).toMatch(/\r\nBuruk,\?\?,,3,barcode,.+\r\nMahal,,tidak tahu,4,price,.+\r\n$/);
    const mended = await go.bring(file.text.replace('??', 'OK-1').replace('tidak tahu', '75000'), { gentle: false });
    expect(mended.counts).toMatchObject({ created: 2, failed: 0 });
  });

  it('is an XLSX just as well', async () => {
    const done = await go.bring(
      sheetOf([
        ['title', 'authors', 'item_code'],
        ['Laut Bercerita', '<Leila>', '<X-1><X-2>'],
      ]),
    );
    expect(done).toMatchObject({ format: 'xlsx', state: 'DONE', counts: { created: 1, copies: 2 } });
  });

  it('needs its columns named where nobody can guess them, and remembers them as a profile', async () => {
    const file = 'A;B\nBumi Manusia;Pramoedya\n';
    const { body } = await go.upload(file);
    expect(body.data).toMatchObject({ state: 'UPLOADED', can: { preview: false, change: true } });
    const { id } = body.data;
    const early = await go.call('POST', `/${id}/preview`, {});
    expect([early.status, early.body.error.details.reason]).toEqual([409, 'imports.not_now.preview']);
    const mapping = [
      { header: 'A', field: 'title' },
      { header: 'B', field: 'author' },
    ];
    const missing = await go.call('PATCH', `/${id}`, { mapping: mapping.slice(1) });
    expect([missing.status, missing.body.error.field]).toEqual([400, 'mapping']);
    const unknown = await go.call('PATCH', `/${id}`, { mapping: [{ header: 'C', field: 'title' }] });
    expect([unknown.status, unknown.body.error.field]).toEqual([400, 'mapping.0.header']);
    expect((await go.call('PATCH', `/${id}`, { mapping })).body.data.state).toBe('MAPPED');
    const saved = await go.call('POST', '/profiles', { importId: id, name: 'Dari Excel lama' });
    expect(saved.status).toBe(201);
    expect((await go.call('POST', '/profiles', { importId: id, name: 'dari excel LAMA' })).status).toBe(409);
    const next = await go.upload(file, `?profileId=${saved.body.data.id}`);
    expect(next.body.data).toMatchObject({ state: 'MAPPED', mapping });
    const renamed = await go.call('PATCH', `/profiles/${saved.body.data.id}`, { name: 'Excel' });
    expect(renamed.body.data).toMatchObject({ name: 'Excel', version: 2 });
    expect((await go.call('DELETE', `/profiles/${saved.body.data.id}`)).status).toBe(200);
    expect((await go.call('GET', '/profiles')).body.data).toEqual([]);
  });
});

describe('a line whose book is there already', () => {
  const original = 'judul;penulis;isbn;penerbit;barcode\nCantik Itu Luka;Eka Kurniawan;9786020312583;Gramedia;C-1\n';
  const news =
    'judul;penulis;isbn;penerbit;kategori;barcode\nCantik itu Luka (baru);Eka Kurniawan;9786020312583;GPU;Sastra;C-2\n';
  const choosing = (choice: string) => ({ choices: { control: choice, isbn: choice, title: choice } });
  const ofIsbn = () =>
    rows("select id, title, publisher, category from books where isbn = '9786020312583' order by id");
  const barcodes = async () =>
    (await rows("select barcode from copies where barcode like 'C-%' order by 1")).map((row) => row.barcode);
  let first: { id: string };
  beforeEach(async () => {
    first = await go.bring(original);
  });
  const away = async (...ids: string[]) => {
    for (const id of [...ids, first.id]) await go.undo(id).catch(() => undefined);
    expect(await ofIsbn()).toEqual([]);
  };

  it('is told in the preview, with the rule by which it was known', async () => {
    const { preview, id } = await go.look(news);
    expect(preview).toMatchObject({
      matches: { isbn: 1 },
      lines: [{ outcome: 'copies', rule: 'isbn', match: { name: 'Cantik Itu Luka · Eka Kurniawan' } }],
    });
    await go.call('POST', `/${id}/cancel`, {});
    await away();
  });

  it.each([
    ['skip', { skipped: 1, created: 0, copies: 0 }, ['Cantik Itu Luka'], ['C-1']],
    ['copies', { created: 0, copies: 1 }, ['Cantik Itu Luka'], ['C-1', 'C-2']],
    ['overlay', { updated: 1, copies: 1 }, ['Cantik itu Luka (baru)'], ['C-1', 'C-2']],
    ['new', { created: 1, copies: 1 }, ['Cantik Itu Luka', 'Cantik itu Luka (baru)'], ['C-1', 'C-2']],
  ])('%s: is done so, once, and undone to the letter', async (choice, counts, titles, copies) => {
    const before = await picture();
    const done = await go.bring(news, choosing(choice));
    expect(done.counts).toMatchObject(counts);
    expect((await ofIsbn()).map((book) => book.title)).toEqual(titles);
    expect(await barcodes()).toEqual(copies);
    const after = await picture();
    const again = await go.bring(news, choosing(choice));
    expect(again.counts).toMatchObject({ created: 0, updated: 0, copies: 0 });
    expect(await picture()).toBe(after);
    if (choice !== 'skip') expect((await go.undo(done.id)).state).toBe('UNDONE');
    expect(await picture()).toBe(before);
    await away(again.id);
  });

  it('an overlay leaves what the row does not speak of', async () => {
    const done = await go.bring('isbn;judul\n9786020312583;Cantik\n', choosing('overlay'));
    expect((await ofIsbn())[0]).toMatchObject({ title: 'Cantik', publisher: 'Gramedia' });
    expect((await books('Cantik'))[0].author).toBe('Eka Kurniawan');
    await away(done.id);
  });
});

describe('MARC', () => {
  const record = (number: string, title: string, ...more: Parameters<typeof field>[]) => {
    const made = marc(title, [{ tag: '003', value: 'UJI' }, ...more.map((each) => field(...each))]);
    const fields = made.fields.map((each) => (each.tag === '001' ? { tag: '001', value: number } : each));
    return encodeIso2709({ ...made, fields });
  };

  it('is known by record number, keeps the whole record, and gives the bytes back of what it rejects', async () => {
    const bad = Buffer.from('this is no record\x1d');
    const file = Buffer.concat([record('1', 'Satu', ['952', '  ', 'pM-1']), bad, record('2', 'Dua')]);
    const before = await picture();
    const done = await go.bring(file, { items: true });
    expect(done).toMatchObject({ format: 'iso2709', counts: { rows: 3, created: 2, copies: 1, failed: 1 } });
    const raw = await go.call('GET', `/${done.id}/rejects?format=raw`);
    expect(raw.text).toBe(bad.toString());
    expect((await go.call('GET', `/${done.id}/rejects`)).text).toContain(
      `2,${record('1', 'Satu', ['952', '  ', 'pM-1']).length},`,
    );
    const better = await go.bring(record('1', 'Satu: edisi baru'), { choices: { control: 'overlay' } });
    expect(better.counts).toMatchObject({ updated: 1, created: 0 });
    expect(await books('Satu: edisi baru')).toHaveLength(1);
    expect((await go.undo(better.id)).undone).toMatchObject({ restored: 1 });
    expect(await books('Satu')).toHaveLength(1);
    expect((await go.undo(done.id)).undone).toMatchObject({ removed: 2, stayed: 0 });
    expect(await picture()).toBe(before);
  });

  it.skipIf(!hasMarcData)(
    'of other programs comes in, changes nothing the second time, and goes without a trace',
    async () => {
      for (const [name, records, failed] of [
        ['marc4j_pride-and-prejudice-fixed.mrc', 383, 0],
        ['traject_test_data.utf8.json', 30, 0],
        ['traject_test_data.utf8.marc.xml', 30, 0],
        ['pymarc_bad_records.mrc', 8, 3],
      ] as const) {
        const before = await picture();
        const done = await go.bring(marcFile(name));
        expect([name, done.state, done.counts.rows, done.counts.failed]).toEqual([name, 'DONE', records, failed]);
        const after = await picture();
        const again = await go.bring(marcFile(name));
        expect([name, again.counts.created, again.counts.updated, again.counts.copies]).toEqual([name, 0, 0, 0]);
        expect(await picture()).toBe(after);
        await go.undo(done.id);
        expect(await picture()).toBe(before);
      }
    },
    120_000,
  );
});

describe('undoing an import', () => {
  it('leaves what was changed, lent or got another copy since, and says so', async () => {
    const { budi, sari } = library.cast;
    const done = await go.bring('judul;penulis;barcode\nSatu X;A;U-1\nDua X;B;U-2\nTiga X;C;U-3\nEmpat X;D;U-4\n');
    const id = async (title: string) => (await books(title))[0].id;
    await library.call(budi, 'PATCH', `/books/${await id('Satu X')}`, { publisher: 'Lain' });
    const lent = await library.call(budi, 'POST', '/borrowings', { barcode: 'U-2', memberId: sari.memberId });
    expect(lent.status).toBe(201);
    await library.call(budi, 'POST', `/books/${await id('Tiga X')}/copies`, { count: 1 });
    await library.factsSince();
    const { state, undone, can } = await go.undo(done.id);
    expect([state, can.undo]).toEqual(['UNDONE', false]);
    expect(undone).toMatchObject({ removed: 1, stayed: 3 });
    expect(
      Object.fromEntries(undone.told.map((each: { title: string; reason: string }) => [each.title, each.reason])),
    ).toEqual({
      'Satu X': 'catalog.changed_since',
      'Dua X': 'catalog.used_since',
      'Tiga X': 'catalog.changed_since',
    });
    expect(await books('Empat X')).toEqual([]);
    expect(await library.factsSince()).toEqual(['import.undo_started', 'catalog.import_undone', 'import.undone']);
  });

  it('the database itself refuses to remove what no import made', async () => {
    const [{ id, batch_id: batch }] = await books('Satu X');
    const gone = await rows('select remove_imported_books($1, $2::uuid[])', [batch, [id]]);
    expect(gone).toEqual([]);
    await expect(rows('delete from books where id = $1', [id])).rejects.toThrow(/permission denied/);
  });
});
