import { describe, expect, it } from 'vitest';
import { lastCronDue, parseCron } from './cron.ts';

const ZONE = 'Asia/Jakarta';
const due = (text: string, now: string, zone = ZONE): string | null => {
  const cron = parseCron(text);
  return cron && lastCronDue(cron, zone, new Date(now)).toISOString();
};

describe('a cron line', () => {
  it.each([
    '',
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '5-1 * * * *',
    '*/0 * * * *',
    'a * * * *',
    '0 0 31 2 *',
    '0 0 1 1 1 1',
  ])('is refused when it is %j', (text) => {
    expect(parseCron(text)).toBeNull();
  });

  it.each([
    ['5 0 * * *', '2026-03-01T17:05:00Z', '2026-03-01T17:05:00.000Z'],
    ['5 0 * * *', '2026-03-01T17:04:59Z', '2026-02-28T17:05:00.000Z'],
    ['*/15 * * * *', '2026-03-01T17:44:00Z', '2026-03-01T17:30:00.000Z'],
    ['0 7-9/2,20 * * *', '2026-03-02T03:00:00Z', '2026-03-02T02:00:00.000Z'],
    ['0 6 * * 1-5', '2026-03-01T03:00:00Z', '2026-02-26T23:00:00.000Z'],
    ['0 6 * * 7', '2026-03-02T03:00:00Z', '2026-02-28T23:00:00.000Z'],
    ['0 0 29 2 *', '2026-03-02T03:00:00Z', '2024-02-28T17:00:00.000Z'],
    ['0 0 13 * 5', '2026-03-02T03:00:00Z', '2026-02-26T17:00:00.000Z'],
    ['0 0 1 1 *', '2026-03-02T03:00:00Z', '2025-12-31T17:00:00.000Z'],
  ])('%s was last due before %s at %s', (text, now, expected) => {
    expect(due(text, now)).toBe(expected);
  });

  it('goes by the clock on the wall where clocks change', () => {
    expect(due('30 6 * * *', '2026-03-29T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T04:30:00.000Z');
    expect(due('30 2 * * *', '2026-03-29T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(due('30 6 * * *', '2026-10-25T12:00:00Z', 'Europe/Berlin')).toBe('2026-10-25T05:30:00.000Z');
  });
});
