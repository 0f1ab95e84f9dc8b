import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browse } from '../../../../test/support/browse.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';

describe('ranges of barcodes', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const reserve = (body: object, who = library.cast.budi) => library.call(who, 'POST', '/barcode-ranges', body);
  const book = async (more: object = {}) =>
    await library.call(library.cast.budi, 'POST', '/books', {
      title: 'Saman',
      author: 'Ayu Utami',
      category: 'Fiksi',
      ...more,
    });
  const barcodes = async (id: string): Promise<string[]> =>
    (await library.call(library.cast.budi, 'GET', `/books/${id}/copies?limit=100`)).body.data.map(
      (c: { barcode: string }) => c.barcode,
    );

  it('are unbroken, told as a fact, and never given to copies that are numbered by themselves', async () => {
    await library.factsSince();
    const made = await reserve({ count: 5, note: 'rak depan' });
    expect(made.status).toBe(201);
    expect(await library.factsSince()).toEqual(['barcode-range.reserved']);
    const { firstNumber, lastNumber, free, used, note } = made.body.data;
    expect([lastNumber - firstNumber, free, used, note]).toEqual([4, 5, 0, 'rak depan']);
    const copies = await barcodes((await book({ stock: 3 })).body.data.id);
    const numbers = copies.map((barcode) => Number(barcode.slice(1)));
    expect(numbers.every((n) => n > lastNumber)).toBe(true);
  });

  it('are apart when twenty reserve at once while copies are made', async () => {
    const both = await Promise.all([
      ...Array.from({ length: 20 }, () => reserve({ count: 7 })),
      ...Array.from({ length: 10 }, (_, n) => book({ title: `Serentak ${n}`, stock: 4 })),
    ]);
    expect(both.map(({ status }) => status)).toEqual(Array(30).fill(201));
    const ranges = both.slice(0, 20).map(({ body }) => body.data);
    const given = ranges.flatMap(({ firstNumber, lastNumber }) =>
      Array.from({ length: lastNumber - firstNumber + 1 }, (_, n) => firstNumber + n),
    );
    for (const { body } of both.slice(20))
      given.push(...(await barcodes(body.data.id)).map((barcode) => Number(barcode.slice(1))));
    expect(given).toHaveLength(20 * 7 + 10 * 4);
    expect(new Set(given).size).toBe(given.length);
  });

  it('may begin at a number one has labels of, past which copies are numbered', async () => {
    const { rows } = await library.app.pool.query('select last_value::int as n from copy_barcode_seq');
    const first = rows[0].n + 3;
    const made = await reserve({ first, count: 50 });
    expect(made.body.data).toMatchObject({ firstNumber: first, lastNumber: first + 49, free: 50 });
    const numbers = (await barcodes((await book({ stock: 8 })).body.data.id)).map((barcode) =>
      Number(barcode.slice(1)),
    );
    expect(numbers.filter((n) => n >= first && n <= first + 49)).toEqual([]);
    const next = await reserve({ count: 10 });
    expect(next.body.data.firstNumber).toBeGreaterThan(first + 49);
    const again = await reserve({ first: first + 49, count: 1 });
    expect([again.status, again.body.error.details.reason, again.body.error.field]).toEqual([
      409,
      'catalog.range_taken',
      'first',
    ]);
  });

  it('take on their copies one by one as the labels are scanned', async () => {
    const { id, firstBarcode } = (await reserve({ count: 3 })).body.data;
    const made = await book({ barcodes: [firstBarcode.toLowerCase()] });
    expect(made.status).toBe(201);
    const range = (await library.call(library.cast.budi, 'GET', `/barcode-ranges/${id}`)).body.data;
    expect([range.used, range.free]).toEqual([1, 2]);
    const taken = await reserve({ first: range.firstNumber, count: 1 });
    expect([taken.status, taken.body.error.details.reason]).toEqual([409, 'catalog.range_used']);
  });

  it('are refused without permission, out of reach, and with nonsense', async () => {
    const { tono, sari, yosef, jayapura } = library.cast;
    expect((await reserve({ count: 1 }, tono)).status).toBe(403);
    expect((await library.call(sari, 'GET', '/barcode-ranges')).status).toBe(403);
    for (const [body, field] of [
      [{ count: 0 }, 'count'],
      [{ count: 5001 }, 'count'],
      [{ count: 1.5 }, 'count'],
      [{}, 'count'],
      [{ count: 2, first: 9_999_999_999 }, 'first'],
      [{ count: 2, first: -1 }, 'first'],
      [{ count: 1, branchId: 'x' }, 'branchId'],
      [{ count: 1, note: '' }, 'note'],
      [{ count: 1, prefix: 'Z' }, 'prefix'],
    ] as const) {
      const { status, body: reply } = await reserve(body);
      expect([status, reply.error.field], JSON.stringify(body)).toEqual([400, field]);
    }
    const central = (await reserve({ count: 1, branchId: library.cast.central })).body.data;
    const own = await reserve({ count: 1 }, yosef);
    expect(own.body.data?.branchId ?? own.status).toBe(own.status === 201 ? jayapura : 403);
    expect((await library.call(yosef, 'GET', `/barcode-ranges/${central.id}`)).status).toBe(404);
    const seen = (await library.call(yosef, 'GET', '/barcode-ranges?limit=100')).body.data;
    expect(seen.map((range: { id: string }) => range.id)).not.toContain(central.id);
  });
});

