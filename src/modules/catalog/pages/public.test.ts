import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries } from '../../../../test/support/browse.ts';
import { addBook } from '../../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';

let library: TestLibrary;
let reader: Browser;
let bookId: string;

beforeAll(async () => {
  library = await openLibrary();
  reader = await browse(library, null);
  ({ bookId } = await addBook(library.app, library.cast, { title: 'Laskar <Pelangi> & Kawan', copies: 2 }));
});
afterAll(() => library.close());

describe('the catalogue for readers', () => {
  it('finds a book and says where it stands', async () => {
    const page = await reader.get('/katalog?search=laskar');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Laskar <Pelangi> & Kawan');
    expect(page.text).toContain('2 dari 2 tersedia');
    expect(page.text).toContain('Perpustakaan Pusat');
  });

  it('escapes what people wrote, in the page and in its linked data', async () => {
    const { html } = await reader.get(`/katalog/${bookId}`);
    expect(html).not.toContain('<Pelangi>');
    expect(html).toContain('\\u003cPelangi');
  });

  it('has an English address of its own, and both name each other', async () => {
    const page = await reader.get(`/en/catalog/${bookId}`);
    expect(page.text).toContain('Available');
    expect(page.html).toContain(`hreflang="id" href="http://localhost:80/katalog/${bookId}"`);
  });

  it('offers another way when nothing fits', async () => {
    const page = await reader.get('/katalog?search=zzzzqqqq+laskar');
    expect(page.text).toContain('Tidak ada yang cocok');
    expect(page.html).toContain('href="/katalog"');
  });

  it('leads from the barcode of a copy to its book, for readers too, and no further', async () => {
    const { body } = await library.call(library.cast.budi, 'GET', `/books/${bookId}/copies`);
    const { barcode } = body.data[0];
    const seen = await reader.get(`/katalog?search=${barcode.toLowerCase()}`);
    expect([seen.status, seen.location]).toEqual([303, `/katalog/${bookId}`]);
    expect((await reader.get(`/en/catalog?search=${barcode}`)).location).toBe(`/en/catalog/${bookId}`);
    expect((await reader.get('/katalog?search=Z999999')).status).toBe(200);
    const hidden = await addBook(library.app, library.cast, { title: 'Terlipat', copies: 1 });
    const copy = (await library.call(library.cast.budi, 'GET', `/books/${hidden.bookId}/copies`)).body.data[0];
    await library.call(library.cast.wati, 'DELETE', `/books/${hidden.bookId}`);
    expect((await reader.get(`/katalog?search=${copy.barcode}`)).status).toBe(200);
  });

  it('lets a page with a search box ask for the camera, and no other', async () => {
    const policy = async (path: string) => String((await reader.get(path)).headers['permissions-policy']);
    for (const path of ['/', '/en', '/katalog', '/en/catalog?search=laskar'])
      expect(await policy(path)).toContain('camera=(self)');
    for (const path of [`/katalog/${bookId}`, '/pengarang', '/masuk', '/tidak-ada'])
      expect(await policy(path)).toContain('camera=()');
    const desk = await browse(library, library.cast.dewi);
    expect((await desk.get('/desk')).headers['permissions-policy']).toContain('camera=(self)');
    expect((await desk.get('/desk/kelas')).headers['permissions-policy']).toContain('camera=()');
    const api = await library.call(null, 'GET', '/books');
    expect(api.headers['permissions-policy']).toContain('camera=()');
  });

  it('answers a book that is not there with a page in the reader’s language', async () => {
    const page = await reader.get('/en/catalog/01890000-0000-7000-8000-000000000000');
    expect(page.status).toBe(404);
    expect(page.text).toContain('Not found');
  });

  it('keeps a page for readers who are nobody, and makes it anew when the book changes', async () => {
    const first = await reader.get(`/katalog/${bookId}`);
    const kept = await countQueries(() => reader.get(`/katalog/${bookId}`));
    expect(kept.queries).toBe(0);
    const again = await reader.get(`/katalog/${bookId}`, { 'if-none-match': String(first.headers.etag) });
    expect(again.status).toBe(304);
    await library.call(library.cast.budi, 'PATCH', `/books/${bookId}`, { title: 'Sang Pemimpi' });
    expect((await reader.get(`/katalog/${bookId}`)).text).toContain('Sang Pemimpi');
  });

  it('sends a kept page packed, once packed for all, to whoever can read that', async () => {
    const ask = (encoding: string) =>
      library.web.inject({ url: `/katalog/${bookId}`, headers: { accept: 'text/html', 'accept-encoding': encoding } });
    const [plain, packed, again] = [await ask('identity'), await ask('br, gzip'), await ask('gzip')];
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
    expect(again.rawPayload.equals(packed.rawPayload)).toBe(true);
    expect([plain.headers['content-encoding'], packed.headers.vary]).toEqual([
      undefined,
      'Accept-Language, Cookie, Accept-Encoding',
    ]);
  });

  it('asks few questions of the database for a page', async () => {
    const member = await browse(library, library.cast.sari);
    await member.get(`/katalog/${bookId}`);
    const book = await countQueries(() => member.get(`/katalog/${bookId}`));
    expect(book.queries).toBeLessThanOrEqual(4);
    const results = await countQueries(() => member.get('/katalog?search=pemimpi'));
    expect(results.queries).toBeLessThanOrEqual(10);
  });
});
