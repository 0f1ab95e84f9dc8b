import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries } from '../../../../../test/support/browse.ts';
import { openLibrary, type TestLibrary } from '../../../../../test/support/library.ts';
import { createBook } from '../../verbs/create-book.ts';

let library: TestLibrary;
let budi: Browser;
let tono: Browser;
let ids: string[];
beforeAll(async () => {
  library = await openLibrary();
  budi = await browse(library, library.cast.budi);
  tono = await browse(library, library.cast.tono);
});
afterAll(() => library.close());
beforeEach(async () => {
  const ctx = library.as(await library.cast.budi.actor());
  const book = { author: 'Ayu Utami', category: 'Fiksi', callNumber: '899.2 AYU s', stock: 1, subjects: ['Roman'] };
  ids = [];
  for (const title of ['Saman', 'Larung']) ids.push((await createBook(ctx, { title, ...book })).id);
});

const one = async (id = '') => (await library.call(library.cast.budi, 'GET', `/books/${id}`)).body.data;
const picked = (): string => ids.map((id) => `buku=${id}`).join('&');
const HOSTILE = `<script>alert(1)</script>`;

describe('bulk edit as a screen', () => {
  const change = 'cara.category=set&nilai.category=Novel';

  it('goes from choosing over the preview to the result and back', async () => {
    expect((await budi.get(`/staf/buku/massal?${picked()}`)).text).toContain('2 buku yang dipilih');
    const preview = await budi.get(`/staf/buku/massal/pratinjau?${picked()}&${change}`);
    expect(preview.text).toContain('Ubah 2 buku');
    expect(preview.text).toContain('Fiksi → Novel');
    expect((await one(ids[0])).category).toBe('Fiksi');
    const fields = {
      buku: ids,
      'cara.category': 'set',
      'nilai.category': 'Novel',
      kumpulan: preview.value('kumpulan') ?? '',
    };
    const done = await budi.post('/staf/buku/massal', fields);
    expect((await one(ids[0])).category).toBe('Novel');
    expect((await budi.get(done.location ?? '')).text).toContain('Mengembalikan 2 buku');
    expect((await budi.post('/staf/buku/massal', fields)).location).toBe(done.location);
    const undone = await budi.send(`${done.location}/urungkan`);
    expect(undone.text).toContain('Perubahan massal diurungkan');
    expect((await one(ids[0])).category).toBe('Fiksi');
    expect((await budi.get('/staf/buku/massal/riwayat')).text).toContain('Kategori: isi dengan “Novel”');
  });

  it('takes everything a filter finds', async () => {
    const { text } = await budi.get(`/staf/buku/massal/pratinjau?semua=ya&search=larung&${change}`);
    expect(text).toContain('Larung');
    expect(text).not.toContain('Saman');
  });

  it('asks before leaving out what was changed since', async () => {
    const done = await budi.post('/staf/buku/massal', { buku: ids, 'cara.category': 'set', 'nilai.category': 'Novel' });
    await library.call(library.cast.budi, 'PATCH', `/books/${ids[0]}`, { title: 'Saman 2' });
    const asked = await budi.post(`${done.location}/urungkan`);
    expect([asked.status, asked.html.includes('value="catalog.batch_touched"')]).toEqual([422, true]);
    await budi.post(`${done.location}/urungkan`, { confirmed: 'catalog.batch_touched' });
    expect([(await one(ids[0])).category, (await one(ids[1])).category]).toEqual(['Novel', 'Fiksi']);
  });

  it('comes back with what is missing', async () => {
    const nothing = await budi.get(`/staf/buku/massal/pratinjau?${picked()}`);
    expect([nothing.status, nothing.text.includes('Tentukan sedikitnya satu perubahan')]).toEqual([422, true]);
    const find = await budi.get(`/staf/buku/massal/pratinjau?${picked()}&cara.category=replace&nilai.category=x`);
    expect([find.status, find.text.includes('Tulis teks yang hendak diganti')]).toEqual([422, true]);
    expect((await budi.get('/staf/buku/massal')).location).toBe('/staf/buku');
  });

  it('is for editors', async () => {
    for (const path of [
      `/staf/buku/massal?${picked()}`,
      `/staf/buku/massal/pratinjau?${picked()}&${change}`,
      '/staf/buku/massal/riwayat',
    ])
      expect((await tono.get(path)).status).toBe(403);
    expect((await tono.post('/staf/buku/massal', { buku: ids, 'cara.category': 'set' })).status).toBe(403);
  });

  it('writes hostile values as text, and costs a fixed number of queries', async () => {
    const path = `/staf/buku/massal/pratinjau?${picked()}&cara.category=set&nilai.category=${encodeURIComponent(HOSTILE)}`;
    const { result, queries } = await countQueries(() => budi.get(path));
    expect(result.html).not.toContain(HOSTILE);
    expect(queries).toBeLessThanOrEqual(10);
  });
});

