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

  it('asks few questions of the database for a page', async () => {
    const member = await browse(library, library.cast.sari);
    await member.get(`/katalog/${bookId}`);
    const book = await countQueries(() => member.get(`/katalog/${bookId}`));
    expect(book.queries).toBeLessThanOrEqual(7);
    const results = await countQueries(() => member.get('/katalog?search=pemimpi'));
    expect(results.queries).toBeLessThanOrEqual(10);
  });
});
