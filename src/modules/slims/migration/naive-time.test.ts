import { describe, expect, it } from 'vitest';
import { dayOf, naiveClock } from './naive-time.ts';

const shown = (zone: string, value: string): string | undefined => naiveClock(zone).instant(value)?.toISOString();

describe('a time without a zone', () => {
  it('is what the clock on the wall showed', () => {
    expect(shown('Asia/Jakarta', '2026-11-19 10:51:00')).toBe('2026-11-19T03:51:00.000Z');
    expect(shown('Asia/Jayapura', '2026-11-19 00:30:00')).toBe('2026-11-18T15:30:00.000Z');
    expect(shown('Asia/Jakarta', '2026-11-19')).toBe('2026-11-19T05:00:00.000Z');
  });

  it('is right on the days on which clocks are changed, too', () => {
    expect(shown('Europe/Amsterdam', '2026-03-29 01:30:00')).toBe('2026-03-29T00:30:00.000Z');
    expect(shown('Europe/Amsterdam', '2026-03-29 03:30:00')).toBe('2026-03-29T01:30:00.000Z');
    expect(shown('Europe/Amsterdam', '2026-10-25 12:00:00')).toBe('2026-10-25T11:00:00.000Z');
  });

  it('is none where SLiMS wrote none', () => {
    for (const nothing of ['0000-00-00', '0000-00-00 00:00:00', '2026-02-30', '', null, 5]) {
      expect(dayOf(nothing)).toBeNull();
      expect(naiveClock('Asia/Jakarta').instant(nothing)).toBeNull();
    }
  });

  it('of a day takes the moment of the record only when it is of that day', () => {
    const clock = naiveClock('Asia/Jakarta');
    expect(clock.on('2026-01-23', '2026-01-23 08:53:00').toISOString()).toBe('2026-01-23T01:53:00.000Z');
    expect(clock.on('2026-01-23', '2026-02-05 14:01:00').toISOString()).toBe('2026-01-23T05:00:00.000Z');
    expect(clock.endOf('2026-01-23').toISOString()).toBe('2026-01-23T16:59:59.999Z');
  });
});
