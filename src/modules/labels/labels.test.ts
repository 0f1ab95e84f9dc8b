import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { makeCtx, systemActor } from '../../kernel/context.ts';
import { asSystem } from '../../kernel/verb.ts';
import { createBooks } from '../catalog/index.ts';

describe('labels', () => {
  let library: TestLibrary;
  let books: string[];
  let barcodes: string[];
  const call = (...args: Parameters<TestLibrary['call']>) => library.call(...args);
  beforeAll(async () => {
    library = await openLibrary();
    const made = await Promise.all(
      ['Saman', 'Larung'].map((title) =>
        call(library.cast.budi, 'POST', '/books', {
          title,
          author: 'Ayu Utami',
          category: 'Fiksi',
          callNumber: '899.221 AYU s',
          stock: 2,
        }),
      ),
    );
    books = made.map(({ body }) => body.data.id);
    const copies = await Promise.all(books.map((id) => call(library.cast.budi, 'GET', `/books/${id}/copies`)));
    barcodes = copies.flatMap(({ body }) => body.data.map((copy: { barcode: string }) => copy.barcode));
  });
  afterAll(() => library.close());
  const print = (body: object, who = library.cast.tono) => call(who, 'POST', '/labels', body);
  const preview = (body: object) => call(library.cast.tono, 'POST', '/labels/preview', body);
  const prints = async (query = '') => (await call(library.cast.tono, 'GET', `/label-prints?${query}`)).body.data;
  /** Barcodes on the first sheet. */
  const shown = async (body: object): Promise<string[]> => {
    const { text } = await preview(body);
    return barcodes.filter((barcode) => text.includes(`>${barcode}</text>`));
  };

  it('are printed of books, of barcodes, of a range and of what a list shows; each print is kept with its fact', async () => {
    await library.factsSince();
    const file = await print({ books: [books[0]], kind: 'BOTH', sheet: 'tj-121' });
    expect([file.status, file.headers['content-type'], file.text.slice(0, 5)]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    expect(await library.factsSince()).toEqual(['label.printed']);
    expect((await prints())[0]).toMatchObject({
      kind: 'BOTH',
      sheet: 'tj-121',
      labels: 2,
      againOf: null,
      printedBy: 'Tono',
    });
    const sorted = [...barcodes].sort();
    expect(await shown({ barcodes: [barcodes[0]?.toLowerCase()] })).toEqual([barcodes[0]]);
    expect((await shown({ from: sorted[1], to: sorted[2] })).sort()).toEqual(sorted.slice(1, 3));
    expect(await shown({ filter: { search: 'larung' } })).toEqual(barcodes.slice(2));
    expect(await shown({})).toEqual([]);
    expect(await library.factsSince()).toEqual([]);
  });

  it('are chosen by what has none yet, by import, by day and by branch', async () => {
    expect(await shown({ unprinted: true })).toEqual(barcodes.slice(2));
    expect(await shown({ books, unprinted: true })).toEqual(barcodes.slice(2));
    expect(await shown({ books, since: '2026-03-02' })).toEqual(barcodes);
    expect(await shown({ books, since: '2026-03-03' })).toEqual([]);
    expect(await shown({ books, branchId: library.cast.jayapura })).toEqual([]);
    const batch = await library.app.pool.query(
      `insert into catalog_batches (id, kind, summary, created_at) values (gen_random_uuid(), 'IMPORT', '{}', $1) returning id`,
      [library.app.clock.now()],
    );
    await library.app.pool.query('update copies set batch_id = $1 where barcode = $2', [batch.rows[0].id, barcodes[3]]);
    expect(await shown({ batchId: batch.rows[0].id })).toEqual([barcodes[3]]);
  });

  it('of a long list are found on its oldest books too', async () => {
    const category = 'Rak panjang';
    const item = { author: 'Tim Penyusun', category, copies: [] };
    const { data } = (
      await call(library.cast.budi, 'POST', '/books', { ...item, title: 'Paling lama', stock: 1, copies: undefined })
    ).body;
    const [copy] = (await call(library.cast.budi, 'GET', `/books/${data.id}/copies`)).body.data;
    library.clock.move('1m');
    const items = Array.from({ length: 1_100 }, (_, n) => ({ ...item, title: `Seri ${n}` }));
    const system = makeCtx(library.app, systemActor('test'));
    await asSystem(system, async (tx) => tx.unchanged(await createBooks(tx, items)));
    await library.factsSince();
    const { text } = await preview({ filter: { category: [category] }, unprinted: true });
    expect(text).toContain(`>${copy.barcode}</text>`);
  });

  it('are printed again, which says of what it is a reprint', async () => {
    await print({ books: [books[1]] });
    const [first] = await prints();
    await library.factsSince();
    const file = await call(library.cast.tono, 'POST', `/label-prints/${first.id}/again`, { start: 3 });
    expect([file.status, file.text.slice(0, 5)]).toEqual([200, '%PDF-']);
    expect(await library.factsSince()).toEqual(['label.reprinted']);
    const [again] = await prints();
    expect(again).toMatchObject({ againOf: first.id, labels: 2, start: 3, printedBy: 'Tono' });
    await call(library.cast.tono, 'POST', `/label-prints/${again.id}/again`, {});
    expect((await prints())[0].againOf).toBe(first.id);
    expect(await prints(`barcode=${barcodes[2]}`)).toHaveLength(3);
    expect(await prints(`barcode=${barcodes[0]}`)).toHaveLength(1);
    expect((await call(library.cast.tono, 'POST', `/label-prints/${books[0]}/again`, {})).status).toBe(404);
  });

  it('of a range leave out what is on copies by now', async () => {
    const range = (await call(library.cast.budi, 'POST', '/barcode-ranges', { count: 4 })).body.data;
    const labels = (body: object = {}) => call(library.cast.tono, 'POST', `/barcode-ranges/${range.id}/labels`, body);
    await call(library.cast.budi, 'POST', `/books/${books[0]}/copies`, { barcodes: [range.firstBarcode] });
    expect((await labels({ symbol: 'QR', sheet: 'roll-40x30' })).status).toBe(200);
    const [first] = await prints(`rangeId=${range.id}`);
    expect(first).toMatchObject({ labels: 3, kind: 'BARCODE', symbol: 'QR', rangeId: range.id, againOf: null });
    await library.factsSince();
    await labels({ skip: 2, count: 1 });
    expect(await library.factsSince()).toEqual(['label.reprinted']);
    expect((await prints(`rangeId=${range.id}`))[0]).toMatchObject({
      labels: 1,
      againOf: first.id,
      firstNumber: range.firstNumber + 2,
    });
    expect((await call(library.cast.tono, 'POST', `/label-prints/${first.id}/again`, {})).status).toBe(200);
    expect((await labels({ count: 1 })).body.error.details.reason).toBe('labels.range_used_up');
    expect((await labels({ skip: 4 })).body.error.field).toBe('skip');
    expect((await labels({ kind: 'SPINE' })).status).toBe(400);
  });

  it('say which field cannot be', async () => {
    for (const [body, field] of [
      [{ books, sheet: 'a4-9x9' }, 'sheet'],
      [{ books, start: 0 }, 'start'],
      [{ books, start: 25 }, 'start'],
      [{ books, kind: 'X' }, 'kind'],
      [{ books, symbol: 'EAN' }, 'symbol'],
      [{ books: ['x'] }, 'books.0'],
      [{ books, since: '2026-02-30' }, 'since'],
      [{ books, colour: 'red' }, 'colour'],
      [{ barcodes: ['tidak-ada'] }, 'barcodes'],
    ] as const) {
      const reply = await print(body);
      expect([reply.status, reply.body.error.field], JSON.stringify(body)).toEqual([400, field]);
    }
  });

  it('are for who works with copies, of the branches in reach', async () => {
    const { sari, yosef, manager } = library.cast;
    for (const who of [sari, manager]) expect((await print({ books }, who)).status).toBe(403);
    const outside = await print({ books }, yosef);
    expect([outside.status, outside.body.error.details.reason]).toEqual([400, 'labels.nothing']);
    expect(
      (await call(yosef, 'GET', '/label-prints')).body.data.every(
        (p: { rangeId: string | null }) => p.rangeId !== null,
      ),
    ).toBe(true);
    const [one] = (await prints()).filter((p: { rangeId: string | null }) => p.rangeId === null);
    expect((await call(yosef, 'POST', `/label-prints/${one.id}/again`, {})).status).toBe(404);
  });

  it('have a test page and a picture for every sheet', async () => {
    const page = await call(library.cast.tono, 'GET', '/label-sheets/tj-103/test');
    expect([page.status, page.text.slice(0, 5)]).toEqual([200, '%PDF-']);
    const picture = await call(library.cast.tono, 'GET', '/label-sheets/roll-33x15/picture');
    expect([picture.headers['content-type'], picture.text.slice(0, 4)]).toEqual(['image/svg+xml', '<svg']);
    expect((await call(library.cast.tono, 'GET', '/label-sheets/zz/test')).status).toBe(404);
  });
});
