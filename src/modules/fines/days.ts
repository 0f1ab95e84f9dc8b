import { z } from 'zod';
import { addDays, daysBetween, isLocalDate, type LocalDate } from '../../lib/calendar/local-date.ts';

/** What circulation tells of a late return; see its FineExplanation. */
const Late = z.object({
  dueDate: z.string().refine(isLocalDate),
  until: z.string().refine(isLocalDate),
  lateDays: z.int(),
  graceDays: z.int(),
  chargedDays: z.int(),
  finePerDay: z.int(),
  maxFine: z.int().nullable(),
});
export type LateStory = z.output<typeof Late>;

export const lateStory = (explanation: unknown): LateStory | null => Late.safeParse(explanation).data ?? null;

export interface LateDay {
  date: LocalDate;
  /** open: counts; closed: does not; grace: was let go. */
  kind: 'open' | 'closed' | 'grace';
  sum: number;
}

const MOST_DAYS = 366;

/**
 * The fine told day by day, with its running sum. Null when the calendar has changed since, or the story is too long:
 * then the sums of the record stand alone.
 */
export function dayByDay(story: LateStory, isOpen: (date: LocalDate) => boolean): LateDay[] | null {
  const length = daysBetween(story.dueDate, story.until);
  if (length < 1 || length > MOST_DAYS) return null;
  const days: LateDay[] = [];
  let [open, sum] = [0, 0];
  for (let at = 1; at <= length; at++) {
    const date = addDays(story.dueDate, at);
    if (isOpen(date)) open++;
    const kind = !isOpen(date) ? 'closed' : open <= story.graceDays ? 'grace' : 'open';
    if (kind === 'open') sum = Math.min(sum + story.finePerDay, story.maxFine ?? Number.MAX_SAFE_INTEGER);
    days.push({ date, kind, sum });
  }
  return open === story.lateDays ? days : null;
}
