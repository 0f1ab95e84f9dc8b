import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browse } from '../../../test/support/browse.ts';
import { addBook, type Person } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { createClient } from '../../drivers/postgres/pool.ts';
import { systemActor } from '../../kernel/context.ts';
import { moveCounterOn } from './bringing/transactions.ts';
import { cleanSchedule, silentSchedule } from './jobs.ts';
import { LEFT_OUT, WITHOUT_PEOPLE } from './left-out.ts';
import { exportFile } from './place.ts';
import { allTables, tablesOf } from './tables.ts';
import { verifyExport } from './verify.ts';

let library: TestLibrary;
beforeAll(async () => {
  library = await openLibrary({ worker: true });
  await addBook(library.app, library.cast, { copies: 2 });
});
afterAll(() => library.close());

const wati = (): Person => library.cast.wati;
type Export = { id: string; status: string; bytes: number | null; files: number; problem: string | null };
const newest = async (): Promise<Export> => (await library.call(wati(), 'GET', '/exports')).body.data[0];
const ended = async (): Promise<Export> => {
  await expect.poll(async () => (await newest()).status, { timeout: 20_000 }).not.toMatch(/QUEUED|RUNNING/);
  return newest();
};

describe('an export asked for on the screen', () => {
  it('is made by a job, and downloaded as a ZIP file that is whole', async () => {
    await library.factsSince();
    const asked = await library.call(wati(), 'POST', '/exports', {});
    expect(asked).toMatchObject({ status: 202, body: { data: { status: 'QUEUED', withoutPeople: false } } });
    const { id, status, bytes, problem } = await ended();
    expect({ status, problem }).toEqual({ status: 'DONE', problem: null });
    const file = exportFile(library.app, id);
    const { manifest, damaged } = await verifyExport(file);
    expect(damaged).toEqual([]);
    expect(manifest.files.find(({ path }) => path === 'csv/members.csv')?.rows).toBe(2);
    const sent = await library.call(wati(), 'GET', `/exports/${id}/file`);
    expect(sent.status).toBe(200);
    expect(sent.headers).toMatchObject({ 'content-type': 'application/zip' });
    expect(sent.headers['content-disposition']).toContain('pustaka-2026-03-02.zip');
    expect(bytes).toBeGreaterThan(1000);
    expect(await library.factsSince()).toEqual([
      'library-export.requested',
      'library-export.ended',
      'library-export.downloaded',
    ]);
  });

  it('is one at a time, and stops when it is told to', async () => {
    await library.app.pool.query(
      `insert into library_exports (id, parts, without_people, status, requested_at, seen_at)
       values ('0198c000-0000-7000-8000-000000000001', '{marc}', true, 'RUNNING', $1, $1)`,
      [library.clock.now()],
    );
    expect(await library.call(wati(), 'POST', '/exports', {})).toMatchObject({
      status: 409,
      body: { error: { details: { reason: 'export.under_way' } } },
    });
    const path = '/exports/0198c000-0000-7000-8000-000000000001';
    expect((await library.call(wati(), 'DELETE', path)).status).toBe(409);
    expect((await library.call(wati(), 'POST', `${path}/stop`)).status).toBe(202);
    expect((await library.call(wati(), 'POST', `${path}/stop`)).status).toBe(409);
    // Nobody works at it: after a while it is given up, and another may be made.
    library.clock.move('1h');
    expect((await library.call(wati(), 'POST', '/exports', { parts: ['csv'], withoutPeople: true })).status).toBe(202);
    expect((await ended()).files).toBe(2);
    const { body } = await library.call(wati(), 'GET', '/exports');
    expect(body.data.map(({ status }: Export) => status)).toEqual(['DONE', 'FAILED', 'DONE']);
    expect(body.data[1].problem).toContain('Terputus');
  });

  it('is given up by the calendar when its program ended in the middle, and nothing of it lies about', async () => {
    const id = '0198c000-0000-7000-8000-000000000002';
    const half = `${exportFile(library.app, id)}.partial`;
    await writeFile(half, 'half of everything');
    await library.app.pool.query(
      `insert into library_exports (id, parts, without_people, status, requested_at, seen_at)
       values ($1, '{data}', false, 'RUNNING', $2, $2)`,
      [id, library.clock.now()],
    );
    expect(await silentSchedule.isDue?.(library.app)).toBe(false);
    library.clock.move('11m');
    expect(await silentSchedule.isDue?.(library.app)).toBe(true);
    await library.factsSince();
    await silentSchedule.run({ ...library.as(systemActor('export.silent')), now: library.clock.now() });
    expect(await library.factsSince()).toEqual(['library-export.ended']);
    const { body } = await library.call(wati(), 'GET', '/exports');
    const found = body.data.find((each: Export) => each.id === id);
    expect(found).toMatchObject({ status: 'FAILED', problem: expect.stringContaining('Terputus') });
    await expect.poll(() => existsSync(half)).toBe(false);
    expect(await silentSchedule.isDue?.(library.app)).toBe(false);
    expect((await library.call(wati(), 'DELETE', `/exports/${id}`)).status).toBe(200);
  });

  it('is removed by hand, or by the calendar after a week', async () => {
    const { id } = await newest();
    expect(existsSync(exportFile(library.app, id))).toBe(true);
    expect((await library.call(wati(), 'DELETE', `/exports/${id}`)).status).toBe(200);
    await expect.poll(() => existsSync(exportFile(library.app, id))).toBe(false);
    expect((await library.call(wati(), 'DELETE', `/exports/${id}`)).status).toBe(404);
    expect((await library.call(wati(), 'GET', `/exports/${id}/file`)).status).toBe(404);
    library.clock.move('8d');
    const ctx = { ...library.as(systemActor('export.clean')), now: library.clock.now() };
    await cleanSchedule.run(ctx);
    const { body } = await library.call(wati(), 'GET', '/exports');
    expect(body.data.map(({ status }: Export) => status)).toEqual(['FAILED']);
  });

  it('says why it could not be made', async () => {
    const folder = join(library.app.dataRoot, 'exports');
    await rm(folder, { recursive: true });
    await writeFile(folder, 'in the way');
    await library.call(wati(), 'POST', '/exports', { parts: ['marc'] });
    expect(await ended()).toMatchObject({ status: 'FAILED', bytes: null, problem: expect.stringContaining('Gagal') });
    await rm(folder);
    await mkdir(folder);
  });

  it('is nothing for anybody else, not even for librarians', async () => {
    const { id } = await newest();
    for (const who of [library.cast.budi, library.cast.dewi, library.cast.vera, library.cast.sari]) {
      for (const [method, path] of [
        ['GET', '/exports'],
        ['POST', '/exports'],
        ['POST', `/exports/${id}/stop`],
        ['GET', `/exports/${id}/file`],
        ['DELETE', `/exports/${id}`],
      ] as const)
        expect((await library.call(who, method, path)).status).toBe(403);
      const page = await (await browse(library, who)).get('/staf/ekspor');
      expect(page.status).toBe(403);
    }
  });

  it.each([
    [{ parts: [] }, 'parts'],
    [{ parts: ['secrets'] }, 'parts.0'],
    [{ withoutPeople: 'yes' }, 'withoutPeople'],
    [{ to: '/etc' }, 'to'],
  ])('refuses %j by name', async (body, field) => {
    expect(await library.call(wati(), 'POST', '/exports', body)).toMatchObject({
      status: 400,
      body: { error: { field } },
    });
  });
});

