import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook } from '../../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { reported } from '../../../../test/support/reports.ts';

/** [titles, copies, titles added, copies added, titles withdrawn, copies withdrawn] */
type Held = readonly [number, number, number, number, number, number];
type Row = Record<string, number>;
const held = (row: Row): Held => [
  row.titles ?? -1,
  row.copies ?? -1,
  row.addedTitles ?? -1,
  row.addedCopies ?? -1,
  row.withdrawnTitles ?? -1,
  row.withdrawnCopies ?? -1,
];

describe('a collection report', () => {
  let library: TestLibrary;
  const figures = async (asked: object, who = library.cast.budi) =>
    (await reported(library, who, { type: 'MONTHLY', subject: 'collection', startDate: '2026-03-15', ...asked })).data;
  const classesOf = ({ classes }: { classes: (Row & { class: string | null })[] }) =>
    Object.fromEntries(classes.map((shelf) => [shelf.class ?? 'none', held(shelf)]));

  beforeAll(async () => {
    library = await openLibrary({ at: '2026-01-10T09:00:00+07:00' });
    const { app, cast, clock } = library;
    const sql = (text: string, ...params: unknown[]) => app.pool.query(text, params);
    const stock = async (moment: string, classification: string | null, copies: number, o: object = {}) => {
      clock.set(moment);
      const book = await addBook(app, cast, { title: classification ?? 'Tanpa nomor', copies, ...o });
      await sql('update books set classification = $2 where id = $1', book.bookId, classification);
      return book;
    };
    const withdraw = (copyId: string | undefined, moment: string) =>
      sql(`update copies set status = 'WITHDRAWN', withdrawn_at = $2 where id = $1`, copyId, moment);

    const gone = await stock('2026-01-10T09:00:00+07:00', '005.1', 1);
    await withdraw(gone.copyIds[0], '2026-02-28T23:59:00+07:00');
    const novel = await stock('2026-02-10T09:00:00+07:00', '813.54 HIR', 2);
    await withdraw(novel.copyIds[0], '2026-03-10T09:00:00+07:00');
    const computing = await stock('2026-02-10T09:00:00+07:00', 'QA76.9', 1); // Library of Congress
    await sql(
      `update books set status = 'ARCHIVED', archived_at = '2026-03-15T09:00:00+07:00' where id = $1`,
      computing.bookId,
    );
    await stock('2026-02-10T09:00:00+07:00', '100', 0);
    const lost = await stock('2026-02-10T09:00:00+07:00', '81', 1);
    await sql(`update copies set status = 'LOST' where id = $1`, lost.copyIds[0]);
    const atlas = await stock('2026-02-10T09:00:00+07:00', '912', 1);
    await withdraw(atlas.copyIds[0], '2026-04-01T00:00:00+07:00');
    await stock('2026-03-05T09:00:00+07:00', 'R 297.1', 1);
    const film = await stock('2026-03-31T23:30:00+07:00', '2X1.3', 1, { branch: cast.jayapura });
    await sql(`update books set material_type = 'DVD' where id = $1`, film.bookId);
    const late = await stock('2026-04-01T00:10:00+07:00', null, 2);
    // Bought in March, recorded in April; the other one is April's.
    await sql(`update copies set acquired_on = '2026-03-20' where id = $1`, late.copyIds[0]);
    clock.set('2026-04-02T09:00:00+07:00');
  });
  afterAll(() => library.close());

  it('counts titles and copies by class, with what came and went in the period', async () => {
    const report = await figures({});
    const NOTHING: Held = [0, 0, 0, 0, 0, 0];
    expect(classesOf(report)).toEqual({
      '000': NOTHING, // withdrawn before
      '100': NOTHING, // no copy
      '200': [2, 2, 2, 2, 0, 0],
      '300': NOTHING,
      '400': NOTHING,
      '500': NOTHING,
      '600': NOTHING,
      '700': NOTHING,
      '800': [1, 1, 0, 0, 0, 1],
      '900': [1, 1, 0, 0, 0, 0],
      none: [2, 2, 1, 1, 1, 1],
    });
    expect(held(report.totals)).toEqual([6, 6, 3, 3, 1, 2]);
    expect(report.titlesWithoutCopies).toBe(2); // one never had any, one lost its last
  });

  it('says of each class what kinds of material it holds and in what state', async () => {
    const { classes } = await figures({});
    const religion = classes.find((shelf: { class: string }) => shelf.class === '200');
    expect(religion.byMaterialType.map((row: Row) => [row.materialType, ...held(row)])).toEqual([
      ['BOOK', 1, 1, 1, 1, 0, 0],
      ['DVD', 1, 1, 1, 1, 0, 0],
    ]);
    const states = Object.fromEntries(classes.map((shelf: Row) => [shelf.class ?? 'none', shelf.byStatus]));
    expect(states['200']).toEqual([{ status: 'AVAILABLE', copies: 2 }]);
    expect(states['900']).toEqual([{ status: 'WITHDRAWN', copies: 1 }]); // since then
    expect(states.none).toEqual([
      { status: 'AVAILABLE', copies: 1 },
      { status: 'LOST', copies: 1 },
    ]);
  });

  it('holds at the end what it held before, and what came, less what went', async () => {
    const before = await figures({ startDate: '2026-02-01' });
    const march = await figures({});
    const april = await figures({ startDate: '2026-04-01' });
    for (const [earlier, later] of [
      [before.totals, march.totals],
      [march.totals, april.totals],
    ]) {
      expect(later.copies).toBe(earlier.copies + later.addedCopies - later.withdrawnCopies);
      expect(later.titles).toBe(earlier.titles + later.addedTitles - later.withdrawnTitles);
    }
    expect(held(april.totals)).toEqual([5, 6, 0, 1, 1, 1]);
  });

  it('counts what stands at the branch', async () => {
    const far = await figures({}, library.cast.yosef);
    expect(held(far.totals)).toEqual([1, 1, 1, 1, 0, 0]);
    expect(far.titlesWithoutCopies).toBeNull();
  });
});
