import { expect } from 'vitest';
import { brokenInvariants } from '../support/invariants.ts';
import { openLibrary, type TestLibrary } from '../support/library.ts';
import { type SlimsDatabase, slimsDatabase } from '../support/slims.ts';
import { moveIn, picture } from '../support/slims-move.ts';
import { type Doomed, finishAfterDeaths } from './killed-command.ts';
import { seeded } from './seeded.ts';

/** So much that every table takes several batches; a twentieth of the loans are open, some of them renewed. */
const MORE = `set foreign_key_checks = 0;
  insert into mst_author (author_id, author_name, authority_type, input_date) select 100 + seq, concat('Pengarang ', seq), 'p', '2020-01-01' from seq_1_to_400;
  insert into biblio (biblio_id, title, language_id, classification, input_date, last_update)
    select 100 + seq, concat('Judul ke-', seq), 'id', '813', '2020-01-01 08:00:00', '2020-01-01 08:00:00' from seq_1_to_1200;
  insert into biblio_author (biblio_id, author_id, level) select 100 + seq, 101 + seq % 400, 1 from seq_1_to_1200;
  insert into item (item_id, biblio_id, item_code, item_status_id, coll_type_id, input_date)
    select 100 + seq, 101 + seq % 1200, concat('K', seq), '0', 2, '2020-02-01 08:00:00' from seq_1_to_2400;
  insert into member (member_id, member_name, gender, member_type_id, expire_date, member_since_date, input_date)
    select concat('N', seq), concat('Anggota ', seq), 1, 1, '2030-12-31', '2020-01-01', '2020-01-01' from seq_1_to_1500;
  insert into loan (item_code, member_id, loan_date, due_date, renewed, is_lent, is_return, return_date, input_date)
    select concat('K', 1 + seq % 2400), concat('N', 1 + seq % 1500), '2025-01-06' + interval (seq div 2400) * 30 day, '2025-01-13' + interval (seq div 2400) * 30 day,
      seq % 3, 1, not (seq > 4680), if(seq > 4680 and seq % 3 = 0, null, '2025-01-10' + interval (seq div 2400) * 30 day), '2025-01-06 09:00:00' from seq_1_to_4800;
  insert into fines (fines_date, member_id, debet, credit, description)
    select '2025-02-01', concat('N', 1 + seq % 300), 1000 * (1 + seq % 5), if(seq % 4 = 0, 500, 0), 'Overdue fines' from seq_1_to_1500;
  insert into visitor_count (member_id, member_name, checkin_date) select concat('N', 1 + seq % 1500), 'x', '2025-03-01 08:00:00' + interval seq minute from seq_1_to_2500`;

const brought = async ({ app }: TestLibrary): Promise<number> =>
  (await app.pool.query<{ n: number }>('select count(*)::int as n from slims_ids')).rows[0]?.n ?? 0;

const moveOf = (slims: SlimsDatabase): Doomed => ({
  args: ['import', 'slims', slims.url, '--branch', 'PUSAT', '--json'],
  done: brought,
  isThrough: async (_library, code) => code === 0,
});

/** A move that was killed again and again gives the library of one that was not. */
export async function surviveMoves({ kills, seed }: { kills: number; seed: number }): Promise<void> {
  const random = seeded(seed);
  const at = new Date().toISOString();
  const [calm, killed] = [await openLibrary({ at }), await openLibrary({ at })];
  const slims = await slimsDatabase();
  try {
    await slims.admin.query(MORE);
    const { parity } = await moveIn(calm, slims);
    expect(parity?.same, JSON.stringify(parity?.samples.differing)).toBe(true);
    const all = await brought(calm);
    const targets = Array.from({ length: kills }, () => Math.floor(random() * all));
    await finishAfterDeaths(killed, moveOf(slims), targets);
    expect(await picture(killed)).toEqual(await picture(calm));
    expect(await brokenInvariants(killed.app.pool)).toEqual([]);
  } finally {
    await slims.drop();
    await calm.close();
    await killed.close();
  }
}
