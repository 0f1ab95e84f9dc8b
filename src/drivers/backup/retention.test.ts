import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kept } from './retention.ts';
import { nameFor } from './shelf.ts';
import { segmentName, segmentNumber, segmentsBetween } from './wal.ts';

const DAY = 86_400_000;
const nights = (count: number, last = '2026-11-20T19:00:00Z') =>
  Array.from({ length: count }, (_, n) => ({ at: new Date(new Date(last).getTime() - n * DAY) }));
const days = (backups: Iterable<{ at: Date }>) => [...backups].map(({ at }) => at.toISOString().slice(0, 10)).sort();

describe('which backups are kept', () => {
  it('the newest seven nights', () => {
    expect(days(kept(nights(30), { newest: 7, weekly: 0 }))).toEqual(days(nights(7)));
  });

  it('and besides the newest of each of the last weeks, a week beginning on Monday', () => {
    const all = kept(nights(60), { newest: 2, weekly: 4 });
    expect(days(all)).toEqual(['2026-11-01', '2026-11-08', '2026-11-15', '2026-11-19', '2026-11-20']);
  });

  it('a library that was closed for months keeps what it has, whatever the order they are listed in', () => {
    const old = nights(3, '2025-01-05T19:00:00Z');
    expect(kept([...old, ...nights(1)].reverse(), { newest: 7, weekly: 2 }).size).toBe(4);
  });

  it('always the newest one, and never more than asked for', () => {
    const some = fc.array(fc.date({ noInvalidDate: true, min: new Date('2000-01-01'), max: new Date('2100-01-01') }));
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 9 }), fc.nat(9), (dates, newest, weekly) => {
        const all = dates.map((at) => ({ at }));
        const stay = kept(all, { newest, weekly });
        const last = Math.max(...dates.map((at) => at.getTime()));
        expect(stay.size).toBeLessThanOrEqual(newest + weekly);
        expect(stay.size).toBeGreaterThanOrEqual(Math.min(newest, all.length));
        expect(all.length === 0 || [...stay].some(({ at }) => at.getTime() === last)).toBe(true);
      }),
    );
  });
});

describe('segments of the log', () => {
  const MB4 = 4 * 1024 * 1024;

  it('follow one another across the halves of their names', () => {
    const all = segmentsBetween('0000000100000000000003FE', '000000010000000100000001', MB4);
    expect(all).toEqual([
      '0000000100000000000003FE',
      '0000000100000000000003FF',
      '000000010000000100000000',
      '000000010000000100000001',
    ]);
  });

  it('have a name for each number and a number for each name', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), (n) => {
        expect(segmentNumber(segmentName('00000003', n, MB4), MB4)).toBe(n);
      }),
    );
  });
});

it('names of backups sort by time and have no character that Windows refuses', () => {
  expect(nameFor(new Date('2026-11-20T19:00:05.123Z'))).toBe('2026-11-20T19-00-05Z');
});
