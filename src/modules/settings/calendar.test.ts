import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { newId } from '../../kernel/ids.ts';
import { asSystem } from '../../kernel/verb.ts';
import { calendarOf, readSettings, updateSettings } from './index.ts';

describe('the calendar of a branch', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const ctx = async () => library.as(await library.cast.wati.actor());

  it('takes the zone of the branch and the usual hours of the library', async () => {
    const calendar = await calendarOf(await ctx(), library.cast.jayapura);
    expect(calendar.timeZone).toBe('Asia/Jayapura');
    expect(calendar.isOpen('2026-03-02')).toBe(true);
    expect(calendar.isOpen('2026-03-08')).toBe(false);
  });

  it('is asked many times and read once', async () => {
    const before = library.app.drivers.cache.size;
    const here = await ctx();
    await Promise.all(Array.from({ length: 20 }, () => calendarOf(here, library.cast.central)));
    const closed = { query: () => Promise.reject(new Error('read again')) } as unknown as typeof here.sql;
    expect((await calendarOf({ ...here, sql: closed }, library.cast.central)).timeZone).toBe('Asia/Jakarta');
    expect(library.app.drivers.cache.size).toBeGreaterThan(before);
  });

  it('changes at once with the settings of the library', async () => {
    const here = await ctx();
    expect((await readSettings(here)).libraryName).toBe('Perpustakaan');
    const sunday = [{ open: '09:00', close: '12:00' }];
    await updateSettings(here, { libraryName: 'SMAN 1', openingHours: { sunday } });
    expect((await readSettings(here)).libraryName).toBe('SMAN 1');
    const calendar = await calendarOf(here, library.cast.jayapura);
    expect(calendar.isOpen('2026-03-08')).toBe(true);
    expect(calendar.isOpen('2026-03-09')).toBe(false);
  });

  it('is seen changed inside a transaction, and by nobody when it fails', async () => {
    const here = await ctx();
    const { libraryName } = await readSettings(here);
    const failing = asSystem(here, async (inside) => {
      await updateSettings(inside, { libraryName: 'Batal', timeZone: 'Asia/Makassar' });
      expect((await readSettings(inside)).libraryName).toBe('Batal');
      expect((await calendarOf(inside, library.cast.central)).timeZone).toBe('Asia/Jakarta');
      throw new Error('batal');
    });
    await expect(failing).rejects.toThrow('batal');
    expect((await readSettings(here)).libraryName).toBe(libraryName);
    expect((await calendarOf(here, library.cast.central)).timeZone).toBe('Asia/Jakarta');
  });

  it('knows no branch that does not exist', async () => {
    await expect(calendarOf(await ctx(), newId())).rejects.toMatchObject({ reason: 'settings.branch_not_found' });
  });
});
