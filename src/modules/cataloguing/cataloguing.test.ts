import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addBook, type Person } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { field, marc } from '../../../test/support/marc.ts';
import {
  httpTarget,
  initReply,
  presentReply,
  searchReply,
  sruAnswer,
  type Target,
  z3950Target,
} from '../../../test/support/targets.ts';
import { encodeIso2709 } from '../../lib/marc/iso2709/write.ts';
import type { MarcRecord } from '../../lib/marc/record.ts';

const ISBN = '9789793062792';
const book = (title: string, isbn: string, number: string, ...more: Parameters<typeof field>[]): MarcRecord => ({
  leader: '00000nam a2200000 a 4500',
  fields: [
    { tag: '001', value: number },
    { tag: '003', value: number === '77' ? 'YY' : 'XX' },
    field('020', '  ', `a${isbn}`),
    field('082', '04', 'a899.221'),
    field('100', '0 ', 'aHirata, Andrea'),
    field('245', '10', `a${title}`),
    ...more.map((one) => field(...one)),
  ],
});
/** The same book as another library numbers it. */
const OTHER = book('Laskar Pelangi (cetakan lain)', ISBN, '77');
const PELANGI = book('Laskar pelangi', ISBN, '1', ['264', ' 1', 'aYogyakarta :', 'bBentang,', 'c2005.']);

