import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries } from '../../../../../test/support/browse.ts';
import { openLibrary, type TestLibrary } from '../../../../../test/support/library.ts';
import { createBook } from '../../verbs/create-book.ts';

let library: TestLibrary;
let budi: Browser;
const ids: Record<string, string> = {};
const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`;

beforeAll(async () => {
  library = await openLibrary();
  budi = await browse(library, library.cast.budi);
  const ctx = library.as(await library.cast.budi.actor());
  const make = async (title: string, more: object = {}) => {
    const { id } = await createBook(ctx, { title, author: 'Ayu Utami', category: 'Fiksi', stock: 1, ...more });
    ids[title] = id;
  };
  await make('Saman');
  await make('Larung', { category: 'Drama', materialType: 'TEXTBOOK' });
  await make('Cala Ibi', { branchId: library.cast.jayapura });
  await make(HOSTILE, { category: HOSTILE.slice(0, 50), callNumber: HOSTILE, subjects: [HOSTILE] });
});
afterAll(() => library.close());

describe('the list of books for staff', () => {
  it('shows the books, and what is archived only when asked for', async () => {
    await library.call(library.cast.wati, 'DELETE', `/books/${ids['Cala Ibi']}`);
    const all = await budi.get('/staf/buku');
    expect(all.text).toContain('Saman');
    expect(all.text).not.toContain('Cala Ibi');
    expect((await budi.get('/staf/buku?status=ARCHIVED')).text).toContain('Cala Ibi');
    await library.call(library.cast.wati, 'POST', `/books/${ids['Cala Ibi']}/restore`);
  });

  it.each([
    ['category=Drama', 'Larung', 'Saman'],
    ['materialType=TEXTBOOK', 'Larung', 'Saman'],
    ['search=saman', 'Saman', 'Larung'],
  ])('is narrowed by %s', async (query, there, away) => {
    const { text } = await budi.get(`/staf/buku?${query}`);
    expect(text).toContain(there);
    expect(text).not.toContain(`Pilih ${away}`);
    expect(text).not.toMatch(new RegExp(`\\b${away} Ayu`));
  });

  it('is narrowed by branch and by what an import flagged', async () => {
    expect((await budi.get(`/staf/buku?branch=${library.cast.jayapura}`)).text).toContain('1 judul');
    const csv = 'judul,isbn\nTanpa Siapa-siapa,123\n';
    await library.call(library.cast.budi, 'POST', '/books/import', csv, { 'content-type': 'text/csv' });
    const flagged = await budi.get('/staf/buku?flag=bad_isbn');
    expect(flagged.text).toContain('1 judul');
    expect(flagged.text).toContain('ISBN salah');
  });

  it('has the state of its filter in the address, and keeps it for the next page', async () => {
    const { html } = await budi.get('/staf/buku?category=Fiksi&sortBy=title');
    expect(html).toMatch(/<option value="Fiksi" selected/);
    expect(html).toMatch(/<option value="title" selected/);
  });

  it('says in words when nothing fits, and refuses what is no value', async () => {
    expect((await budi.get('/staf/buku?search=zzzzqqq')).text).toContain('Tidak ada yang cocok');
    expect((await budi.get('/staf/buku?branch=bukan')).status).toBe(400);
  });

  it('is for who works with copies', async () => {
    const status = async (who: Parameters<typeof browse>[1]) =>
      (await (await browse(library, who)).get('/staf/buku')).status;
    expect(await status(library.cast.tono)).toBe(200);
    for (const who of [library.cast.sari, library.cast.vera]) expect(await status(who)).toBe(403);
    const nobody = await browse(library, null);
    expect((await nobody.get('/staf/buku')).location).toContain('/masuk');
  });

  it('offers an assistant nothing he may not do', async () => {
    const { html } = await (await browse(library, library.cast.tono)).get('/staf/buku');
    for (const path of ['/staf/buku/baru', '/cepat', '/staf/buku/massal']) expect(html).not.toContain(`href="${path}`);
    expect(html).not.toContain('Ubah cepat');
  });

  it('shows hostile texts as texts, on every page that shows them', async () => {
    const id = ids[HOSTILE] ?? '';
    const [copy] = (await library.call(library.cast.budi, 'GET', `/books/${id}/copies`)).body.data;
    const change = { notes: HOSTILE, inventoryNumber: HOSTILE.slice(0, 90), location: HOSTILE.slice(0, 90) };
    await library.call(library.cast.budi, 'PATCH', `/copies/${copy.barcode}`, change);
    await library.call(library.cast.budi, 'PATCH', `/books/${id}`, { description: HOSTILE, publisher: HOSTILE });
    await budi.post('/staf/buku/saringan', {
      name: HOSTILE.slice(0, 60),
      query: `search=${encodeURIComponent(HOSTILE)}`,
    });
    const text = encodeURIComponent(HOSTILE);
    const { html } = await budi.get(`/staf/pengarang-subjek?jenis=SUBJECT&search=script`);
    const heading = /pengarang-subjek\/([0-9a-f-]{36})/.exec(html)?.[1];
    expect(heading).toBeTruthy();
    const pages = [
      '/staf/buku',
      `/staf/buku?search=${text}`,
      `/staf/buku?category=${text}`,
      `/staf/buku/${id}`,
      `/staf/buku/${id}/eksemplar`,
      `/staf/buku/${id}/riwayat`,
      `/staf/buku/${id}/cepat`,
      `/staf/eksemplar/${copy.barcode}`,
      `/staf/label?buku=${id}&dari=${text}`,
      `/staf/buku/massal?buku=${id}&nilai.category=${text}`,
      `/staf/buku/massal/pratinjau?buku=${id}&cara.location=set&nilai.location=${text}`,
      '/staf/pengarang-subjek?jenis=SUBJECT&search=script',
      `/staf/pengarang-subjek/${heading}`,
      `/staf/cari?q=${text}`,
      `/staf/buku/baru?judul=${text}`,
    ];
    for (const page of pages) expect((await budi.get(page)).html, page).not.toMatch(/<script>alert|<img src=x/);
  });

  it('asks the same number of questions for one book and for fifty', async () => {
    const few = await countQueries(() => budi.get('/staf/buku?search=saman'));
    const many = await countQueries(() => budi.get('/staf/buku'));
    expect(many.queries).toBeLessThanOrEqual(few.queries + 2);
    expect(many.queries).toBeLessThanOrEqual(14);
  });
});

