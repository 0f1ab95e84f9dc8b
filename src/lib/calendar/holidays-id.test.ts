import { describe, expect, it } from 'vitest';
import { holidayYears, indonesianHolidays } from './holidays-id.ts';
import { addDays, isLocalDate, weekday } from './local-date.ts';

const dateOf = (year: number, name: string): string | undefined =>
  indonesianHolidays(year).find((day) => day.name.en === name && day.kind === 'national')?.date;

/** Easter by the rule of Meeus, Jones and Butcher. */
function easterOf(year: number): string {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return `${year}-0${month}-${String(day).padStart(2, '0')}`;
}

const islamicDay = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'numeric',
});

describe("Indonesia's holidays", () => {
  it('are known for 2024 to 2027, as many as were decreed', () => {
    const counts = holidayYears.map((year) => {
      const days = indonesianHolidays(year);
      return [
        year,
        days.filter(({ kind }) => kind === 'national').length,
        days.filter(({ kind }) => kind !== 'national').length,
      ];
    });
    expect(counts).toEqual([
      [2024, 19, 10], // with two election days
      [2025, 17, 11],
      [2026, 17, 8],
      [2027, 17, 0],
    ]);
    expect(indonesianHolidays(2031)).toEqual([]);
  });

  it.each(holidayYears)('of %i are dates of that year, in order, each once, with names in both languages', (year) => {
    const dates = indonesianHolidays(year).map(({ date }) => date);
    expect(dates.every((date) => isLocalDate(date) && date.startsWith(String(year)))).toBe(true);
    expect(dates).toEqual([...new Set(dates)].sort());
    expect(indonesianHolidays(year).every(({ name }) => name.id !== '' && name.en !== '')).toBe(true);
  });

  it.each(holidayYears)('of %i have the Christian feasts where Easter puts them', (year) => {
    const easter = easterOf(year);
    expect(dateOf(year, 'Easter Sunday')).toBe(easter);
    expect(dateOf(year, 'Good Friday')).toBe(addDays(easter, -2));
    expect(dateOf(year, 'Ascension Day')).toBe(addDays(easter, 39));
  });

  it.each(holidayYears)('of %i have the Islamic feasts within a day or two of the reckoned calendar', (year) => {
    for (const [name, month, day] of [
      ['Eid al-Fitr', 10, 1],
      ['Eid al-Adha', 12, 10],
      ['Islamic New Year', 1, 1],
    ] as const) {
      const date = dateOf(year, name) ?? '';
      const near = [-2, -1, 0, 1].map((shift) => islamicDay.format(new Date(addDays(date, shift))));
      expect(
        near.some((text) => text.startsWith(`${month}/${day}`)),
        `${name} ${date} ${near}`,
      ).toBe(true);
    }
  });

  it('take collective leave on working days only', () => {
    const leave = holidayYears.flatMap(indonesianHolidays).filter(({ kind }) => kind === 'collective-leave');
    expect(leave.filter(({ date }) => weekday(date) > 5)).toEqual([]);
  });

  it('are tentative only where no decree fixed what the moon decides', () => {
    const tentative = holidayYears.flatMap(indonesianHolidays).filter((day) => day.tentative);
    expect(tentative.map(({ date }) => date.slice(0, 4))).toEqual(Array(9).fill('2027'));
    expect(indonesianHolidays(2027).find(({ date }) => date === '2027-08-17')?.tentative).toBe(false);
  });
});
