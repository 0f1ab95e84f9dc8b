import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries } from '../../../../test/support/browse.ts';
import { addBook, type Person } from '../../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { addDays } from '../../../lib/calendar/local-date.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { statisticsOf } from '../service.ts';

let library: TestLibrary;
let reader: Browser;
beforeAll(async () => {
  library = await openLibrary();
  reader = await browse(library, null);
});
afterAll(() => library.close());

describe('the statistics page', () => {
  it('says that figures are being made, and comes again by itself', async () => {
    const page = await reader.get('/statistik');
    expect(page.text).toContain('Menyiapkan data…');
    expect(page.html).toContain('http-equiv="refresh"');
  });

  it('shows today, the period of the address, and who leads: masked for strangers, named for staff', async () => {
    const { budi, sari } = library.cast;
    const { barcodes } = await addBook(library.app, library.cast, { title: 'Laskar <b>Pelangi' });
    await library.call(budi, 'POST', '/borrowings', { barcode: barcodes[0], memberId: 'LIB001' });
    await library.call(budi, 'POST', '/visits', { memberId: 'LIB001', branchId: library.cast.central });
    const { refresher } = statisticsOf(library.app);
    await Promise.all([refresher.refresh('visitors'), refresher.refresh('books')]);
    library.app.drivers.cache.clear();
    const page = await reader.get('/statistik?kurun=tahun');
    expect(page.text).toContain('Kunjungan 5 tahun terakhir');
    expect(page.text).toContain('Laskar <b>Pelangi');
    expect(page.html).not.toContain('<b>Pelangi');
    expect(page.text).not.toContain(sari.name);
    const staff = await browse(library, budi);
    expect((await staff.get('/statistik')).text).toContain(sari.name);
  });

  it('speaks English at its English address, and gives each chart as CSV', async () => {
    expect((await reader.get('/en/statistics?kurun=minggu')).text).toContain('Visits, last 7 days');
    const csv = await reader.get('/statistik/csv?kurun=bulan&bagan=titles');
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.html).toContain('"Laskar <b>Pelangi",1');
  });

  it('shows a count of today as old, with its time, when nobody has counted for longer than is usual', async () => {
    library.clock.set('2026-03-02T10:00:00+07:00');
    await statisticsOf(library.app).today.count();
    library.clock.move('2m');
    library.app.drivers.cache.clear();
    expect((await reader.get('/statistik')).text).not.toContain('angka lama');
    library.clock.move('1m');
    library.app.drivers.cache.clear();
    const page = await reader.get('/statistik');
    expect(page.text).toContain('angka lama, per 10.00');
    expect(page.html).toMatch(/data-dot[^>]*class="bg-attention /);
    expect((await reader.get('/en/statistics/wall')).text).toContain('old number, as of 10:00');
  });

  it('leads from each number to just what it counts, and only those who may see it', async () => {
    const { sari, budi, tono, vera } = library.cast;
    const links = async (person: Person | null) => {
      const { html } = await (await browse(library, person)).get('/statistik');
      const tiles = /<dl[\s\S]*?<\/dl>/.exec(html)?.[0] ?? '';
      return [...tiles.matchAll(/href="([^"]*)"/g)].map(([, to = '']) => to.replaceAll('&amp;', '&'));
    };
    const today = localDateIn('Asia/Jakarta', library.clock.now());
    const day = `/staf/kunjungan?from=${today}&to=${today}`;
    const week = `/staf/kunjungan?from=${addDays(today, -6)}&to=${today}`;
    await library.web.inject('/api/visitors/today');
    for (const staff of [budi, tono]) expect(await links(staff)).toEqual([day, week, '/katalog']);
    // Members read their own visits, viewers none: the list is closed to both.
    for (const person of [sari, vera, null]) expect(await links(person)).toEqual(['/katalog']);
    const staff = await browse(library, budi);
    const visit = `/staf/anggota/${sari.memberId}`;
    const lists = await Promise.all(
      [day, week].map(async (path) => (await staff.get(path)).html.split(visit).length - 1),
    );
    expect(lists).toEqual([1, 1]);
    const yesterday = addDays(today, -1);
    expect((await staff.get(`/staf/kunjungan?from=${yesterday}&to=${yesterday}`)).html).not.toContain(visit);
  });

  it('is made from memory alone', async () => {
    await reader.get('/statistik/dinding');
    library.app.drivers.cache.clear();
    await library.app.pings.flush();
    const { queries, texts } = await countQueries(() => reader.get('/statistik?kurun=minggu'));
    expect(texts.filter((text) => !text.includes('settings'))).toEqual([]);
    expect(queries).toBeLessThanOrEqual(1);
  });
});
