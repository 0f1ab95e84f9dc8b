import { expect } from 'vitest';
import { brokenInvariants } from '../support/invariants.ts';
import { Library } from '../support/program.ts';
import { Desk } from './load.ts';
import { seeded } from './seeded.ts';

const HANDS = 6;

/** Kills the server and its database at random moments under load, and looks whether anything acknowledged is gone. */
export async function surviveKills(o: { server: number; database: number; seed: number }): Promise<void> {
  const random = seeded(o.seed);
  const library = await Library.create();
  try {
    await library.start();
    const desk = new Desk(library);
    await desk.stock();
    const hands = Array.from({ length: HANDS }, (_, n) => desk.work(seeded(o.seed + n + 1)));
    const deaths = [...Array<string>(o.server).fill('server'), ...Array<string>(o.database).fill('database')];
    for (const death of deaths.sort(() => random() - 0.5)) {
      await new Promise((resolve) => setTimeout(resolve, 150 + random() * 900));
      if (death === 'server') {
        await library.killServer();
        await library.start();
      } else {
        await library.killDatabase();
        await library.ready();
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 400));
    desk.stop();
    await Promise.all(hands);
    await look(library, desk);
  } finally {
    await library.close();
  }
}

async function look(library: Library, desk: Desk): Promise<void> {
  const pool = await library.database();
  try {
    const done = desk.answered.filter((a) => a.status < 300 && a.id !== null);
    expect(done.length, 'enough was going on to mean something').toBeGreaterThan(50);
    const ids = (what: string): string[] => done.filter((a) => a.what === what).map((a) => a.id ?? '');
    const missing = async (sql: string, wanted: string[]): Promise<string[]> => {
      const { rows } = await pool.query<{ id: string }>(
        `select w.id from unnest($1::uuid[]) w (id) where not exists (${sql})`,
        [wanted],
      );
      return rows.map((row) => row.id);
    };
    expect(await missing('select 1 from borrowings b where b.id = w.id', ids('borrow')), 'borrowings lost').toEqual([]);
    expect(
      await missing('select 1 from borrowings b where b.id = w.id and b.return_date is not null', ids('return')),
      'returns lost',
    ).toEqual([]);
    expect(await missing('select 1 from holds h where h.id = w.id', ids('hold')), 'holds lost').toEqual([]);
    expect(await missing('select 1 from fines f where f.id = w.id', ids('fine')), 'fines lost').toEqual([]);
    for (const [what, action] of [
      ['borrow', 'borrowing.created'],
      ['return', 'borrowing.returned'],
      ['hold', 'hold.placed'],
      ['fine', 'fine.charged'],
    ] as const) {
      expect(
        await missing(`select 1 from facts f where f.action = '${action}' and f.entity_id = w.id::text`, ids(what)),
        `facts of ${what} lost`,
      ).toEqual([]);
    }
    const doubled = await pool.query(
      `select entity_id from facts where action in ('borrowing.created', 'borrowing.returned', 'hold.placed', 'fine.charged')
       group by action, entity_id having count(*) > 1`,
    );
    expect(doubled.rows, 'written twice').toEqual([]);
    const { rows } = await pool.query<{ created: number; told: number }>(
      `select (select count(*)::int from borrowings) as created, (select count(*)::int from facts where action = 'borrowing.created') as told`,
    );
    expect(rows[0]?.created, 'each borrowing has its fact').toBe(rows[0]?.told);
    expect(ids('borrow').length, 'each borrowing was told to somebody').toBe(rows[0]?.created);
    expect(await brokenInvariants(pool)).toEqual([]);
  } finally {
    await pool.end();
  }
}
