import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { systemActor } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { asSystem } from '../../kernel/verb.ts';
import { createBooks } from './index.ts';
import { catalogReactions, healSchedule, reindexJob } from './reindex-job.ts';

const NO_MORE = { barcode: null, acquiredOn: null, inventoryNumber: null, notes: null };

describe('the search index of books', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const total = async (query: string): Promise<number> =>
    (await library.call(library.cast.budi, 'GET', `/books?${query}`)).body.meta.total;
  const ctx = () => library.as(systemActor('test'));

  it('is brought in step by night: what is missing, wrong or gone', async () => {
    const { bookId } = await addBook(library.app, library.cast, { title: 'Masuk Lewat Belakang', copies: 2 });
    await library.app.pool.query('delete from search_index where id = $1', [bookId]);
    await library.app.pool.query(
      `insert into search_index (kind, id, is_public, created_at, sort_title, sort_author, title, body)
       values ('book', $1, true, $2, 'hantu', '', 'Hantu', '''hantu'':1A')`,
      [newId(), library.clock.now()],
    );
    expect([await total('search=belakang'), await total('search=hantu')]).toEqual([0, 1]);
    await healSchedule.run(ctx());
    expect([await total('search=belakang'), await total('search=hantu')]).toEqual([1, 0]);
    await library.app.pool.query('update book_counts set total_borrows = 900 where book_id = $1', [bookId]);
    await healSchedule.run(ctx());
    const { rows } = await library.app.pool.query('select popularity, number from search_index where id = $1', [
      bookId,
    ]);
    expect(rows).toEqual([{ popularity: 20, number: 2 }]);
    expect(await library.factsSince()).toEqual([]);
  });

  it('follows a copy that was lost by its borrower', async () => {
    const made = await library.call(library.cast.budi, 'POST', '/books', {
      title: 'Hilang di Jalan',
      author: 'Penulis',
      category: 'Umum',
      barcodes: ['HDJ-1'],
    });
    const at = `search=hilang&branch=${library.cast.central}`;
    expect(await total(at)).toBe(1);
    await library.app.pool.query(`update copies set status = 'LOST' where barcode = 'HDJ-1'`);
    const { rows } = await library.app.pool.query(`select id from copies where barcode = 'HDJ-1'`);
    const fact = { action: 'copy.checked_in', entityId: rows[0].id };
    const reaction = catalogReactions.find(({ name }) => name === 'catalog.index');
    await reaction?.run(ctx(), fact as never);
    expect(await total(at)).toBe(0);
    expect(await total('search=hilang')).toBe(1);
    expect(made.status).toBe(201);
  });

  it('of a whole batch is made in the batch’s transaction, and a job renews it', async () => {
    const items = Array.from({ length: 500 }, (_, n) => ({
      title: `Seri Pengetahuan ${n}`,
      author: 'Tim Penyusun',
      category: 'Seri',
      subjects: ['Ensiklopedia'],
      copies: [],
    }));
    const ids = await asSystem(ctx(), async (tx) => tx.unchanged(await createBooks(tx, items)));
    expect(await total('search=ensiklopedia&category=Seri')).toBe(500);
    await library.app.pool.query('delete from search_index where id = any ($1)', [ids]);
    await reindexJob.run(ctx(), { ids });
    expect(await total('search=ensiklopedia')).toBe(500);
  });

  it('of a new book is the very one that reading it again would make, whatever its headings are called by now', async () => {
    const kept = async (ids: readonly string[]) =>
      (await library.app.pool.query('select * from search_index where id = any ($1) order by id', [ids])).rows;
    const person = { title: 'Dua Nama', author: 'Toer, Pramoedya Ananta', category: 'Uji', copies: [] };
    const [first = ''] = await asSystem(ctx(), async (tx) => tx.unchanged(await createBooks(tx, [person])));
    const { rows } = await library.app.pool.query('select heading_id from book_contributors where book_id = $1', [
      first,
    ]);
    const to = await library.call(library.cast.budi, 'POST', '/headings', { kind: 'AUTHOR', name: 'Pramoedya' });
    const merged = await library.call(library.cast.budi, 'POST', `/headings/${rows[0].heading_id}/merge`, {
      into: to.body.data.id,
    });
    expect(merged.status).toBe(200);
    const copy = {
      branchId: library.cast.central,
      collectionTypeId: library.cast.general,
      location: null,
      price: null,
    };
    const items = [
      { ...person, flags: ['bad_year:abc', 'bad_year:x'], description: 'Tab\tdan \\baris\n baru', publishedYear: 1999 },
      { ...person, title: "Jum'at \\ Kliwon", subjects: ['Zaman', 'adat', 'Ådat', 'ADAT'], isbn: '9789798659126' },
      { ...person, contributors: [{ name: 'PRAMOEDYA', role: 'EDITOR' }], copies: [{ ...copy, ...NO_MORE }] },
      { ...person, flags: ['no_author'], author: 'Anonim' },
    ];
    const ids = await asSystem(ctx(), async (tx) => tx.unchanged(await createBooks(tx, items)));
    const made = await kept(ids);
    await reindexJob.run(ctx(), { ids });
    expect(made).toHaveLength(items.length);
    expect(made).toEqual(await kept(ids));
  });

  it('leaves nothing behind of a transaction that failed', async () => {
    const failing = asSystem(ctx(), async (tx) => {
      await createBooks(tx, [{ title: 'Batal Terbit', author: 'X', category: 'Baru Sama Sekali', copies: [] }]);
      throw new Error('enough');
    });
    await expect(failing).rejects.toThrow('enough');
    expect(await total('search=batal')).toBe(0);
    await library.call(library.cast.budi, 'POST', '/books', {
      title: 'Jadi Terbit',
      author: 'X',
      category: 'Baru Sama Sekali',
    });
    expect(await total('category=Baru%20Sama%20Sekali')).toBe(1);
  });
});
