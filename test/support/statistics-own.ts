import { createClient } from '../../src/drivers/postgres/pool.ts';
import { newId } from '../../src/kernel/ids.ts';
import { localDateIn } from '../../src/lib/calendar/zone.ts';
import { ownSource } from '../../src/modules/statistics/own/source.ts';
import { countVisit } from '../../src/modules/visits/counting.ts';
import type { TestLibrary } from './library.ts';
import type { Visited, World } from './statistics-recount.ts';
import type { Stage } from './statistics-source.ts';

const EMPTY =
  'truncate visits, visit_counters, visit_last_seen, borrowings, copies, book_counts, books, members cascade';

/** Fills a library with exactly this world, in the place of whatever it held. */
export async function fillOwn(library: TestLibrary, world: World): Promise<Stage> {
  const owner = createClient(library.database.owner);
  await owner.connect();
  await owner.query(EMPTY);
  await owner.end();
  const { pool, clock } = library.app;
  const { central, student, general } = library.cast;
  const now = clock.now();
  const memberIds = new Map(world.members.map(({ number }) => [number, newId()]));
  for (const { number, name } of world.members)
    await pool.query(
      `insert into members (id, member_id, member_type_id, branch_id, name, join_date, created_at, updated_at)
       values ($1, $2, $3, $4, $5, '2020-01-05', $6, $6)`,
      [memberIds.get(number), number, student, central, name, now],
    );
  const bookIds = new Map(world.titles.map(({ key }) => [key, newId()]));
  const copies = new Map<string, { copyId: string; bookId: string }>();
  for (const { key, title, copies: barcodes } of world.titles) {
    const bookId = bookIds.get(key) ?? '';
    await pool.query(
      `insert into books (id, title, author, category, created_at, updated_at) values ($1, $2, 'A', 'Fiksi', $3, $3)`,
      [bookId, title, now],
    );
    for (const barcode of barcodes) {
      const copyId = newId();
      copies.set(barcode, { copyId, bookId });
      await pool.query(
        `insert into copies (id, book_id, barcode, branch_id, collection_type_id, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $6)`,
        [copyId, bookId, barcode, central, general, now],
      );
    }
  }
  for (const loan of world.loans) {
    const copy = copies.get(loan.copy);
    await pool.query(
      `insert into borrowings (id, copy_id, book_id, member_id, branch_id, borrow_date, due_date, return_date, status,
         renewals, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $6::timestamptz + interval '14 days', $7, $8, $9, $6, $10)`,
      [
        newId(),
        copy?.copyId,
        copy?.bookId,
        memberIds.get(loan.member),
        central,
        loan.lentAt,
        loan.returnedAt,
        loan.returnedAt ? 'RETURNED' : 'BORROWED',
        loan.renewals,
        now,
      ],
    );
  }
  const add = async (visits: readonly Visited[]): Promise<void> => {
    for (const { at, member } of visits) {
      const id = newId();
      const who = { memberId: member && (memberIds.get(member) ?? null), guestName: member ? null : 'Tamu' };
      const row = {
        id,
        at,
        ...who,
        institution: null,
        purpose: null,
        branchId: central,
        roomId: null,
        recordedBy: null,
      };
      await countVisit(pool, `test:${id}`, row, localDateIn(world.zone, at));
    }
  };
  await add(world.visits);
  return { source: ownSource(library.app), add, titleId: (key) => bookIds.get(key) ?? '' };
}
