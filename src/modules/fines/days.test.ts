import { describe, expect, it } from 'vitest';
import { dayByDay, lateStory } from './days.ts';

const story = {
  dueDate: '2026-03-06',
  until: '2026-03-11',
  lateDays: 3,
  graceDays: 1,
  chargedDays: 2,
  finePerDay: 500,
  maxFine: 800,
};
const isOpen = (date: string): boolean => !['2026-03-07', '2026-03-08'].includes(date);

describe('a fine told day by day', () => {
  it('passes closed days and days of grace over and stops at the most', () => {
    expect(dayByDay(story, isOpen)?.map(({ date, kind, sum }) => [date.slice(8), kind, sum])).toEqual([
      ['07', 'closed', 0],
      ['08', 'closed', 0],
      ['09', 'grace', 0],
      ['10', 'open', 500],
      ['11', 'open', 800],
    ]);
  });

  it('is not told when the calendar says otherwise today than it did then', () => {
    expect(dayByDay(story, () => true)).toBeNull();
    expect(dayByDay({ ...story, until: '2030-01-01' }, isOpen)).toBeNull();
  });

  it('is read from what was recorded, whatever else stands there', () => {
    expect(lateStory({ ...story, rule: 'x', title: 'y' })).toEqual(story);
    expect(lateStory({ description: 'x' })).toBeNull();
    expect(lateStory({ ...story, until: '2026-02-31' })).toBeNull();
  });
});
