import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browse } from '../../../../test/support/browse.ts';
import type { Person } from '../../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { MARIADB, services } from '../../../../test/support/services.ts';
import { type SlimsDatabase, slimsDatabase } from '../../../../test/support/slims.ts';
import { hasSlims, SLIMS_DUMP } from '../../../../test/support/slims-dump.ts';
import { systemActor } from '../../../kernel/context.ts';
import { wakeSchedule } from './job.ts';

services(MARIADB, SLIMS_DUMP);

const NOWHERE = 'mysql://pembaca:rahasia-sekali@127.0.0.1:9/slims';
type Step = { step: string; rows: number; created: number };
type Move = { id: string; status: string; steps: Step[]; problem: string | null; resumable: boolean };

describe('the move from SLiMS on the screen', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  it('says on the field what is wrong with the address, and never sends it back', async () => {
    const browser = await browse(library, library.cast.wati);
    expect((await browser.get('/staf/pindah-slims')).status).toBe(200);
    for (const periksa of ['', '1']) {
      const refused = await browser.post('/staf/pindah-slims', {
        url: NOWHERE,
        kind: 'MOVE',
        periksa,
        _key: `k${periksa}`,
      });
      expect(refused.status).toBe(422);
      expect(refused.errors.url).toContain('127.0.0.1:9/slims');
      expect(refused.html).not.toContain('rahasia-sekali');
    }
    for (const url of ['', 'postgres://x/y', 'mysql://host', 'file:///etc/passwd']) {
      const refused = await browser.post('/staf/pindah-slims', { url, _key: `u${url}` });
      expect([url, refused.status]).toEqual([url, 422]);
      expect(refused.errors.url).toBeTruthy();
    }
    expect((await library.call(library.cast.wati, 'GET', '/slims/moves')).body.data).toEqual([]);
  });

  it('is for whoever manages the settings, and nobody else', async () => {
    const id = '0198c000-0000-7000-8000-000000000001';
    for (const who of [library.cast.budi, library.cast.dewi, library.cast.manager, library.cast.sari]) {
      for (const [method, path] of [
        ['GET', '/slims/moves'],
        ['POST', '/slims/moves'],
        ['POST', '/slims/check'],
        ['POST', `/slims/moves/${id}/stop`],
        ['POST', `/slims/moves/${id}/resume`],
        ['GET', `/slims/moves/${id}/parity`],
      ] as const)
        expect((await library.call(who, method, path, method === 'POST' ? { url: NOWHERE } : undefined)).status).toBe(
          403,
        );
      const browser = await browse(library, who);
      expect((await browser.get('/staf/pindah-slims')).status).toBe(403);
      expect((await browser.get(`/staf/pindah-slims/${id}`)).status).toBe(403);
    }
    for (const [method, path] of [
      ['POST', `/slims/moves/${id}/stop`],
      ['POST', `/slims/moves/${id}/resume`],
      ['GET', `/slims/moves/${id}/parity`],
    ] as const)
      expect((await library.call(library.cast.wati, method, path)).status).toBe(404);
  });

  it.each([
    [{}, 'url'],
    [{ url: 7 }, 'url'],
    [{ url: NOWHERE, kind: 'STEAL' }, 'kind'],
    [{ url: NOWHERE, branchId: 'x' }, 'branchId'],
    [{ url: NOWHERE, files: '/etc' }, 'files'],
    [{ url: NOWHERE }, 'url'],
  ])('refuses %j by name', async (body, field) => {
    const reply = await library.call(library.cast.wati, 'POST', '/slims/moves', body);
    expect(reply).toMatchObject({ status: 400, body: { error: { field } } });
    expect(reply.text).not.toContain('rahasia-sekali');
  });
});

