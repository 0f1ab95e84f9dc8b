import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './local-date.ts';
import { endOfLocalDay, isTimeZone, localDateIn, startOfLocalDay, wallClock } from './zone.ts';

const ZONES = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'UTC', 'America/New_York', 'Australia/Lord_Howe'];
const end = (zone: string, date: string): string => endOfLocalDay(zone, date).toISOString();

describe('a day of a zone', () => {
  it.each([
    ['Asia/Jakarta', '2026-08-17', '2026-08-17T16:59:59.999Z'],
    ['Asia/Makassar', '2026-08-17', '2026-08-17T15:59:59.999Z'],
    ['Asia/Jayapura', '2026-08-17', '2026-08-17T14:59:59.999Z'],
    ['America/New_York', '2026-03-08', '2026-03-09T03:59:59.999Z'],
    ['America/New_York', '2026-11-01', '2026-11-02T04:59:59.999Z'],
    ['America/Sao_Paulo', '2018-11-03', '2018-11-04T02:59:59.999Z'],
    ['America/Sao_Paulo', '2019-02-16', '2019-02-17T02:59:59.999Z'],
    ['Pacific/Apia', '2011-12-29', '2011-12-30T09:59:59.999Z'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T09:59:59.999Z'],
    ['Pacific/Apia', '2011-12-31', '2011-12-31T09:59:59.999Z'],
  ])('ends in %s on %s at %s', (zone, date, instant) => {
    expect(end(zone, date)).toBe(instant);
  });

  it('begins where the day before ended, also when midnight does not exist', () => {
    expect(startOfLocalDay('Asia/Jakarta', '2026-08-17').toISOString()).toBe('2026-08-16T17:00:00.000Z');
    expect(startOfLocalDay('America/Sao_Paulo', '2018-11-04').toISOString()).toBe('2018-11-04T03:00:00.000Z');
    expect(wallClock('America/Sao_Paulo', startOfLocalDay('America/Sao_Paulo', '2018-11-04')).getUTCHours()).toBe(1);
  });

  it('turns exactly at its end', () => {
    const instant = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instant, (zone, at) => {
        const date = localDateIn(zone, at);
        const last = endOfLocalDay(zone, date);
        expect(last.getTime()).toBeGreaterThanOrEqual(at.getTime());
        expect(localDateIn(zone, last)).toBe(date);
        expect(localDateIn(zone, new Date(last.getTime() + 1))).toBe(addDays(date, 1));
      }),
    );
  });

  it('knows dates before 1970 and refuses what is no date or zone', () => {
    expect(localDateIn('Asia/Jakarta', new Date('1945-08-16T23:30:00.500Z'))).toBe('1945-08-17');
    expect(() => endOfLocalDay('Asia/Jakarta', '2026-02-30')).toThrow(RangeError);
    expect(() => localDateIn('Asia/Atlantis', new Date(0))).toThrow(RangeError);
    expect([isTimeZone('Asia/Jakarta'), isTimeZone('Asia/Atlantis'), isTimeZone('')]).toEqual([true, false, false]);
  });

  it.each(['UTC', 'Asia/Tokyo', 'America/New_York'])('is the same on a server in %s', (TZ) => {
    const program = `
      const { endOfLocalDay, localDateIn } = await import(${JSON.stringify(new URL('./zone.ts', import.meta.url).href)});
      const zones = ${JSON.stringify(ZONES)};
      console.log(JSON.stringify(zones.map((zone) => [endOfLocalDay(zone, '2026-03-08'), localDateIn(zone, new Date('2026-03-08T16:30:00Z'))])));`;
    const args = ['--input-type=module', '--experimental-strip-types', '--no-warnings', '-e', program];
    const there: unknown = JSON.parse(execFileSync(process.execPath, args, { env: { ...process.env, TZ } }).toString());
    expect(there).toEqual(
      ZONES.map((zone) => [end(zone, '2026-03-08'), localDateIn(zone, new Date('2026-03-08T16:30:00Z'))]),
    );
  });
});
