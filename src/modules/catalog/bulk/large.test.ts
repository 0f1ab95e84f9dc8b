import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browse } from '../../../../test/support/browse.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { makeCtx, systemActor } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { asSystem } from '../../../kernel/verb.ts';
import { createBooks } from '../create-books.ts';
import { bulkJob, bulkSchedule, workOff } from './carry-out.ts';

const MANY = 1_100;
const CHANGES = [{ field: 'callNumber', mode: 'append', value: ' X' }];

let library: TestLibrary;
let shelf = 0;
let category: string;
beforeAll(async () => {
  library = await openLibrary();
  // Jobs are taken and wait: each test says when they are done.
  await library.app.jobs.open(library.app, [bulkJob], []);
});
afterAll(async () => {
  await library.app.jobs.stop();
  await library.close();
});

/** As a job has it: nobody is there any more. */
const system = () => makeCtx(library.app, systemActor('test'));
const books = async (count: number): Promise<void> => {
  category = `Rak ${++shelf}`;
  const items = Array.from({ length: count }, (_, n) => ({
    title: `Seri ${shelf}-${n}`,
    author: 'Tim Penyusun',
    category,
    callNumber: '000',
    copies: [],
  }));
  await asSystem(system(), async (tx) => tx.unchanged(await createBooks(tx, items)));
  await library.factsSince();
};
const budi = () => library.cast.budi;
const send = (path: string, body: object = {}, who = budi()) =>
  library.call(who, 'POST', `/books/bulk-edits${path}`, body);
const begin = async () => (await send('', { filter: { category: [category] }, changes: CHANGES })).body.data;
const see = async (id: string) => (await library.call(budi(), 'GET', `/books/bulk-edits/${id}`)).body.data;
const callNumbers = async (): Promise<Record<string, number>> => {
  const { rows } = await library.app.pool.query(
    'select call_number as name, count(*)::int as n from books where category = $1 group by 1',
    [category],
  );
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
};