describe('authors and subjects', () => {
  const heading = async (name: string, kind = 'AUTHOR'): Promise<string> => {
    const { body } = await library.call(
      library.cast.budi,
      'GET',
      `/headings?kind=${kind}&search=${encodeURIComponent(name)}`,
    );
    return body.data[0].id;
  };

  it('are listed by kind and beginning', async () => {
    expect((await budi.get('/staf/pengarang-subjek?search=ayu')).text).toContain('Ayu Utami');
    const subjects = await budi.get('/staf/pengarang-subjek?jenis=SUBJECT');
    expect(subjects.text).toContain('Roman');
    expect((await budi.get('/staf/pengarang-subjek?search=zzz')).text).toContain('Tidak ada yang cocok');
  });

  it('are renamed, with the old name as a spelling', async () => {
    const id = await heading('Roman', 'SUBJECT');
    const seen = await budi.send(`/staf/pengarang-subjek/${id}`, { name: 'Novel sosial', variants: 'Roman sosial' });
    expect(seen.text).toContain('Tajuk “Novel sosial” disimpan');
    expect(seen.text).toContain('Roman sosial Roman');
    expect((await one(ids[0])).subjects[0].name).toBe('Novel sosial');
    expect((await budi.post(`/staf/pengarang-subjek/${id}`, { name: '' })).errors.name).toBeTruthy();
  });

  it('are merged and separated again', async () => {
    const ctx = library.as(await library.cast.budi.actor());
    await createBook(ctx, { title: 'Lalita', author: 'Utami, Ayu', category: 'Fiksi' });
    const [twin, ayu] = [await heading('Utami'), await heading('Ayu Utami')];
    const page = await budi.get(`/staf/pengarang-subjek/${twin}?search=ayu`);
    expect(page.html).toContain(`value="${ayu}"`);
    const merged = await budi.send(`/staf/pengarang-subjek/${twin}/gabung`, { into: ayu });
    expect(merged.text).toContain('Digabungkan ke “Ayu Utami”');
    expect((await budi.get(`/staf/pengarang-subjek/${twin}`)).text).toContain('Tajuk ini digabungkan ke “Ayu Utami”');
    expect((await budi.send(`/staf/pengarang-subjek/${twin}/pisahkan`)).text).toContain('berdiri sendiri lagi');
    const wrong = await budi.post(`/staf/pengarang-subjek/${twin}/gabung`, { into: twin });
    expect([wrong.status, wrong.text.includes('dengan dirinya')]).toEqual([422, true]);
  });

  it('are for who may change them', async () => {
    const id = await heading('Ayu Utami');
    for (const path of ['', `/${id}`]) expect((await tono.get(`/staf/pengarang-subjek${path}`)).status).toBe(403);
    expect((await tono.post(`/staf/pengarang-subjek/${id}/gabung`, { into: id })).status).toBe(403);
  });
});

it.each([
  ['/staf/pengarang-subjek', 8],
  ['/staf/buku/arsip', 8],
  ['/staf/buku/massal/riwayat', 8],
])('%s asks at most %i questions of the database', async (path, most) => {
  await budi.get(path);
  expect((await countQueries(() => budi.get(path))).queries).toBeLessThanOrEqual(most);
});