describe('the screen of exports', () => {
  it('asks for one, shows it and hands it over, in both languages', async () => {
    const browser = await browse(library, wati());
    const empty = await browser.get('/staf/ekspor');
    expect(empty.status).toBe(200);
    expect(empty.text).toContain('Tanpa orang');
    const none = await browser.post('/staf/ekspor', { _key: empty.value('_key') ?? '' });
    expect(none.status).toBe(422);
    expect(none.text).toContain('Pilih sedikitnya satu bagian');
    const asked = await browser.send('/staf/ekspor', {
      marc: 'true',
      csv: 'true',
      data: 'true',
      files: 'true',
      _key: 'k',
    });
    expect(asked.text).toContain('Ekspor sedang dibuat');
    const { id } = await ended();
    const shown = await browser.get('/staf/ekspor');
    expect(shown.html).toContain(`/staf/ekspor/${id}/unduh`);
    expect(shown.text).toContain('Semuanya');
    expect((await browser.get(`/staf/ekspor/${id}/unduh`)).headers['content-type']).toBe('application/zip');
    const removed = await browser.send(`/staf/ekspor/${id}/hapus`, { _key: 'l' });
    expect(removed.text).toContain('Ekspor dihapus');
    expect((await browser.post(`/staf/ekspor/${id}/henti`, { _key: 'm' })).status).toBe(409);
    await browser.post('/bahasa', { locale: 'en', ke: '/' }, { origin: 'http://localhost', host: 'localhost' });
    expect((await browser.get('/staf/ekspor')).text).toContain('Without people');
  });
});

describe('what goes along', () => {
  it('is every table but those left out, and nothing that goes refers to what stays', async () => {
    const all = await allTables(library.app.pool);
    const kept = (await tablesOf(library.app.pool)).map(({ name }) => name);
    for (const name of [...Object.keys(LEFT_OUT), ...WITHOUT_PEOPLE]) expect(all).toContain(name);
    expect([...kept, ...Object.keys(LEFT_OUT)].sort()).toEqual(all);
    const { rows } = await library.app.pool.query<{ from: string; to: string }>(
      `select conrelid::regclass::text as from, confrelid::regclass::text as to from pg_constraint where contype = 'f'`,
    );
    expect(rows.filter(({ from, to }) => kept.includes(from) && Object.hasOwn(LEFT_OUT, to))).toEqual([]);
  });

  it('holds no column that looks like a secret, but those that were looked at', async () => {
    const columns = (await tablesOf(library.app.pool)).flatMap(({ name, columns: all }) =>
      all.map((column) => `${name}.${column}`),
    );
    const suspicious = columns.filter((name) => /secret|password|token|sealed|credential|_key$|_pin/.test(name));
    expect(suspicious.sort()).toEqual([
      // Hashes: nobody would come in without them.
      'accounts.must_change_password',
      'accounts.password_hash',
    ]);
  });

  it('has no column whose text could break a line', async () => {
    const { rows } = await library.app.pool.query(
      `select table_name from information_schema.columns where table_schema = 'public' and data_type = 'json'`,
    );
    expect(rows.map(({ table_name: name }) => name).filter((name) => !Object.hasOwn(LEFT_OUT, name))).toEqual([]);
  });
});

describe('a server that has not counted so far', () => {
  it('is moved past the last transaction of the library that comes', async () => {
    const owner = createClient(library.database.owner, { statementTimeoutMs: 0 });
    await owner.connect();
    const now = async (): Promise<bigint> =>
      BigInt((await owner.query<{ tx: string }>('select pg_current_xact_id()::text as tx')).rows[0]?.tx ?? '0');
    try {
      const far = (await now()) + 20_000n;
      await moveCounterOn(owner, String(far));
      expect(await now()).toBeGreaterThan(far);
      await moveCounterOn(owner, '3');
      await expect(moveCounterOn(owner, '18446744073709551615')).rejects.toMatchObject({ reason: 'export.far_ahead' });
    } finally {
      await owner.end();
    }
  });
});