describe('a large bulk edit', () => {
  beforeEach(() => books(MANY));

  it('answers at once, shows how far it is, and is carried out in the name of who sent it', async () => {
    const { id, ...begun } = await begin();
    expect(begun).toMatchObject({ state: 'RUNNING', finished: false, progress: { done: 0, total: MANY }, changed: 0 });
    const page = await (await browse(library, budi())).get(`/staf/buku/massal/${id}`);
    expect(page.html).toMatch(/<progress[^>]*max="1100"/);
    expect(page.text).toContain('0 dari 1.100 buku');
    expect(page.text).toContain('Batalkan sisanya');
    await library.factsSince();
    await workOff(system(), id);
    expect(await see(id)).toMatchObject({ state: 'DONE', progress: null, changed: MANY, finished: true });
    expect(await callNumbers()).toEqual({ '000 X': MANY });
    expect(await library.factsSince()).toEqual(Array(5).fill('catalog.bulk_edited'));
    const { rows } = await library.app.pool.query(
      `select distinct actor_id from facts where entity_id = $1 and action = 'catalog.bulk_edited'`,
      [id],
    );
    expect(rows).toEqual([{ actor_id: budi().accountId }]);
  });

  it('is undone in the same way, and not while it runs', async () => {
    const { id } = await begin();
    expect((await send(`/${id}/undo`)).body.error.details.reason).toBe('catalog.batch_running');
    await workOff(system(), id);
    expect((await send(`/${id}/undo`)).body.data).toMatchObject({
      state: 'UNDOING',
      progress: { done: 0, total: MANY },
    });
    expect((await send(`/${id}/undo`)).status).toBe(409);
    await workOff(system(), id);
    expect(await see(id)).toMatchObject({ state: 'UNDONE', undoable: 0, undoneAt: expect.any(String) });
    expect(await callNumbers()).toEqual({ '000': MANY });
  });

  it('can be cancelled on the way: what was done stands and can be undone, the rest is left', async () => {
    const { id } = await begin();
    const working = workOff(system(), id);
    const { body } = await send(`/${id}/cancel`);
    await working;
    const { state, changed, undoable } = await see(id);
    expect([body.data.state, state]).toEqual(['CANCELLED', 'CANCELLED']);
    expect(changed).toBeLessThan(MANY);
    expect(undoable).toBe(changed);
    expect((await callNumbers())['000']).toBe(MANY - changed);
    expect(await library.factsSince()).toContain('catalog.bulk_cancelled');
    await send(`/${id}/undo`);
    expect(await callNumbers()).toEqual({ '000': MANY });
  });

  it('cancelled while it is undone, it is undone in part, and the rest later', async () => {
    const { id } = await begin();
    await workOff(system(), id);
    await send(`/${id}/undo`);
    expect((await send(`/${id}/cancel`)).body.data).toMatchObject({ state: 'DONE', undoable: MANY });
    await send(`/${id}/undo`);
    await workOff(system(), id);
    expect(await see(id)).toMatchObject({ state: 'UNDONE' });
  });

  it('goes on after a server that died in the middle, and two who work at it do nothing twice', async () => {
    const { id } = await begin();
    const { pool } = library.app;
    expect(await bulkSchedule.isDue?.(library.app)).toBe(false);
    library.clock.move('10m');
    expect(await bulkSchedule.isDue?.(library.app)).toBe(true);
    await Promise.all([bulkSchedule.run(system()), workOff(system(), id), workOff(system(), id)]);
    expect(await see(id)).toMatchObject({ state: 'DONE', chosen: MANY, changed: MANY });
    expect(await callNumbers()).toEqual({ '000 X': MANY });
    const { rows } = await pool.query('select count(*)::int as n from catalog_batch_parts');
    expect(rows[0].n).toBe(0);
  });

  it('stops when whoever sent it may not edit any more', async () => {
    const { id } = await begin();
    const { pool } = library.app;
    await pool.query(`update accounts set status = 'SUSPENDED' where id = $1`, [budi().accountId]);
    await workOff(system(), id);
    await pool.query(`update accounts set status = 'ACTIVE' where id = $1`, [budi().accountId]);
    expect(await see(id)).toMatchObject({ state: 'CANCELLED', changed: 0 });
    expect(await library.factsSince()).toEqual(['catalog.bulk_cancelled']);
  });

  it('is cancelled on the page, by editors only', async () => {
    const { id } = await begin();
    const tono = await browse(library, library.cast.tono);
    expect((await tono.post(`/staf/buku/massal/${id}/batal`)).status).toBe(403);
    expect((await send(`/${id}/cancel`, {}, library.cast.sari)).status).toBe(403);
    const page = await browse(library, budi());
    expect((await page.send(`/staf/buku/massal/${id}/batal`)).text).toContain('Sisanya dibatalkan');
    expect((await page.post(`/staf/buku/massal/${id}/batal`)).status).toBe(422);
    expect((await page.get('/staf/buku/massal/riwayat')).text).toContain('Dibatalkan di tengah jalan');
  });
});

describe('cancelling', () => {
  it('refuses what is not under way, and what there is not', async () => {
    await books(2);
    const { id } = await begin();
    const answer = await send(`/${id}/cancel`);
    expect([answer.status, answer.body.error.details.reason]).toEqual([409, 'catalog.batch_not_running']);
    expect((await send(`/${newId()}/cancel`)).status).toBe(404);
  });
});

describe('with a worker', { timeout: 240_000 }, () => {
  it('what is asked for in one request is done behind it', async () => {
    await library.app.jobs.stop();
    await library.close();
    library = await openLibrary({ worker: true });
    await books(2_000);
    const { id, state } = await begin();
    expect(state).toBe('RUNNING');
    await expect.poll(async () => (await see(id)).state, { timeout: 60_000, interval: 200 }).toBe('DONE');
    expect(await callNumbers()).toEqual({ '000 X': 2_000 });
  });
});