describe.skipIf(!hasSlims)('a move asked for on the screen', { timeout: 120_000 }, () => {
  let library: TestLibrary;
  let slims: SlimsDatabase;
  beforeAll(async () => {
    slims = await slimsDatabase();
    library = await openLibrary({ worker: true });
  }, 120_000);
  afterAll(async () => {
    await library?.close();
    await slims?.drop();
  });

  const wati = (): Person => library.cast.wati;
  const newest = async (): Promise<Move> => (await library.call(wati(), 'GET', '/slims/moves')).body.data[0];
  const until = async (status: RegExp): Promise<Move> => {
    await expect.poll(async () => (await newest()).status, { timeout: 60_000 }).toMatch(status);
    return newest();
  };
  const ask = (kind: string) =>
    library.call(wati(), 'POST', '/slims/moves', { url: slims.url, kind, branchId: library.cast.central });
  const sealed = async (): Promise<(string | null)[]> =>
    (await library.app.pool.query('select sealed_url from slims_moves order by requested_at desc')).rows.map(
      (row) => row.sealed_url,
    );

  it('looks whether the SLiMS can be read, and what is in it', async () => {
    const there = await library.call(wati(), 'POST', '/slims/check', { url: slims.url });
    expect(there.body.data).toMatchObject({ titles: 15, items: 10, members: 6, loans: 31 });
    const browser = await browse(library, wati());
    const shown = await browser.post('/staf/pindah-slims', { url: slims.url, periksa: '1', kind: 'MOVE', _key: 'c' });
    expect(shown.text).toContain('31 peminjaman');
    expect(shown.html).not.toContain(new URL(slims.url).password);
  });

  it('is rehearsed, then done step by step, with a report; the address is sealed and then forgotten', async () => {
    await library.factsSince();
    expect(await ask('REHEARSAL')).toMatchObject({ status: 202 });
    const password = new URL(slims.url).password;
    expect((await sealed()).join()).not.toContain(password);
    const rehearsed = await until(/DONE/);
    expect(rehearsed.steps.find(({ step }) => step === 'loan')).toMatchObject({ rows: 31, created: 31 });
    expect((await library.app.pool.query('select 1 from slims_ids')).rows).toEqual([]);
    expect((await library.call(wati(), 'GET', `/slims/moves/${rehearsed.id}/parity`)).status).toBe(404);
    await ask('MOVE');
    const { id, problem } = await until(/DONE|FAILED/);
    expect(problem).toBeNull();
    expect(await sealed()).toEqual([null, null]);
    expect(await library.factsSince()).toEqual(
      expect.arrayContaining(['slims-move.requested', 'slims-move.ended', 'slims.moved']),
    );
    const facts = await library.app.pool.query('select body::text as body from fact_details');
    expect(facts.rows.map(({ body }) => body).join()).not.toContain(password);
    const browser = await browse(library, wati());
    const shown = await browser.get(`/staf/pindah-slims/${id}`);
    expect(shown.text).toContain('Semua ada di sini');
    expect(shown.html).toContain(`/staf/pindah-slims/${id}/unduh?format=json`);
    const report = await browser.get(`/staf/pindah-slims/${id}/unduh?format=json`);
    expect(JSON.parse(report.html)).toMatchObject({ same: true });
    expect((await browser.get(`/staf/pindah-slims/${id}/unduh?format=html`)).html).toContain('<!doctype html>');
    await browser.post('/bahasa', { locale: 'en', ke: '/' }, { origin: 'http://localhost', host: 'localhost' });
    expect((await browser.get(`/staf/pindah-slims/${id}`)).text).toContain('Everything is here');
  });

  it('follows SLiMS until it is stopped, one at a time', async () => {
    await ask('MIRROR');
    await until(/RUNNING/);
    expect((await ask('MOVE')).status).toBe(409);
    const { id } = await newest();
    const browser = await browse(library, wati());
    expect((await browser.send(`/staf/pindah-slims/${id}/henti`, { _key: 's' })).text).toContain('Going to stop');
    expect((await browser.post(`/staf/pindah-slims/${id}/henti`, { _key: 't' })).status).toBe(409);
    expect((await until(/DONE|STOPPED/)).id).toBe(id);
  });

  it('that was stopped, or whose program ended, goes on where it was', async () => {
    await ask('MOVE');
    await until(/DONE/);
    const pool = library.app.pool;
    await ask('MOVE');
    const { id } = await until(/DONE/);
    expect((await library.call(wati(), 'POST', `/slims/moves/${id}/resume`)).status).toBe(409);
    // As a killed program leaves it.
    await ask('REHEARSAL');
    const asked = await newest();
    const kept = (await sealed())[0];
    await until(/DONE/);
    await pool.query(
      `update slims_moves set status = 'RUNNING', sealed_url = $2, finished_at = null, seen_at = seen_at - interval '1 hour' where id = $1`,
      [asked.id, kept],
    );
    const ctx = { ...library.as(systemActor('slims.wake')), now: library.clock.now() };
    expect(await wakeSchedule.isDue?.(library.app)).toBe(true);
    await wakeSchedule.run(ctx);
    await until(/DONE/);
    await pool.query(`update slims_moves set status = 'STOPPED', sealed_url = $2 where id = $1`, [asked.id, kept]);
    expect(await newest()).toMatchObject({ resumable: true });
    const browser = await browse(library, wati());
    expect((await browser.send(`/staf/pindah-slims/${asked.id}/lanjut`, { _key: 'r' })).text).toContain('It goes on');
    expect(await until(/DONE/)).toMatchObject({ problem: null });
  });

  it('says why it could not be done', async () => {
    await ask('MOVE');
    await until(/DONE/);
    await slims.admin.query('rename table loan to loan_away');
    try {
      const refused = await ask('MOVE');
      expect(refused).toMatchObject({
        status: 400,
        body: { error: { field: 'url', message: expect.stringContaining('loan') } },
      });
    } finally {
      await slims.admin.query('rename table loan_away to loan');
    }
  });
});
