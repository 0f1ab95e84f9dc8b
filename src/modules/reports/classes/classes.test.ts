import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browse } from '../../../../test/support/browse.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';

describe('the DDC classes', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
    const { budi, yosef } = library.cast;
    const create = (title: string, classification: string | null, stock: number, who = budi) =>
      library.call(who, 'POST', '/books', { title, author: 'A', category: 'Umum', classification, stock });
    await create('Satu', '899.221', 3);
    await create('Dua', '891', 1);
    await create('Tiga', 'R 813.54', 0);
    await create('Empat', '2X1.3', 2);
    await create('Lima', null, 1);
    await create('Enam', '81', 1);
    await create('Timur', '899.2', 2, yosef);
    const gone = await create('Arsip', '899', 0);
    await library.call(library.cast.wati, 'DELETE', `/books/${gone.body.data.id}`);
  });
  afterAll(() => library.close());
  const recap = (who = library.cast.vera, query = '') => library.call(who, 'GET', `/reports/classes${query}`);
  const of = (body: { data: { classes: { class: string | null }[] } }, ddc: string | null) =>
    body.data.classes.find((each) => each.class === ddc);

  it('count titles and copies by hundreds and tens', async () => {
    const { body } = await recap();
    expect(body.data.totals).toEqual({ titles: 7, copies: 10 });
    expect(body.data.classes).toHaveLength(11);
    expect(of(body, '800')).toEqual({
      class: '800',
      titles: 4,
      copies: 6,
      divisions: [
        { division: '810', titles: 1, copies: 0 },
        { division: '890', titles: 3, copies: 6 },
      ],
    });
    expect(of(body, '200')).toMatchObject({ titles: 1, copies: 2, divisions: [{ division: '2X0' }] });
    expect(of(body, null)).toMatchObject({ titles: 2, copies: 2, divisions: [] });
    expect(of(body, '000')).toMatchObject({ titles: 0, copies: 0 });
  });

  it('count for one branch what stands there', async () => {
    const { body } = await recap(library.cast.vera, `?branchId=${library.cast.jayapura}`);
    expect([body.data.totals, of(body, '800')]).toMatchObject([
      { titles: 1, copies: 2 },
      { titles: 1, copies: 2 },
    ]);
    expect((await recap(library.cast.yosef)).body.data.branchId).toBe(library.cast.jayapura);
    expect((await recap(library.cast.yosef, `?branchId=${library.cast.central}`)).status).toBe(404);
    expect((await recap(library.cast.vera, '?branchId=x')).body.error.field).toBe('branchId');
  });

  it('go out as CSV with their fact, to who may read reports', async () => {
    await library.factsSince();
    const file = await library.call(library.cast.vera, 'GET', '/reports/classes/export');
    expect(file.headers['content-type']).toContain('text/csv');
    expect(file.text).toContain('800 Kesusastraan,,4,6\r\n');
    expect(file.text).toContain(',890,3,6\r\n');
    expect(file.text.trimEnd().endsWith('Jumlah,,7,10')).toBe(true);
    expect(await library.factsSince()).toEqual(['report.exported']);
    for (const who of [library.cast.tono, library.cast.sari]) {
      expect((await recap(who)).status).toBe(403);
      expect((await library.call(who, 'GET', '/reports/classes/export')).status).toBe(403);
    }
  });

  it('are shown with a picture, in both languages', async () => {
    const vera = await browse(library, library.cast.vera);
    const page = await vera.get('/staf/rekap-kelas');
    expect([page.status, /800 Kesusastraan Judul 4 Eksemplar 6/.test(page.text), page.html.includes('<svg')]).toEqual([
      200,
      true,
      true,
    ]);
    expect((await vera.get('/staf/rekap-kelas?branchId=x')).status).toBe(422);
    expect((await vera.get('/staf/rekap-kelas/csv')).html).toContain('2X0');
    const tono = await browse(library, library.cast.tono);
    expect((await tono.get('/staf/rekap-kelas')).status).toBe(403);
  });
});
