import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries } from '../../../../test/support/browse.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';

const HOSTILE = '<img src=x onerror=alert(1)>';
let library: TestLibrary;
let budi: Browser;
let tono: Browser;
let ids: string[];

beforeAll(async () => {
  library = await openLibrary();
  [budi, tono] = [await browse(library, library.cast.budi), await browse(library, library.cast.tono)];
  const made = await Promise.all(
    ['Saman', 'Larung'].map((title) =>
      library.call(library.cast.budi, 'POST', '/books', { title, author: 'Ayu Utami', category: 'Fiksi', stock: 1 }),
    ),
  );
  ids = made.map(({ body }) => body.data.id);
});
afterAll(() => library.close());
const picked = (): string => ids.map((id) => `buku=${id}`).join('&');
const prints = async (): Promise<number> =>
  (await library.app.pool.query('select count(*)::int as n from label_prints')).rows[0].n;

describe('labels', () => {
  it('are chosen by book, by barcode or by range, seen on the screen, and printed as one PDF', async () => {
    const barcode = /[A-Z]\d{6}/.exec((await budi.get(`/staf/label?buku=${ids[0]}`)).text)?.[0] ?? '';
    expect(barcode).not.toBe('');
    expect((await budi.get(`/staf/label?dari=${barcode}&sampai=${barcode}`)).text).toContain('Label: 1 · lembar: 1');
    expect((await budi.get(`/staf/label?${picked()}&mulai=24`)).text).toContain('Label: 2 · lembar: 2');
    expect((await budi.get('/staf/label?semua=ya&search=larung')).text).toContain('Label: 1 · lembar: 1');
    const picture = await budi.get(`/staf/label/pratinjau.svg?barcode=${barcode}&jenis=BOTH`);
    expect([picture.headers['content-type'], picture.html.includes(`>${barcode}</text>`)]).toEqual([
      'image/svg+xml',
      true,
    ]);
    expect(await prints()).toBe(0);
    const file = await budi.post('/staf/label/pdf', { barcode, jenis: 'BOTH', lembar: 'roll-50x30' });
    expect(file.headers['content-type']).toContain('application/pdf');
    expect(file.html.startsWith('%PDF-')).toBe(true);
    expect(await prints()).toBe(1);
    expect((await budi.get(`/staf/label?${picked()}&belum=ya`)).text).toContain('Label: 1 ·');
  });

  it('warn of bars that are too thin', async () => {
    expect((await budi.get(`/staf/label?${picked()}&lembar=roll-33x15`)).text).not.toContain('mungkin tidak terbaca');
    const narrow = await budi.get(`/staf/label?${picked()}&lembar=tj-108&jenis=BOTH`);
    expect(narrow.status).toBe(200);
  });

  it('say what cannot be printed', async () => {
    expect((await budi.get('/staf/label')).text).toContain('Pilih eksemplar');
    expect((await budi.get('/staf/label?barcode=tidak-ada')).text).toContain('Tidak ada eksemplar yang cocok');
    for (const bad of [
      'mulai=0',
      'mulai=abc',
      'mulai=25',
      'lembar=xyz',
      'jenis=xyz',
      'simbol=xyz',
      'buku=bukan',
      'sejak=kemarin',
      'impor=x',
    ]) {
      expect((await budi.get(`/staf/label?barcode=B1&${bad}`)).status, bad).toBe(422);
      expect(
        (await budi.post('/staf/label/pdf', Object.fromEntries(new URLSearchParams(`barcode=B1&${bad}`)))).status,
        bad,
      ).toBe(422);
    }
    expect((await budi.get(`/staf/label?barcode=${encodeURIComponent(HOSTILE)}`)).html).not.toContain(HOSTILE);
  });

  it('are for who works with copies, of the branches in reach', async () => {
    const sari = await browse(library, library.cast.sari);
    for (const path of [
      '/staf/label',
      '/staf/label/lembar',
      '/staf/label/riwayat',
      '/staf/nomor-barkode',
      '/staf/label/pratinjau.svg',
    ])
      expect((await sari.get(path)).status, path).toBe(403);
    expect((await sari.post('/staf/label/pdf', { barcode: 'B000001' })).status).toBe(403);
    const yosef = await browse(library, library.cast.yosef);
    expect((await yosef.get(`/staf/label?${picked()}`)).text).toContain('Tidak ada eksemplar yang cocok');
  });

  it('are told of afterwards, and printed again from there', async () => {
    const page = await tono.get('/staf/label/riwayat');
    expect(page.text).toContain('Budi');
    const id = /riwayat\/([0-9a-f-]{36})\/lagi/.exec(page.html)?.[1];
    const again = await tono.post(`/staf/label/riwayat/${id}/lagi`);
    expect(again.html.startsWith('%PDF-')).toBe(true);
    expect((await tono.get('/staf/label/riwayat')).text).toContain('cetak ulang');
    expect((await tono.post(`/staf/label/riwayat/${id}/lagi`, { mulai: '99' })).status).toBe(422);
  });
});

