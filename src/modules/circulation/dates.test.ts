import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dueDate, overdueFine } from './borrowing.ts';

const open = () => true;
const rule = { finePerDay: 500, graceDays: 0, maxFine: 5_000 };
const zones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'];

describe('dates of a loan', () => {
  it('ends at the last moment of the local day, in each of Indonesia’s zones', () => {
    const lent = new Date('2026-03-01T20:00:00Z');
    const ends = zones.map((timeZone) => dueDate({ timeZone, isOpen: open }, lent, 7).toISOString());
    expect(ends).toEqual(['2026-03-09T16:59:59.999Z', '2026-03-09T15:59:59.999Z', '2026-03-09T14:59:59.999Z']);
  });

  it('moves a due day on which the branch is closed to the next open one', () => {
    const calendar = { timeZone: 'Asia/Jakarta', isOpen: (day: string) => !['2026-03-09', '2026-03-10'].includes(day) };
    expect(dueDate(calendar, new Date('2026-03-02T03:00:00Z'), 7).toISOString()).toBe('2026-03-11T16:59:59.999Z');
  });

  it('begins the fine with the first second of the next local day, and stops at the most', () => {
    const calendar = { timeZone: 'Asia/Jayapura', isOpen: open };
    const due = new Date('2026-03-09T14:59:59.999Z');
    const fine = (until: string) => overdueFine(rule, calendar, due, new Date(until)).amount;
    expect(fine('2026-03-09T14:59:59.999Z')).toBe(0);
    expect(fine('2026-03-09T15:00:00.000Z')).toBe(500);
    expect(fine('2026-03-10T14:59:59.999Z')).toBe(500);
    expect(fine('2026-03-10T15:00:00.000Z')).toBe(1_000);
    expect(fine('2026-12-31T00:00:00.000Z')).toBe(5_000);
  });

  it('takes the grace days off and counts open days only', () => {
    const calendar = {
      timeZone: 'Asia/Jakarta',
      isOpen: (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() !== 0,
    };
    const due = new Date('2026-03-06T16:59:59.999Z');
    expect(overdueFine({ ...rule, graceDays: 2 }, calendar, due, new Date('2026-03-11T03:00:00Z'))).toMatchObject({
      lateDays: 4,
      chargedDays: 2,
      amount: 1_000,
    });
  });

  it('gives the same figures with the server in UTC, Tokyo and New York', () => {
    const script = `
      import { dueDate, overdueFine } from '${join(import.meta.dirname, 'borrowing.ts').replaceAll('\\', '/')}';
      const rule = { finePerDay: 500, graceDays: 1, maxFine: null };
      const out = ${JSON.stringify(zones)}.flatMap((timeZone) => {
        const calendar = { timeZone, isOpen: (day) => new Date(day + 'T00:00:00Z').getUTCDay() !== 0 };
        return Array.from({ length: 200 }, (_, hour) => {
          const lent = new Date(Date.UTC(2026, 1, 25, hour));
          const due = dueDate(calendar, lent, 1 + (hour % 9));
          return [due.toISOString(), overdueFine(rule, calendar, due, new Date(lent.getTime() + hour * 7_200_000)).amount];
        });
      });
      console.log(JSON.stringify(out));`;
    const run = (TZ: string): string =>
      spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      }).stdout;
    const utc = run('UTC');
    expect(utc.length).toBeGreaterThan(10_000);
    expect(run('Asia/Tokyo')).toBe(utc);
    expect(run('America/New_York')).toBe(utc);
  });
});
