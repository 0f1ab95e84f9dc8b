import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { calendarOf } from './index.ts';

describe('holidays', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const add = (who: 'wati' | 'budi' | 'yosef' | 'tono' | 'sari', body: object) =>
    library.call(library.cast[who], 'POST', '/holidays', body);
  const isOpen = async (branch: string, date: string) =>
    (await calendarOf(library.as(await library.cast.wati.actor()), branch)).isOpen(date);

  it('close all branches, or one', async () => {
    const { central, jayapura } = library.cast;
    expect(await isOpen(central, '2026-03-05')).toBe(true);
    await library.factsSince();
    expect((await add('budi', { date: '2026-03-05', name: 'Rapat' })).status).toBe(201);
    expect((await add('budi', { date: '2026-03-06', name: 'Pindahan', branchId: jayapura })).status).toBe(201);
    expect(await library.factsSince()).toEqual(['holiday.created', 'holiday.created']);
    expect(await isOpen(central, '2026-03-05')).toBe(false);
    expect(await isOpen(central, '2026-03-06')).toBe(true);
    expect(await isOpen(jayapura, '2026-03-06')).toBe(false);
  });

  it('are listed by year and branch, with those of all branches', async () => {
    const names = async (query: string) =>
      (await library.call(null, 'GET', `/holidays?${query}`)).body.data.map((h: { name: string }) => h.name);
    expect(await names('year=2026')).toEqual(['Rapat', 'Pindahan']);
    expect(await names(`year=2026&branchId=${library.cast.central}`)).toEqual(['Rapat']);
    expect(await names('year=2027')).toEqual([]);
    const first = await library.call(null, 'GET', '/holidays?limit=1');
    expect(first.body.error).toBeUndefined();
    expect(await names(`cursor=${first.body.meta.nextCursor}`)).toEqual(['Pindahan']);
  });

  it('are refused twice for the same day', async () => {
    const reply = await add('budi', { date: '2026-03-05', name: 'Lagi' });
    expect(reply.status).toBe(409);
    expect(reply.body.error.field).toBe('date');
  });

  it('open the doors again when removed', async () => {
    const { data } = (await add('budi', { date: '2026-04-01', name: 'Salah' })).body;
    expect(await isOpen(library.cast.central, '2026-04-01')).toBe(false);
    await library.factsSince();
    expect((await library.call(library.cast.budi, 'DELETE', `/holidays/${data.id}`)).status).toBe(200);
    expect((await library.call(library.cast.budi, 'DELETE', `/holidays/${data.id}`)).status).toBe(404);
    expect(await library.factsSince()).toEqual(['holiday.deleted']);
    expect(await isOpen(library.cast.central, '2026-04-01')).toBe(true);
  });

  it('come from the national calendar, once, leaving what was entered by hand', async () => {
    const preset = (body: object) => library.call(library.cast.budi, 'POST', '/holidays/preset', body);
    await add('budi', { date: '2026-08-17', name: 'Upacara di sekolah' });
    await library.factsSince();
    const { status, body } = await preset({ year: 2026 });
    expect(status).toBe(201);
    expect(body.data.added).toHaveLength(body.data.known - 1);
    expect(body.data.added[0]).toMatchObject({ date: '2026-01-01', name: 'Tahun Baru Masehi', source: 'NATIONAL' });
    expect((await preset({ year: 2026 })).body.data.added).toEqual([]);
    expect(await library.factsSince()).toEqual(['holiday.imported']);
    expect(await isOpen(library.cast.central, '2026-12-24')).toBe(true);
    expect((await preset({ year: 2026, collectiveLeave: true })).body.data.added).toHaveLength(8);
    expect(await isOpen(library.cast.central, '2026-12-24')).toBe(false);
    expect((await preset({ year: 1999 })).body.error).toMatchObject({ field: 'year' });
  });

  it('are managed in one’s own branch only', async () => {
    const { central, jayapura } = library.cast;
    expect((await add('yosef', { date: '2026-06-06', name: 'X' })).status).toBe(403);
    expect((await add('yosef', { date: '2026-06-06', name: 'X', branchId: central })).status).toBe(404);
    const own = await add('yosef', { date: '2026-06-06', name: 'X', branchId: jayapura });
    expect(own.status).toBe(201);
    const everywhere = (await add('budi', { date: '2026-06-07', name: 'Y' })).body.data.id;
    expect((await library.call(library.cast.yosef, 'DELETE', `/holidays/${everywhere}`)).status).toBe(403);
    expect((await library.call(library.cast.yosef, 'DELETE', `/holidays/${own.body.data.id}`)).status).toBe(200);
    expect((await library.call(library.cast.yosef, 'POST', '/holidays/preset', { year: 2026 })).status).toBe(403);
  });

  it('are refused without permission, and with a date that is none', async () => {
    for (const who of ['tono', 'sari'] as const) {
      expect((await add(who, { date: '2026-07-07', name: 'X' })).status).toBe(403);
      expect((await library.call(library.cast[who], 'POST', '/holidays/preset', { year: 2026 })).status).toBe(403);
    }
    expect((await library.call(null, 'POST', '/holidays', {})).status).toBe(401);
    expect((await add('budi', { date: '2026-02-30', name: 'X' })).body.error.field).toBe('date');
  });
});
