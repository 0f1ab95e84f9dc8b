import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { createBook } from '../verbs/create-book.ts';

let library: TestLibrary;
let budi: Person;
beforeAll(async () => {
  library = await openLibrary();
  budi = library.cast.budi;
});
afterAll(() => library.close());

const make = async (title: string, more: object = {}): Promise<{ id: string; version: number }> =>
  createBook(library.as(await budi.actor()), { title, author: 'Ayu Utami', category: 'Fiksi', stock: 1, ...more });
const one = async (id: string) => (await library.call(budi, 'GET', `/books/${id}`)).body.data;
const copiesOf = async (id: string) => (await library.call(budi, 'GET', `/books/${id}/copies`)).body.data;
const bulk = (body: object, who = budi) => library.call(who, 'POST', '/books/bulk-edits', body);
const preview = (body: object, who = budi) => library.call(who, 'POST', '/books/bulk-edits/preview', body);
const undo = (id: string, body: object = {}) => library.call(budi, 'POST', `/books/bulk-edits/${id}/undo`, body);

let saman: { id: string };
let larung: { id: string };
beforeEach(async () => {
  saman = await make('Saman', { callNumber: 'F UTA s', subjects: ['Roman', 'Perempuan'] });
  larung = await make('Larung', { callNumber: 'F UTA l' });
  await library.factsSince();
});

const SET = [{ field: 'category', mode: 'set', value: 'Novel' }];

describe('editing many books at once', () => {
  it('changes the chosen books, tells one fact with the batch, and search knows it at once', async () => {
    const { status, body } = await bulk({ ids: [saman.id, larung.id], changes: SET });
    expect(status).toBe(201);
    expect(body.data).toMatchObject({ chosen: 2, changed: 2, unchanged: 0, refused: [], undoable: 2, finished: true });
    expect([(await one(saman.id)).category, (await one(larung.id)).category]).toEqual(['Novel', 'Novel']);
    expect(await library.factsSince()).toEqual(['catalog.bulk_edited']);
    const found = await library.call(null, 'GET', '/books?category=Novel&search=saman');
    expect(found.body.data.map((book: { id: string }) => book.id)).toContain(saman.id);
  });

  it('the preview tells beforehand what would become of each and what would be refused', async () => {
    await library.call(library.cast.wati, 'DELETE', `/books/${larung.id}`);
    const changes = [{ field: 'callNumber', mode: 'replace', find: 'UTA', value: 'AYU' }];
    const { body } = await preview({ ids: [saman.id, larung.id], changes });
    expect(body.data).toMatchObject({ chosen: 2, changed: 1, refused: [{ code: 'catalog.archived', count: 1 }] });
    expect(body.data.samples).toEqual([
      {
        id: saman.id,
        title: 'Saman',
        copies: 0,
        changes: [{ field: 'callNumber', before: 'F UTA s', after: 'F AYU s' }],
      },
    ]);
    expect(body.data.refusedSamples).toEqual([{ id: larung.id, title: 'Larung', reason: 'catalog.archived' }]);
    expect((await one(saman.id)).callNumber).toBe('F UTA s');
  });

  it('subjects are added, taken out and exchanged without a name standing twice', async () => {
    const subjects = (mode: string, value: string[], find?: string) =>
      bulk({ ids: [saman.id], changes: [{ field: 'subjects', mode, value, ...(find ? { find } : {}) }] });
    const names = async () => (await one(saman.id)).subjects.map((s: { name: string }) => s.name).sort();
    await subjects('append', ['roman', 'Sastra']);
    expect(await names()).toEqual(['Perempuan', 'Roman', 'Sastra']);
    await subjects('replace', ['Gender'], 'PEREMPUAN');
    expect(await names()).toEqual(['Gender', 'Roman', 'Sastra']);
    await subjects('set', []);
    expect(await names()).toEqual([]);
  });

  it('copies move to another branch, but not the one that is out', async () => {
    const { cast } = library;
    const [copy] = await copiesOf(saman.id);
    await library.app.pool.query("update copies set status = 'ON_LOAN' where id = $1", [copy.id]);
    const changes = [{ field: 'branchId', value: cast.jayapura }];
    const { body } = await bulk({ ids: [saman.id, larung.id], changes });
    expect(body.data).toMatchObject({
      changed: 1,
      copies: 1,
      copiesRefused: [{ code: 'catalog.copy_busy', count: 1 }],
    });
    expect((await copiesOf(saman.id))[0].branchId).toBe(cast.central);
    expect((await copiesOf(larung.id))[0].branchId).toBe(cast.jayapura);
    const there = await library.call(budi, 'GET', `/books?branch=${cast.jayapura}`);
    expect(there.body.data.map((book: { id: string }) => book.id)).toContain(larung.id);
  });

  it('a librarian of one branch changes no copies of another', async () => {
    const { reference } = library.cast;
    const { body } = await bulk(
      { ids: [saman.id], changes: [{ field: 'collectionTypeId', value: reference }] },
      library.cast.yosef,
    );
    expect(body.data).toMatchObject({ changed: 0, copiesRefused: [{ code: 'catalog.bulk_elsewhere', count: 1 }] });
  });

  it('chooses by filter, too', async () => {
    await make('Cala Ibi', { category: 'Khusus' });
    const { body } = await bulk({
      filter: { category: ['Khusus'] },
      changes: [{ field: 'language', mode: 'set', value: 'id' }],
    });
    expect(body.data).toMatchObject({ chosen: 1, changed: 1 });
  });

  it('the same batch sent twice is carried out once', async () => {
    const batchId = '01890000-0000-7000-8000-00000000beef';
    const changes = [{ field: 'callNumber', mode: 'append', value: ' K' }];
    await bulk({ ids: [saman.id], batchId, changes });
    expect((await bulk({ ids: [saman.id], batchId, changes })).body.data).toMatchObject({ id: batchId, changed: 1 });
    expect((await one(saman.id)).callNumber).toBe('F UTA s K');
  });
});