describe('quick edit', () => {
  const row = { 'turbo-frame': 'buku-x' };

  it('shows the fields of one book, saves them, and answers with the row or, without scripts, with the list', async () => {
    const path = `/staf/buku/${ids.Saman}/cepat`;
    const page = await budi.get(`${path}?ke=/staf/buku?category=Fiksi`);
    expect(page.value('title')).toBe('Saman');
    const fields = {
      _key: page.value('_key') ?? '',
      _version: page.value('_version') ?? '',
      ke: '/staf/buku?category=Fiksi',
      title: 'Saman',
      author: 'Ayu Utami',
      category: 'Novel',
      callNumber: '899.2 AYU s',
      status: 'ACTIVE',
    };
    const saved = await budi.post(path, fields, row);
    expect(saved.location).toContain(`/staf/buku/${ids.Saman}/baris`);
    const line = await budi.get(saved.location ?? '', row);
    expect(line.text).toContain('Novel');
    expect(line.text).toContain('Tersimpan');
    expect((await budi.post(path, { ...fields, _key: 'another-key-1', _version: '2' })).location).toBe(
      '/staf/buku?category=Fiksi',
    );
  });

  it('comes back with what was wrong, by field', async () => {
    const answer = await budi.post(`/staf/buku/${ids.Saman}/cepat`, {
      title: '',
      author: 'A',
      category: 'B',
      status: 'ACTIVE',
    });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('Judul harus diisi');
  });

  it('leads to the whole record when somebody was quicker', async () => {
    const answer = await budi.post(`/staf/buku/${ids.Saman}/cepat`, {
      _version: '1',
      title: 'Saman 2',
      author: 'A',
      category: 'B',
      status: 'ACTIVE',
    });
    expect(answer.location).toBe(`/staf/buku/${ids.Saman}`);
  });

  it('never leads out of the house', async () => {
    const fields = { title: 'Saman', author: 'Ayu Utami', category: 'Novel', status: 'ACTIVE' };
    for (const ke of ['https://example.com', '//example.com', '/staf/buku\\@example.com', '/staf/anggota'])
      expect((await budi.post(`/staf/buku/${ids.Saman}/cepat`, { ...fields, ke })).location).toBe('/staf/buku');
  });

  it('is for editors', async () => {
    const tono = await browse(library, library.cast.tono);
    expect((await tono.get(`/staf/buku/${ids.Saman}/cepat`)).status).toBe(403);
    expect((await tono.post(`/staf/buku/${ids.Saman}/cepat`, { title: 'x' })).status).toBe(403);
  });
});

describe('saved filters', () => {
  it('become tabs, and are taken away again', async () => {
    const seen = await budi.send('/staf/buku/saringan', { name: 'Drama saja', query: 'category=Drama&page=3' });
    expect(seen.text).toContain('Drama saja');
    expect(seen.html).toContain('href="/staf/buku?category=Drama"');
    const id = /saringan\/([0-9a-f-]+)\/hapus/.exec(seen.html)?.[1];
    const gone = await budi.send(`/staf/buku/saringan/${id}/hapus`);
    expect(gone.html).not.toContain('href="/staf/buku?category=Drama"');
  });

  it('need a name', async () => {
    const answer = await budi.post('/staf/buku/saringan', { name: '', query: 'category=Drama' });
    expect([answer.status, Object.keys(answer.errors)]).toEqual([422, ['name']]);
  });
});
