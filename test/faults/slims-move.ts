import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'vitest';
import { brokenInvariants } from '../support/invariants.ts';
import { openLibrary, type TestLibrary } from '../support/library.ts';
import { type SlimsDatabase, slimsDatabase } from '../support/slims.ts';
import { moveIn, picture } from '../support/slims-move.ts';

const MAIN = join(import.meta.dirname, '../../dist/main.js');

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

/** mulberry32: the same deaths in the same order each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const brought = async ({ app }: TestLibrary): Promise<number> =>
  (await app.pool.query<{ n: number }>('select count(*)::int as n from slims_ids')).rows[0]?.n ?? 0;

function command(library: TestLibrary, slims: SlimsDatabase) {
  const url = ({ host, port, user, password, database }: TestLibrary['database']['app']): string =>
    `postgres://${user}:${encodeURIComponent(String(password))}@localhost:${port}/${database}?host=${encodeURIComponent(String(host))}`;
  const env = {
    ...process.env,
    DATABASE_URL: url(library.database.app),
    DATABASE_OWNER_URL: url(library.database.owner),
    PUSTAKA_DATA: library.app.dataRoot,
    LOG_LEVEL: 'error',
  };
  const args = [MAIN, 'import', 'slims', slims.url, '--branch', 'PUSAT', '--json'];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.resume();
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return { child, said: () => said };
}

/** Runs until so many records are there, then dies without a word. False: it was through before. */
async function dieAt(library: TestLibrary, slims: SlimsDatabase, target: number): Promise<boolean> {
  const { child } = command(library, slims);
  const ended = once(child, 'exit');
  while (child.exitCode === null && (await brought(library)) < target)
    await new Promise((resolve) => setTimeout(resolve, 2));
  const died = child.kill('SIGKILL');
  await ended;
  return died;
}

async function finish(library: TestLibrary, slims: SlimsDatabase): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const { child, said } = command(library, slims);
    const [code] = await once(child, 'close');
    if (code === 0) return;
    // The server may still be clearing up after the last death.
    if (attempt === 5) throw new Error(`the move ended with ${code}: ${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

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
    const targets = Array.from({ length: kills }, () => Math.floor(random() * all)).sort((a, b) => a - b);
    let deaths = 0;
    for (const target of targets) if (await dieAt(killed, slims, target)) deaths++;
    expect(deaths).toBe(kills);
    await finish(killed, slims);
    expect(await picture(killed)).toEqual(await picture(calm));
    expect(await brokenInvariants(killed.app.pool)).toEqual([]);
  } finally {
    await slims.drop();
    await calm.close();
    await killed.close();
  }
}
