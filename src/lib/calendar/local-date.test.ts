import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  daysBetween,
  isLocalDate,
  type LocalDate,
  nextOpenDay,
  openDaysBetween,
  weekday,
} from './local-date.ts';

const date = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const notSunday = (day: LocalDate): boolean => weekday(day) !== 7;

describe('local dates', () => {
  it('add and count days over months, leap years and centuries', () => {
    expect(addDays('2026-01-31', 1)).toBe('2026-02-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2026-08-17', '2026-08-10')).toBe(-7);
    fc.assert(
      fc.property(date, fc.integer({ min: -9999, max: 9999 }), (day, n) => daysBetween(day, addDays(day, n)) === n),
    );
  });

  it('know the weekday', () => {
    expect(weekday('2026-08-17')).toBe(1);
    expect(weekday('2024-12-29')).toBe(7);
    fc.assert(fc.property(date, (day) => weekday(addDays(day, 1)) === (weekday(day) % 7) + 1));
  });

  it.each(['2026-02-30', '2026-13-01', '2026-1-1', '26-01-01', '', '2026-01-01T00:00', '+02026-01-01', 'besok'])(
    'refuse %j',
    (text) => {
      expect(isLocalDate(text)).toBe(false);
      expect(() => addDays(text, 1)).toThrow(RangeError);
    },
  );

  it('refuse to leave the years 0 to 9999', () => {
    expect(isLocalDate('9999-12-31')).toBe(true);
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
  });
});

describe('open days', () => {
  it('move a due date past closed days, and leave an open one', () => {
    expect(nextOpenDay('2026-08-14', notSunday)).toBe('2026-08-14');
    expect(nextOpenDay('2026-08-16', (day) => notSunday(day) && day !== '2026-08-17')).toBe('2026-08-18');
  });

  it('end at a calendar that never opens', () => {
    expect(nextOpenDay('2026-08-16', () => false)).toBe('2026-08-16');
  });

  it('count only open days after the first, the last included', () => {
    expect(openDaysBetween('2026-08-14', '2026-08-14', notSunday)).toBe(0);
    expect(openDaysBetween('2026-08-14', '2026-08-15', notSunday)).toBe(1);
    expect(openDaysBetween('2026-08-14', '2026-08-17', notSunday)).toBe(2);
    expect(openDaysBetween('2026-08-17', '2026-08-14', notSunday)).toBe(0);
    expect(openDaysBetween('2026-08-01', '2026-08-31', () => true)).toBe(30);
  });

  it('add up over a day between', () => {
    fc.assert(
      fc.property(date, fc.nat(60), fc.nat(60), (from, a, b) => {
        const [middle, to] = [addDays(from, a), addDays(from, a + b)];
        const sum = openDaysBetween(from, middle, notSunday) + openDaysBetween(middle, to, notSunday);
        expect(openDaysBetween(from, to, notSunday)).toBe(sum);
      }),
    );
  });
});