describe('undoing it', () => {
  it('gives every book, subject and copy back as it was', async () => {
    const before = [await one(saman.id), (await copiesOf(saman.id))[0]];
    const changes = [
      ...SET,
      { field: 'subjects', mode: 'set', value: ['Lain'] },
      { field: 'branchId', value: library.cast.jayapura },
      { field: 'status', value: 'DAMAGED' },
    ];
    const { body } = await bulk({ ids: [saman.id, larung.id], changes });
    await library.factsSince();
    const undone = await undo(body.data.id);
    expect(undone.body.data).toMatchObject({ undoable: 0, undoneAt: expect.any(String) });
    expect(await library.factsSince()).toEqual(['catalog.bulk_undone']);
    const after = [await one(saman.id), (await copiesOf(saman.id))[0]];
    const same = (record: Record<string, unknown>) => ({ ...record, version: 0, updatedAt: '' });
    expect(after.map(same)).toEqual(before.map(same));
    expect((await undo(body.data.id)).status).toBe(409);
  });

  it('asks first when a book was changed since, and then leaves that one alone', async () => {
    const { body } = await bulk({ ids: [saman.id, larung.id], changes: SET });
    await library.call(budi, 'PATCH', `/books/${saman.id}`, { title: 'Saman (cetak ulang)' });
    const asked = await undo(body.data.id);
    expect([asked.status, asked.body.error.details]).toMatchObject([
      409,
      { reason: 'catalog.batch_touched', touched: 1 },
    ]);
    await undo(body.data.id, { confirmed: ['catalog.batch_touched'] });
    expect([(await one(saman.id)).category, (await one(larung.id)).category]).toEqual(['Novel', 'Fiksi']);
  });
});

describe('a bulk edit refuses', () => {
  it.each([
    ['no change at all', { changes: [] }, 'changes'],
    ['a replacement of nothing', { changes: [{ field: 'category', mode: 'replace', value: 'x' }] }, 'changes.0.find'],
    ['an unknown field', { changes: [{ field: 'title', mode: 'set', value: 'x' }] }, 'changes.0.field'],
    ['neither books nor a filter', { ids: undefined, changes: SET }, 'ids'],
    [
      'a branch that does not exist',
      { changes: [{ field: 'branchId', value: '01890000-0000-7000-8000-000000000000' }] },
      'branchId',
    ],
  ])('%s, naming the field', async (_what, body, field) => {
    const { status, body: reply } = await bulk({ ids: [saman.id], ...body });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(reply.error.field).toBe(field);
  });

  it('who may not edit books', async () => {
    for (const who of [library.cast.tono, library.cast.sari])
      for (const ask of [bulk, preview]) expect((await ask({ ids: [saman.id], changes: SET }, who)).status).toBe(403);
    expect((await library.call(library.cast.tono, 'POST', `/books/bulk-edits/${saman.id}/undo`)).status).toBe(403);
  });

  it('a category that would be empty, and says so of the book', async () => {
    const { body } = await bulk({ ids: [saman.id], changes: [{ field: 'category', mode: 'set', value: '' }] });
    expect(body.data).toMatchObject({ changed: 0, refused: [{ code: 'catalog.category_required', count: 1 }] });
  });
});

describe('at the same time', () => {
  it('bulk edits of the same books in any order are all done, none twice and none lost', async () => {
    const append = (value: string, ids: string[]) =>
      bulk({ ids, changes: [{ field: 'callNumber', mode: 'append', value }] });
    const both = [saman.id, larung.id];
    const all = await Promise.all(
      ['1', '2', '3', '4', '5', '6'].map((n, at) => append(n, at % 2 ? both : both.toReversed())),
    );
    expect(all.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201]);
    for (const { callNumber } of [await one(saman.id), await one(larung.id)])
      expect([...callNumber.slice('F UTA s'.length)].sort().join('')).toBe('123456');
  });

  it('a copy is lent or moved, and moved only while it is in the house', async () => {
    const { cast } = library;
    for (let n = 0; n < 5; n++) {
      const book = await make(`Larung ${n}`);
      const [copy] = await copiesOf(book.id);
      const [lent, moved] = await Promise.all([
        library.call(budi, 'POST', '/borrowings', {
          barcode: copy.barcode,
          memberId: cast.andi.memberId,
          confirmed: [],
        }),
        bulk({ ids: [book.id], changes: [{ field: 'branchId', value: cast.jayapura }] }),
      ]);
      const [after] = await copiesOf(book.id);
      expect([lent.status, moved.status]).toEqual([expect.any(Number), 201]);
      expect(after.branchId).toBe(moved.body.data.changed === 1 ? cast.jayapura : cast.central);
      if (after.status === 'ON_LOAN') await library.call(budi, 'POST', `/copies/${copy.barcode}/return`, {});
    }
  });
});

it('a thousand books are changed in parts, each quickly', async () => {
  await library.app.pool.query(
    `insert into books (id, title, author, category, created_at, updated_at)
     select gen_random_uuid(), 'Buku ' || n, 'Siapa', 'Ramai', now(), now() from generate_series(1, 1000) n`,
  );
  const { rows } = await library.app.pool.query<{ id: string }>("select id from books where category = 'Ramai'");
  const { body } = await bulk({ ids: rows.map(({ id }) => id), changes: SET });
  expect(body.data).toMatchObject({ chosen: 1000, changed: 1000 });
  const facts = await library.factsSince();
  expect(facts.filter((fact) => fact === 'catalog.bulk_edited')).toHaveLength(4);
});