describe('check digits', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const { call } = { call: (...args: Parameters<TestLibrary['call']>) => library.call(...args) };

  it('are put behind new numbers, and a misread barcode is told from an unknown one wherever it is scanned', async () => {
    const { budi, wati, sari } = library.cast;
    const old = (await call(budi, 'POST', '/books', { title: 'Lama', author: 'A', category: 'Fiksi', stock: 1 })).body
      .data;
    const [before] = (await call(budi, 'GET', `/books/${old.id}/copies`)).body.data;
    expect((await call(wati, 'PATCH', '/settings', { barcodeCheck: 'MOD10' })).status).toBe(200);
    const made = (await call(budi, 'POST', '/books', { title: 'Baru', author: 'A', category: 'Fiksi', stock: 1 })).body
      .data;
    const [copy] = (await call(budi, 'GET', `/books/${made.id}/copies`)).body.data;
    expect(copy.barcode).toMatch(/^B\d{7}$/);
    expect((await call(budi, 'GET', `/copies/${before.barcode}`)).status).toBe(200);

    const wrong = copy.barcode.slice(0, -1) + ((Number(copy.barcode.at(-1)) + 1) % 10);
    const misread = async (
      reply: Promise<{ status: number; body: { error: { details: { reason: string }; field: string } } }>,
    ) => {
      const { status, body } = await reply;
      return [status, body.error.details.reason];
    };
    expect(await misread(call(budi, 'GET', `/copies/${wrong}`))).toEqual([404, 'catalog.barcode_misread']);
    expect(await misread(call(budi, 'PATCH', `/copies/${wrong}`, { notes: 'x' }))).toEqual([
      404,
      'catalog.barcode_misread',
    ]);
    expect(await misread(call(budi, 'POST', '/borrowings', { barcode: wrong, memberId: sari.memberId }))).toEqual([
      404,
      'catalog.barcode_misread',
    ]);
    expect(await misread(call(budi, 'POST', `/copies/${wrong}/return`, {}))).toEqual([404, 'catalog.barcode_misread']);
    const desk = await (await browse(library, budi)).post('/desk', { kode: wrong });
    expect(desk.text).toContain('Barkode salah terbaca');
    expect(desk.html).not.toContain('/desk/tambah');
    expect(await misread(call(budi, 'GET', '/copies/Z999'))).toEqual([404, 'catalog.copy_not_found']);
    const typed = await call(budi, 'POST', `/books/${made.id}/copies`, { barcodes: [wrong, 'INV-17'] });
    expect([typed.status, typed.body.error.field, typed.body.error.details.misread]).toEqual([
      400,
      'barcodes',
      [wrong],
    ]);
    expect((await call(budi, 'PATCH', `/copies/${copy.barcode}`, { newBarcode: wrong })).status).toBe(400);
    expect((await call(budi, 'POST', `/books/${made.id}/copies`, { barcodes: ['INV-17'] })).status).toBe(201);
    const range = (await call(budi, 'POST', '/barcode-ranges', { count: 2 })).body.data;
    expect(range.firstBarcode).toMatch(/^B\d{7}$/);
    expect((await call(budi, 'POST', `/books/${made.id}/copies`, { barcodes: [range.firstBarcode] })).status).toBe(201);
  });

  it('are one of three', async () => {
    const reply = await call(library.cast.wati, 'PATCH', '/settings', { barcodeCheck: 'MOD43' });
    expect([reply.status, reply.body.error.field]).toEqual([400, 'barcodeCheck']);
  });
});