describe('paper', () => {
  const own = {
    name: 'Koala',
    paperWidth: '210',
    paperHeight: '297',
    columns: '3',
    rows: '9',
    labelWidth: '63,5',
    labelHeight: '29.6',
    leftEdge: '7,25',
    topEdge: '15',
    gapX: '2,5',
    gapY: '0',
  };

  it('of one’s own is written in millimetres with comma or point, used, changed and removed', async () => {
    const seen = await budi.send('/staf/label/lembar', own);
    expect(seen.text).toContain('Koala · 3 × 9 · 63,5 × 29,6 mm');
    const id = /lembar\/([0-9a-f-]{36})\/geser/.exec(seen.html)?.[1] ?? '';
    expect((await budi.get(`/staf/label?${picked()}&lembar=${id}`)).text).toContain('Label: 2 · lembar: 1');
    const wide = await budi.post(`/staf/label/lembar/${id}`, { ...own, columns: '4' });
    expect([wide.status, wide.errors.columns]).toEqual([422, expect.stringContaining('58.8 mm lebih lebar')]);
    expect((await budi.send(`/staf/label/lembar/${id}`, { ...own, rows: '8' })).text).toContain('3 × 8');
    expect((await budi.get(`/staf/label/lembar/${id}/uji.pdf`)).html.startsWith('%PDF-')).toBe(true);
    expect((await budi.get(`/staf/label/lembar/${id}/gambar.svg`)).html.startsWith('<svg')).toBe(true);
    expect((await budi.send(`/staf/label/lembar/${id}/hapus`)).text).toContain('Lembar “Koala” dihapus');
    expect((await budi.get(`/staf/label/lembar/${id}`)).status).toBe(404);
  });

  it('keeps the shift of the printer, with comma or point', async () => {
    expect((await budi.send('/staf/label/lembar/tj-103/geser', { x: '1,5', y: '-0.5' })).text).toContain(
      'Geseran disimpan',
    );
    expect((await budi.get('/staf/label/lembar')).text).toContain('1,5 mm; -0,5 mm');
    expect((await budi.post('/staf/label/lembar/tj-103/geser', { x: 'kiri', y: '0' })).errors.x).toBeTruthy();
  });

  it('is looked at by assistants and changed by editors', async () => {
    expect((await tono.get('/staf/label/lembar/tj-103')).status).toBe(200);
    expect((await tono.post('/staf/label/lembar', own)).status).toBe(403);
    expect((await tono.post('/staf/label/lembar/tj-103/geser', { x: '1', y: '1' })).status).toBe(403);
  });
});

describe('ranges', () => {
  it('are reserved, shown with what waits, and printed', async () => {
    const seen = await budi.send('/staf/nomor-barkode', { count: '12', note: HOSTILE });
    expect(seen.text).toContain('dipesan');
    expect(seen.html).not.toContain(HOSTILE);
    const id = /nomor-barkode\/([0-9a-f-]{36})\/pdf/.exec(seen.html)?.[1] ?? '';
    const file = await tono.post(`/staf/nomor-barkode/${id}/pdf`, {
      lembar: 'tj-107',
      mulai: '1',
      skip: '0',
      count: '12',
    });
    expect(file.html.startsWith('%PDF-')).toBe(true);
    expect((await tono.get(`/staf/nomor-barkode/${id}`)).text).toContain('sudah pernah dicetak');
    expect((await tono.post(`/staf/nomor-barkode/${id}/pdf`, { skip: '12' })).errors.skip).toBeTruthy();
    expect((await budi.post('/staf/nomor-barkode', { count: 'seratus' })).errors.count).toBeTruthy();
    expect((await tono.post('/staf/nomor-barkode', { count: '1' })).status).toBe(403);
  });
});

it.each([
  ['/staf/label', 8],
  ['/staf/label/lembar', 8],
  ['/staf/label/riwayat', 8],
  ['/staf/nomor-barkode', 8],
])('%s asks at most %i questions of the database', async (path, most) => {
  await budi.get(path);
  const { queries } = await countQueries(() => budi.get(path));
  expect(queries).toBeLessThanOrEqual(most);
});
