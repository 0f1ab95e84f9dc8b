import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook } from '../../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import {
  askOf,
  dayIn,
  dayOf,
  maybe,
  moment,
  momentOf,
  type Question,
  questions,
  rowsOf,
} from '../../../../test/support/recount.ts';
import type { CollectionFigures } from './collection.ts';

const ZONE = 'Asia/Jakarta';
const NUMBERS = ['005.133', '100', '2X1.3', '297', 'R 398.2', 'ref 499', '530.1', '6', '700a', '813 HIR', 'FIC', null];
/** Read by hand from the numbers above. */
const CLASS = ['000', '100', '200', '200', '300', '400', '500', null, '700', '800', null, null];

describe('random copies', () => {
  let library: TestLibrary;
  const sql = (text: string, ...params: unknown[]) => library.app.pool.query(text, params);
  beforeAll(async () => {
    library = await openLibrary({ at: '2026-01-01T10:00:00+07:00' });
  });
  afterAll(() => library.close());

  const copy = fc.record({
    book: fc.nat(NUMBERS.length - 1),
    far: fc.boolean(),
    made: moment,
    acquired: maybe(fc.nat(100)), // also ordered for a day to come
    withdrawn: maybe(fc.nat(15)),
    status: fc.constantFrom('AVAILABLE', 'DAMAGED', 'LOST'),
  });

  it('are counted by class as copy by copy', { timeout: 120_000 }, async () => {
    const books: string[] = [];
    for (const number of NUMBERS) {
      library.clock.set('2026-01-01T00:00:00+07:00');
      const { bookId } = await addBook(library.app, library.cast, { copies: 0 });
      await sql('update books set classification = $2 where id = $1', bookId, number);
      books.push(bookId);
    }
    await sql(
      `update books set status = 'ARCHIVED', archived_at = '2026-02-01T00:00:00+07:00' where id = $1`,
      books[4],
    );
    await sql(`update books set material_type = 'MAP' where id = any ($1::uuid[])`, [books[2], books[10]]);
    const stories = fc.array(copy, { minLength: 8, maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(stories, questions, async (copies, asked) => {
        for (const one of copies) await insertCopy(books[one.book] ?? '', one);
        for (const one of asked) await expectCollection(one, books);
      }),
      { numRuns: 8, seed: 4, endOnFailure: true },
    );
  });

  type Copy = typeof copy extends fc.Arbitrary<infer T> ? T : never;
  async function insertCopy(bookId: string, { far, made, acquired, withdrawn, status }: Copy): Promise<void> {
    const { central, jayapura, general } = library.cast;
    const gone = withdrawn === null ? null : `${dayOf(made.day + withdrawn)}T${made.time}+07:00`;
    await sql(
      `insert into copies (id, book_id, barcode, branch_id, collection_type_id, status, acquired_on, withdrawn_at, created_at, updated_at)
       values (gen_random_uuid(), $1, 'R' || nextval('copy_barcode_seq'), $2, $3, $4, $5, $6, $7, $7)`,
      bookId,
      far ? jayapura : central,
      general,
      gone === null ? status : 'WITHDRAWN',
      acquired === null ? null : dayOf(acquired),
      gone,
      momentOf(made),
    );
  }

  interface CopyRow {
    book: string;
    branch: string;
    status: string;
    made: Date;
    acquired: string | null;
    withdrawn: Date | null;
    archived: Date | null;
  }

  async function expectCollection(one: Question, books: readonly string[]): Promise<void> {
    const { figures, start, end, branchId } = await askOf<CollectionFigures>(library, 'collection', one);
    const rows = await rowsOf<CopyRow>(
      library,
      `select c.book_id as book, c.branch_id as branch, c.status, c.created_at as made, c.acquired_on as acquired,
         c.withdrawn_at as withdrawn, b.archived_at as archived from copies c join books b on b.id = c.book_id`,
    );
    const copies = rows
      .filter((row) => branchId === null || row.branch === branchId)
      .map((row) => {
        const came = row.acquired ?? dayIn(ZONE, row.made);
        const went = [row.withdrawn, row.archived].flatMap((at) => (at ? [dayIn(ZONE, at)] : [])).sort()[0] ?? '9999';
        const before = came < start && went >= start;
        const held = came <= end && went > end;
        const added = came >= start && came <= end && went >= start;
        return { ...row, before, held, added, left: (before || added) && went <= end };
      });
    for (const shelf of figures.classes) {
      const own = copies.filter((each) => CLASS[books.indexOf(each.book)] === shelf.class);
      const titles = [...Map.groupBy(own, (each) => each.book).values()];
      const told = [shelf.titles, shelf.copies, shelf.addedCopies, shelf.withdrawnCopies];
      const count = (which: 'held' | 'added' | 'left'): number => own.filter((each) => each[which]).length;
      const had = titles.map((title) => [title.some((c) => c.before), title.some((c) => c.held)] as const);
      expect([shelf.class, ...told]).toEqual([
        shelf.class,
        had.filter(([, has]) => has).length,
        count('held'),
        count('added'),
        count('left'),
      ]);
      const turned = (from: boolean, to: boolean) =>
        had.filter(([before, has]) => before === from && has === to).length;
      expect([shelf.addedTitles, shelf.withdrawnTitles]).toEqual([turned(false, true), turned(true, false)]);
      const states = Object.fromEntries(shelf.byStatus.map((row) => [row.status, row.copies]));
      const held = Map.groupBy(
        own.filter((each) => each.held),
        (each) => each.status,
      );
      expect(states).toEqual(Object.fromEntries([...held].map(([status, each]) => [status, each.length])));
      expect(shelf.byMaterialType.reduce((sum, row) => sum + row.copies, 0)).toBe(shelf.copies);
    }
  }
});
