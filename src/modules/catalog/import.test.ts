import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

const FILE = `Judul;Pengarang;ISBN;Kategori;Eksemplar;Tahun;Penerbit;Kota;Klasifikasi;No. Panggil;Subjek;Bahasa;Barcode;Rak Warna
Harimau! Harimau!;Mochtar Lubis;979-461-109-3;Fiksi;2;1975;Yayasan Obor;Jakarta;813;813 LUB h;Hutan; Indonesia;;biru
Salah Asuhan;Abdoel Moeis;;Fiksi;;1928;Balai Pustaka;Batavia;813;;Adat;Indonesia;SA-1|SA-2;
Tanpa Nama;;;;1;abc;;;;;;Klingon;;
;Tanpa Judul;;Fiksi;1;;;;;;;;;
Salah Jumlah;X;;Fiksi;banyak;;;;;;;;;
Barcode Buruk;X;;Fiksi;;;;;;;;;a b;
`;

describe('importing books from a file', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());
  const send = (text: string | Buffer, query = '', who = library.cast.budi) =>
    library.call(who, 'POST', `/books/import${query}`, text, { 'content-type': 'text/csv' });
  const file = FILE.replace('Hutan; Indonesia', '"Hutan; Satwa";Indonesia');

  it('tells what it would do and does nothing on a dry run', async () => {
    const { body, status } = await send(file, '?dryRun=true');
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      dryRun: true,
      batchId: null,
      rows: 6,
      created: 3,
      copies: 5,
      flagged: 1,
      failed: 3,
    });
    expect((await library.call(null, 'GET', '/books')).body.meta.total).toBe(0);
    expect(await library.factsSince()).toEqual([]);
  });

  it('keeps what can be kept, flags what is doubtful and names what is wrong, line by line', async () => {
    const { data } = (await send(file)).body;
    expect(data).toMatchObject({ rows: 6, created: 3, unchanged: 0, copies: 5, flagged: 1, failed: 3 });
    expect(data.ignoredColumns).toEqual(['Rak Warna']);
    expect(data.errors).toEqual([
      { line: 5, field: 'title', code: 'catalog.title_required', message: 'Judul harus diisi' },
      { line: 6, field: 'stock', code: 'catalog.stock_whole', message: 'Stok harus bilangan bulat' },
      { line: 7, field: 'barcode', code: 'catalog.bad_barcode', message: expect.any(String) },
    ]);
    expect(await library.factsSince()).toEqual(['catalog.imported']);
    const found = async (text: string) =>
      (await library.call(library.cast.budi, 'GET', `/books?search=${text}`)).body.data[0];
    expect(await found('harimau')).toMatchObject({
      isbn: '9789794611098',
      stock: 2,
      publishedYear: 1975,
      language: 'id',
      flags: [],
    });
    expect(await found('tanpa%20nama')).toMatchObject({
      author: 'Anonim',
      category: 'Lainnya',
      publishedYear: null,
      language: null,
      flags: ['no_author', 'no_category', 'bad_year:abc', 'bad_language:Klingon'],
    });
    expect((await library.call(null, 'GET', '/headings?search=anonim')).body.data).toEqual([]);
    const copy = await library.call(library.cast.budi, 'GET', '/copies/SA-2');
    expect(copy.body.data).toMatchObject({ title: 'Salah Asuhan', branchId: library.cast.central });
    const { rows } = await library.app.pool.query('select id, summary from catalog_batches');
    expect(rows).toEqual([{ id: data.batchId, summary: { created: 3, copies: 5 } }]);
  });

  it('changes nothing the second time', async () => {
    const { data } = (await send(file)).body;
    expect(data).toMatchObject({ batchId: null, created: 0, unchanged: 3, copies: 0, failed: 3 });
    expect(await library.factsSince()).toEqual([]);
    expect((await library.call(null, 'GET', '/books')).body.meta.total).toBe(3);
  });

  it('adds new barcodes to a book that is there, and refuses those of another', async () => {
    const { data } = (await send('title,author,barcode\nsalah asuhan,ABDOEL MOEIS,SA-2|SA-3\nBuku Lain,Y,SA-1\n')).body;
    expect(data).toMatchObject({ created: 0, copies: 1, failed: 1 });
    expect(data.errors[0]).toMatchObject({ line: 3, field: 'barcode', code: 'catalog.barcode_taken' });
    const { body } = await library.call(null, 'GET', '/books?search=salah%20asuhan');
    expect(body.data[0]).toMatchObject({ stock: 3, available: 3 });
  });

  it('makes one book of lines that mean one, with the copies of all', async () => {
    const lines = ['K-1', 'K-2', 'K-3'].map((barcode) => `Kumpulan,Sama,${barcode}`).join('\n');
    const { data } = (await send(`judul,penulis,kode eksemplar\n${lines}\nKumpulan,Sama,K-2\n`)).body;
    expect(data).toMatchObject({ created: 1, copies: 3, failed: 1 });
    expect(data.errors[0].code).toBe('catalog.barcode_twice');
  });

  it('writes a long file in parts, each with its fact', async () => {
    const lines = Array.from({ length: 1_200 }, (_, n) => `Buku Panjang ${n},Penulis ${n % 50},Massal,1`).join('\n');
    const { data } = (await send(`judul,pengarang,kategori,eksemplar\n${lines}\n`)).body;
    expect(data).toMatchObject({ created: 1_200, copies: 1_200, failed: 0 });
    expect(await library.factsSince()).toEqual(['catalog.imported', 'catalog.imported', 'catalog.imported']);
    expect((await library.call(null, 'GET', '/books?category=Massal')).body.meta.total).toBe(1_200);
  });

  it('reads spreadsheets’ habits: marks, brackets, semicolons, prices', async () => {
    const text =
      '\ufeffTitle;Author;Topics;Item Code;Harga;Collation\n"Judul; Panjang";<Satu><Dua>;<A><B>;<Z-1><Z-2>;Rp 75.000,00;xii, 200 hlm\n';
    expect((await send(text)).body.data).toMatchObject({ created: 1, copies: 2 });
    const { body } = await library.call(null, 'GET', '/books?search=judul%20panjang');
    const book = await library.call(null, 'GET', `/books/${body.data[0].id}`);
    expect(book.body.data).toMatchObject({
      author: 'Satu',
      pages: 'xii, 200 hlm',
      contributors: [{ name: 'Satu' }, { name: 'Dua' }],
      subjects: [{ name: 'A' }, { name: 'B' }],
    });
    expect((await library.call(library.cast.budi, 'GET', '/copies/Z-1')).body.data.price).toBe(75_000);
  });

  it('puts copies where the line says, within reach of who imports', async () => {
    const line = (branch: string) => `judul,pengarang,eksemplar,cabang\nDi ${branch},X,1,${branch}\n`;
    expect((await send(line('JYP'))).body.data).toMatchObject({ created: 1, copies: 1 });
    expect((await send(line('PUSAT'), '', library.cast.yosef)).body.data.errors[0]).toMatchObject({
      line: 2,
      field: 'branch',
      code: 'catalog.branch_not_found',
    });
  });

  it.each([
    ['', 'file'],
    ['nama,harga\nX,1', 'file'],
    ['judul,judul\nX,Y', 'file'],
    ['judul\n"tidak ditutup', 'file'],
    ['judul\nX\0Y', 'file'],
  ])('refuses the file %j', async (text, field) => {
    const reply = await send(text);
    expect(reply.status).toBe(400);
    expect(reply.body.error.field).toBe(field);
  });
});
