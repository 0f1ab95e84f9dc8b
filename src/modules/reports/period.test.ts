import { describe, expect, it } from 'vitest';
import { Failure } from '../../kernel/errors.ts';
import { periodOf, spanOf, type Type } from './period.ts';

const TODAY = '2026-03-04';
const around = (type: Type, startDate?: string, endDate?: string) => periodOf(type, { startDate, endDate }, TODAY);
const refusal = (type: Type, startDate?: string, endDate?: string): unknown => {
  try {
    return around(type, startDate, endDate);
  } catch (error) {
    return error instanceof Failure ? [error.options.field, error.reason] : error;
  }
};

describe('the period of a report', () => {
  it.each<[Type, string | undefined, string, string]>([
    ['DAILY', undefined, '2026-03-04', '2026-03-04'],
    ['DAILY', '2026-02-28', '2026-02-28', '2026-02-28'],
    ['WEEKLY', undefined, '2026-03-02', '2026-03-08'],
    ['WEEKLY', '2026-03-01', '2026-02-23', '2026-03-01'], // a Sunday ends its week
    ['WEEKLY', '2024-12-31', '2024-12-30', '2025-01-05'], // the first week of 2025
    ['MONTHLY', undefined, '2026-03-01', '2026-03-31'],
    ['MONTHLY', '2024-02-29', '2024-02-01', '2024-02-29'],
    ['MONTHLY', '2025-02-01', '2025-02-01', '2025-02-28'],
    ['MONTHLY', '2025-12-31', '2025-12-01', '2025-12-31'],
    ['YEARLY', undefined, '2026-01-01', '2026-12-31'],
    ['YEARLY', '2024-02-29', '2024-01-01', '2024-12-31'],
  ])('%s around %s is %s to %s', (type, day, start, end) => {
    expect(around(type, day)).toEqual({ start, end });
    expect(around(type, start, end)).toEqual({ start, end });
  });

  it('is what was asked for when CUSTOM, up to five years', () => {
    expect(around('CUSTOM', '2026-01-05', '2026-01-05')).toEqual({ start: '2026-01-05', end: '2026-01-05' });
    expect(around('CUSTOM', '2021-01-05', '2026-01-04')).toEqual({ start: '2021-01-05', end: '2026-01-04' });
    expect(around('CUSTOM', '2020-02-29', '2025-02-28')).toEqual({ start: '2020-02-29', end: '2025-02-28' });
    expect(refusal('CUSTOM', '2021-01-05', '2026-01-05')).toEqual(['endDate', 'reports.too_long']);
  });

  it('names the day that is wrong', () => {
    expect(refusal('CUSTOM', '2026-01-05')).toEqual(['endDate', 'reports.date_needed']);
    expect(refusal('CUSTOM', undefined, '2026-01-05')).toEqual(['startDate', 'reports.date_needed']);
    for (const type of ['CUSTOM', 'DAILY', 'MONTHLY'] as const)
      expect(refusal(type, '2026-01-05', '2026-01-04')).toEqual(['endDate', 'reports.end_before_start']);
    expect(refusal('MONTHLY', '2026-01-05', '2026-02-01')).toEqual(['endDate', 'reports.end_outside']);
    expect(refusal('DAILY', '2026-03-05')).toEqual(['startDate', 'reports.in_future']);
    expect(refusal('WEEKLY', '2026-03-09')).toEqual(['startDate', 'reports.in_future']);
  });

  it('reaches the ends of the calendar', () => {
    expect(periodOf('WEEKLY', { startDate: '1000-01-01' }, TODAY)).toEqual({ start: '0999-12-30', end: '1000-01-05' });
    expect(refusal('YEARLY', '9998-12-31')).toEqual(['startDate', 'reports.in_future']);
    expect(refusal('CUSTOM', '9998-12-31', '9998-12-31')).toEqual(['startDate', 'reports.in_future']);
  });
});

describe('its moments', () => {
  const march = { start: '2026-03-01', end: '2026-03-31' };

  it('are those of the zone', () => {
    const { from, until, days, begins } = spanOf('Asia/Jayapura', march, new Date('2026-05-01T00:00:00Z'));
    expect([from, until].map((moment) => moment.toISOString())).toEqual([
      '2026-02-28T15:00:00.000Z',
      '2026-03-31T15:00:00.000Z',
    ]);
    expect([days.length, begins.length, days.at(-1)]).toEqual([31, 31, '2026-03-31']);
    expect(begins[1]?.toISOString()).toBe('2026-03-01T15:00:00.000Z');
  });

  it('end now while the period lasts', () => {
    const now = new Date('2026-03-04T17:30:00Z'); // 5 March in Jakarta
    const { days, at, lastDay } = spanOf('Asia/Jakarta', march, now);
    expect([days.length, lastDay, at]).toEqual([5, '2026-03-05', now]);
    expect(spanOf('Asia/Jakarta', march, new Date('2026-04-01T00:00:00Z')).at.toISOString()).toBe(
      '2026-03-31T16:59:59.999Z',
    );
  });
});
