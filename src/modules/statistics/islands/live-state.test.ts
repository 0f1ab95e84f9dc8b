import { describe, expect, it } from 'vitest';
import { type Connection, type Count, countIn, LibraryTime, stateOf, when } from './live-state.ts';

const NOON = Date.parse('2026-03-02T12:00:00+07:00');
const limits = { zone: 'Asia/Jakarta', goodForMs: 144_000 };
const count = (at: number, isStale = false): Count => ({ total: 7, at, isStale });

describe('what the stream says', () => {
  it('is a total and its time, in both events, and whether the library itself calls it old', () => {
    expect(countIn('{"total":7,"source":"cache","at":"2026-03-02T05:00:00.000Z"}')).toEqual(count(NOON));
    expect(countIn('{"total":7,"source":"stale","at":"2026-03-02T05:00:00.000Z"}')).toEqual(count(NOON, true));
    expect(countIn('{"total":7,"generated_at":"2026-03-02T05:00:00.000Z"}')).toEqual(count(NOON));
    expect(countIn('{"total":7}')).toBeNull();
  });
});

describe('the dot of today', () => {
  const state = (of: Count | null, connection: Connection = 'open', now = NOON) => stateOf(of, connection, now, limits);

  it('is live only with a count of now and an open stream', () => {
    expect(state(count(NOON))).toBe('live');
    expect(state(count(NOON), 'opening')).toBe('waits');
    expect(state(count(NOON), 'lost')).toBe('lost');
    expect([state(null), state(null, 'lost')]).toEqual(['waits', 'lost']);
  });

  it('is old when the library says so, however new the count is', () => {
    expect(state(count(NOON, true))).toBe('old');
    expect(state(count(NOON, true), 'lost')).toBe('old');
  });

  it('is old when the count lies longer back than counts may', () => {
    expect(state(count(NOON - 144_000))).toBe('live');
    expect(state(count(NOON - 144_001))).toBe('old');
  });

  it('is old at midnight of the library at once, though the stream is open', () => {
    const last = Date.parse('2026-03-02T23:59:59+07:00');
    expect(state(count(last), 'open', last + 999)).toBe('live');
    expect(state(count(last), 'open', last + 1_000)).toBe('old');
  });
});

describe('the time of a count', () => {
  it('has its date when that is not today, in either language', () => {
    const midnight = Date.parse('2026-03-03T00:00:00+07:00');
    expect(when(NOON, NOON + 60_000, limits.zone, 'id-ID')).toBe('12.00');
    expect(when(NOON, midnight, limits.zone, 'id-ID')).toBe('2 Mar 2026, 12.00');
    expect(when(NOON, midnight, limits.zone, 'en-GB')).toBe('2 Mar 2026, 12:00');
  });
});

describe('the time of the library', () => {
  it('goes on from the latest it said, whatever the clock of this computer shows', () => {
    const library = new LibraryTime();
    library.hear(NOON, 1_000);
    expect(library.now(61_000)).toBe(NOON + 60_000);
    library.hear(NOON + 10_000, 61_000); // an old count: it says nothing of the time
    library.hear(Number.NaN, 61_000);
    expect(library.now(61_000)).toBe(NOON + 60_000);
    library.hear(NOON + 3_600_000, 62_000); // this computer slept an hour
    expect(library.now(63_000)).toBe(NOON + 3_601_000);
  });
});
