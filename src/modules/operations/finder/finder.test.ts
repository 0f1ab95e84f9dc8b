import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries } from '../../../../test/support/browse.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { createBook } from '../../catalog/index.ts';

let library: TestLibrary;
let budi: Browser;
let barcode: string;
beforeAll(async () => {
  library = await openLibrary();
  budi = await browse(library, library.cast.budi);
  const ctx = library.as(await library.cast.budi.actor());
  const { id } = await createBook(ctx, {
    title: 'Laskar Pelangi',
    author: 'Andrea Hirata',
    category: 'Fiksi',
    stock: 1,
  });
  const { rows } = await library.app.pool.query('select barcode from copies where book_id = $1', [id]);
  barcode = rows[0].barcode;
});
afterAll(() => library.close());

const find = (browser: Browser, q: string) => browser.get(`/staf/cari?${new URLSearchParams({ q })}`);
const frame = { 'turbo-frame': 'hasil-cari' };

describe('the finder', () => {
  it('finds books, members, copies and places by what people type', async () => {
    expect((await budi.get('/staf/cari?q=laskar', frame)).text).toContain('Laskar Pelangi');
    expect((await budi.get('/staf/cari?q=lask', frame)).text).toContain('Laskar Pelangi');
    expect((await budi.get('/staf/cari?q=sari', frame)).text).toContain('LIB001');
    expect((await budi.get(`/staf/cari?q=${barcode}`, frame)).html).toContain(`/staf/eksemplar/${barcode}`);
    const { html } = await find(budi, 'buku');
    expect(html).toContain('href="/staf/buku/baru"');
    expect(html).toContain('href="/staf/buku"');
    expect((await budi.get('/staf/cari?q=books', frame)).html).toContain('href="/staf/buku"');
  });

  it('goes straight to the one thing that fits', async () => {
    expect((await find(budi, barcode)).location).toBe(`/staf/eksemplar/${barcode}`);
  });

  it('without a question shows where to go and what to begin, without a frame around it for the palette', async () => {
    const { html } = await budi.get('/staf/cari', frame);
    expect(html).toContain('id="hasil-cari"');
    expect(html).not.toContain('command-palette');
    expect((await find(budi, '')).html).toContain('<command-palette');
  });

  it('offers only what one may open', async () => {
    const vera = await browse(library, library.cast.vera);
    const { html, status } = await vera.get('/staf/cari?q=sari', frame);
    expect([status, html.includes('LIB001'), html.includes('/staf/anggota')]).toEqual([200, false, false]);
    const tono = await browse(library, library.cast.tono);
    expect((await tono.get('/staf/cari', frame)).html).not.toContain('/staf/buku/baru');
    expect((await tono.get('/staf/cari', frame)).html).toContain('/staf/buku');
  });

  it('is for who works here; a member is sent to the catalogue', async () => {
    const sari = await browse(library, library.cast.sari);
    expect((await find(sari, 'laskar')).location).toBe('/katalog?search=laskar');
    const nobody = await browse(library, null);
    expect((await find(nobody, 'laskar')).location).toContain('/masuk');
  });

  it('takes any text as text', async () => {
    const { html, status } = await find(budi, `"><script>alert(1)</script>%_' or 1=1 --`);
    expect([status, html.includes('<script>alert')]).toEqual([200, false]);
    expect((await find(budi, 'x'.repeat(5000))).status).toBe(200);
  });

  it('asks the database a fixed number of times', async () => {
    const { queries } = await countQueries(() => budi.get('/staf/cari?q=laskar', frame));
    expect(queries).toBeLessThanOrEqual(20);
  });
});
