import { addDays, type LocalDate } from '../../lib/calendar/local-date.ts';
import { localDateIn, startOfLocalDay } from '../../lib/calendar/zone.ts';
import type { BranchCalendar } from '../../modules/settings/index.ts';
import type { Random } from '../random.ts';
import type { DemoMember } from './members.ts';

export type Place = 'central' | 'second' | 'van';
export const PLACES: readonly Place[] = ['central', 'second', 'van'];

/** The rule a member borrows under. */
export interface StageRule {
  id: string;
  loanDays: number;
  maxLoans: number;
  maxRenewals: number;
  graceDays: number;
  finePerDay: number;
  maxFine: number | null;
  holdLimit: number;
  holdShelfDays: number;
}

export interface StageMember extends DemoMember {
  id: string;
  rule: StageRule;
}

export interface StageCopy {
  id: string;
  bookId: string;
  title: string;
  barcode: string;
  branch: Place;
  loanable: boolean;
  price: number;
  acquiredOn: LocalDate;
  appeal: number;
}

/** Whom and what a year of lending is told about. */
export interface Stage {
  random: Random;
  now: Date;
  members: readonly StageMember[];
  copies: readonly StageCopy[];
  calendars: Readonly<Record<Place, BranchCalendar>>;
  staff: Readonly<Record<Place, readonly string[]>>;
}

/** A moment while the doors are open: between nine and half past three. */
export const atTheDesk = (stage: Stage, branch: Place, date: LocalDate): Date =>
  new Date(
    startOfLocalDay(stage.calendars[branch].timeZone, date).getTime() + stage.random.int(9 * 60, 15 * 60 + 30) * 60_000,
  );

/** An open day so many days on, or the next after it. */
export function openDay(stage: Stage, branch: Place, from: LocalDate, days: number): LocalDate {
  const { isOpen } = stage.calendars[branch];
  let date = addDays(from, days);
  for (let tries = 0; tries < 60 && !isOpen(date); tries++) date = addDays(date, 1);
  return date;
}

/** A moment of the last day the doors were open, today included. */
export function lastVisit(stage: Stage, branch: Place): Date {
  const { isOpen, timeZone } = stage.calendars[branch];
  const today = localDateIn(timeZone, stage.now);
  for (let back = 0; back < 60; back++) {
    const date = addDays(today, -back);
    const at = atTheDesk(stage, branch, date);
    if (isOpen(date) && at < stage.now) return at;
  }
  return new Date(stage.now.getTime() - 3_600_000);
}

/** Draws items as often as their weight says, many times over; nothing from nothing. */
export function weightedPicker<T>(
  random: Random,
  items: readonly T[],
  weight: (item: T) => number,
): () => T | undefined {
  const sums: number[] = [];
  let total = 0;
  for (const item of items) {
    total += weight(item);
    sums.push(total);
  }
  return () => {
    const wanted = random.fraction() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return items[low];
  };
}