describe('copy cataloguing', () => {
  let library: TestLibrary;
  let budi: Person;
  let branchId: string;
  const open: Target[] = [];
  let asked = 0;
  let answer: () => string = () => sruAnswer([PELANGI]);
  beforeAll(async () => {
    library = await openLibrary();
    ({ budi } = library.cast);
    const near = await httpTarget((_request, response) => {
      asked++;
      response.end(answer());
    });
    const old = await z3950Target(initReply(), searchReply(1), presentReply(OTHER));
    const dead = await httpTarget((_request, response) => response.writeHead(503).end());
    open.push(near, old, dead);
    const add = (body: object) => library.call(library.cast.wati, 'POST', '/cataloguing/targets', body);
    await add({ name: 'Dekat', protocol: 'SRU', url: `http://127.0.0.1:${near.port}/`, position: 1 });
    await add({ name: 'Lama', protocol: 'Z3950', host: '127.0.0.1', port: old.port, database: 'Default', position: 2 });
    await add({ name: 'Mati', protocol: 'SRU', url: `http://127.0.0.1:${dead.port}/`, position: 3 });
    await add({
      name: 'Hanya judul',
      protocol: 'SRU',
      url: `http://127.0.0.1:${near.port}/`,
      indexIsbn: null,
      position: 4,
    });
    await add({ name: 'Dimatikan', protocol: 'SRU', url: 'http://127.0.0.1:1/', enabled: false });
    branchId = library.cast.central;
  });
  afterAll(async () => {
    await Promise.all(open.map((target) => target.close()));
    await library.close();
  });
  beforeEach(() => library.app.drivers.cache.clear());

  const find = (query: string, who: Person | null = budi) =>
    library.call(who, 'GET', `/cataloguing/candidates?${query}`);
  const add = (body: object, who: Person | null = budi, headers = {}) =>
    library.call(who, 'POST', '/cataloguing/add', { branchId, ...body }, headers);

  it('asks every target at once, and tells how it went with each', async () => {
    const { body, status } = await find(`isbn=979-3062-79-7`);
    expect(status).toBe(200);
    expect(body.data.own).toEqual([]);
    expect(body.data.targets).toMatchObject([
      { name: 'Dekat', outcome: 'OK', hits: 1, brought: 1, unread: 0, cached: false, code: null },
      { name: 'Lama', outcome: 'OK', hits: 1, brought: 1 },
      { name: 'Mati', outcome: 'FAILED', code: 'cataloguing.target.http', message: 'Menjawab dengan galat HTTP (503)' },
      { name: 'Hanya judul', outcome: 'NOT_ASKED', hits: 0 },
    ]);
    expect(body.data.candidates).toHaveLength(1);
    expect(body.data.candidates[0]).toMatchObject({
      title: 'Laskar pelangi',
      ...{ author: 'Hirata, Andrea', isbn: ISBN, publisher: 'Bentang', place: 'Yogyakarta', publishedYear: 2005 },
      ...{ classification: '899.221', category: 'Kesusastraan', bookId: null },
      source: { name: 'Dekat' },
      others: [{ name: 'Lama' }],
    });
  });

  it('asks no target twice for the same within minutes', async () => {
    asked = 0;
    await find('title=pelangi');
    const again = await find('title=pelangi');
    expect(asked).toBe(2);
    expect(again.body.data.targets[0]).toMatchObject({ name: 'Dekat', cached: true, hits: 1 });
  });

  it.each([
    ['isbn=9789793062791', 'isbn'],
    ['issn=0378-5956', 'issn'],
    ['title=***', 'isbn'],
    ['', 'isbn'],
    ['publisher=x', 'publisher'],
    [`title=${'x'.repeat(301)}`, 'title'],
  ])('refuses %s, naming the field', async (query, field) => {
    const { status, body } = await find(query);
    expect([status, body.error.details.issues?.[0]?.field ?? body.error.field]).toEqual([400, field]);
  });

  it('makes a book with copies of a candidate, with one fact for the book', async () => {
    const { id } = (await find(`isbn=${ISBN}`)).body.data.candidates[0];
    await library.factsSince();
    const added = await add({ candidate: id, copies: 2, price: 75_000, callNumber: '899.221 HIR l' });
    expect(added.status).toBe(201);
    expect(added.body.data).toMatchObject({
      title: 'Laskar pelangi',
      created: true,
      copies: [expect.any(String), expect.any(String)],
    });
    expect(await library.factsSince()).toEqual(['book.created']);
    const { bookId } = added.body.data;
    const made = (await library.call(budi, 'GET', `/books/${bookId}`)).body.data;
    expect(made).toMatchObject({
      isbn: ISBN,
      stock: 2,
      available: 2,
      callNumber: '899.221 HIR l',
      category: 'Kesusastraan',
      publisher: 'Bentang',
    });
    const copies = (await library.call(budi, 'GET', `/books/${bookId}/copies`)).body.data;
    expect(copies).toMatchObject([
      { price: 75_000, branchId },
      { price: 75_000, branchId },
    ]);
    const record = await library.call(budi, 'GET', `/books/${bookId}/marc`);
    expect(record.text).toContain('899.221');
  });

  it('adds only copies where the book is there already, which the candidates say before', async () => {
    const found = (await find(`isbn=${ISBN}`)).body.data;
    expect(found.own).toMatchObject([{ title: 'Laskar pelangi', isbn: ISBN, stock: 2 }]);
    const [{ id, bookId, others }] = found.candidates;
    expect(bookId).toBe(found.own[0].id);
    await library.factsSince();
    const added = await add({ candidate: id });
    expect(added.body.data).toMatchObject({ bookId, created: false, copies: [expect.any(String)] });
    expect((await add({ candidate: others[0].id, copies: 1 })).body.data).toMatchObject({ bookId, created: false });
    expect(await library.factsSince()).toEqual(['copy.created', 'copy.created']);
    expect((await add({ candidate: id, copies: 0 })).body.data).toMatchObject({ bookId, created: false, copies: [] });
    expect(await library.factsSince()).toEqual([]);
    expect((await library.call(budi, 'GET', `/books/${bookId}`)).body.data.stock).toBe(4);
  });

  it('knows a book by any ISBN of its record, and keeps the one in hand', async () => {
    const [first, second] = ['9786020324784', '9786020324791'];
    answer = () =>
      sruAnswer([
        book('Tidak dicari', '9786020333519', '8'),
        book('Dua jilid', first, '9', ['020', '  ', `a${second}`]),
      ]);
    const [candidate, rest] = (await find(`isbn=${second}`)).body.data.candidates;
    expect([candidate.title, candidate.isbn, rest.title]).toEqual(['Dua jilid', second, 'Tidak dicari']);
    const added = (await add({ candidate: candidate.id, isbn: second })).body.data;
    expect((await library.call(budi, 'GET', `/books/${added.bookId}`)).body.data.isbn).toBe(second);
    library.app.drivers.cache.clear();
    const again = (await find(`isbn=${second}`)).body.data;
    expect([again.own[0].id, again.candidates[0].bookId]).toEqual([added.bookId, added.bookId]);
    const other = (await add({ candidate: again.candidates[0].id, isbn: '9786020333519' })).body.data;
    expect(other).toMatchObject({ bookId: added.bookId, created: false });
    answer = () => sruAnswer([PELANGI]);
  });

  it('takes a whole record as well, with barcodes of its own', async () => {
    const record = encodeIso2709(book('Sang pemimpi', '9789793062921', '2')).toString('base64');
    const added = await add({ record, barcodes: ['SP-1', 'SP-2'], category: 'Novel' });
    expect(added.body.data).toMatchObject({ created: true, copies: ['SP-1', 'SP-2'] });
    const made = (await library.call(budi, 'GET', `/books/${added.body.data.bookId}`)).body.data;
    expect(made).toMatchObject({ category: 'Novel', flags: [] });
    const taken = await add({ record, barcodes: ['SP-2'] });
    expect([taken.status, taken.body.error.details.reason]).toEqual([409, 'catalog.barcode_taken']);
  });

  it('has one effect however often it is sent, and one book of two who add at once', async () => {
    const record = encodeIso2709(book('Edensor', '9789793062938', '3')).toString('base64');
    const key = { 'idempotency-key': 'edensor-1' };
    const [first, again] = [await add({ record }, budi, key), await add({ record }, budi, key)];
    expect(again.body.data).toEqual(first.body.data);
    const other = encodeIso2709(book('Maryamah', '9789793062945', '4')).toString('base64');
    const both = await Promise.all([add({ record: other }), add({ record: other }), add({ record: other })]);
    expect(new Set(both.map(({ body }) => body.data.bookId)).size).toBe(1);
    expect(both.filter(({ body }) => body.data.created)).toHaveLength(1);
    expect((await library.call(budi, 'GET', `/books/${both[0]?.body.data.bookId}`)).body.data.stock).toBe(3);
  });

  it.each([
    ['nothing to add', {}, 400, 'cataloguing.candidate_or_record', 'candidate'],
    ['both', { candidate: '0'.repeat(32), record: 'AAAA' }, 400, 'cataloguing.candidate_or_record', 'candidate'],
    ['a candidate that is gone', { candidate: '0'.repeat(32) }, 404, 'cataloguing.candidate_gone', 'candidate'],
    ['no candidate at all', { candidate: '../x' }, 400, 'kernel.validation', 'candidate'],
    ['no record', { record: Buffer.from('kosong').toString('base64') }, 400, 'catalog.not_marc', 'record'],
    ['no base64', { record: '!!' }, 400, 'kernel.validation', 'record'],
    ['a thousand copies', { candidate: '0'.repeat(32), copies: 1_000 }, 400, 'kernel.validation', 'copies'],
    ['an unknown field', { candidate: '0'.repeat(32), stock: 1 }, 400, 'kernel.validation', 'stock'],
  ])('refuses %s', async (_what, body, status, reason, field) => {
    const refused = await add(body);
    const { details, field: named } = refused.body.error;
    expect([refused.status, details.reason, details.issues?.[0]?.field ?? named]).toEqual([status, reason, field]);
  });

  it('is refused without permission, also at another branch', async () => {
    for (const who of [library.cast.tono, library.cast.dewi, library.cast.manager, library.cast.sari]) {
      expect((await find('title=x', who)).status).toBe(403);
      expect((await add({ candidate: '0'.repeat(32) }, who)).status).toBe(403);
    }
    expect((await find('title=x', null)).status).toBe(401);
    const record = encodeIso2709(book('Ayah', '9789793062952', '5')).toString('base64');
    const elsewhere = await add({ record }, library.cast.yosef);
    expect([elsewhere.status, elsewhere.body.error.field]).toEqual([404, 'branchId']);
    const { rows } = await library.app.pool.query("select 1 from books where title = 'Ayah'");
    expect(rows).toEqual([]);
  });

  it('tells of a record that cannot be read, and of one without a title, and brings the others', async () => {
    const untitled: MarcRecord = { leader: '00000nam a2200000 a 4500', fields: [field('100', '0 ', 'aX')] };
    answer = () => sruAnswer([untitled, marc('Bagus')], 9).replace('tag="245" ind1="0"', 'tag="24" ind1="0"');
    const bad = (await find('title=apa')).body.data;
    expect(bad.targets[0]).toMatchObject({ name: 'Dekat', hits: 9, brought: 1, unread: 1 });
    answer = () => sruAnswer([untitled, marc('Bagus')], 9);
    library.app.drivers.cache.clear();
    const good = (await find('title=apa')).body.data;
    expect(good.candidates.map(({ title }: { title: string }) => title)).toContain('Bagus');
    answer = () => sruAnswer([PELANGI]);
  });

  it('shows books of our own for a title too', async () => {
    await addBook(library.app, library.cast, { title: 'Cantik itu luka' });
    expect((await find('title=cantik luka')).body.data.own).toMatchObject([{ title: 'Cantik itu luka' }]);
  });
});
