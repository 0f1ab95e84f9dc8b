import { z } from 'zod';
import { type Locale, translate } from '../../kernel/i18n.ts';
import { Moment } from '../../kernel/validation.ts';
import type { LocalDate } from '../../lib/calendar/local-date.ts';
import { SUBJECTS, type Subject } from './figures.ts';
import { type Period, TYPES, type Type } from './period.ts';
import { Shown } from './shown.ts';

export const ReportHead = z.object({
  id: z.uuid(),
  type: z.enum(TYPES),
  subject: z.enum(SUBJECTS),
  /** Without one of its own, a report is called by subject and period in the reader's language. */
  title: z.string(),
  description: z.string().nullable(),
  branchId: z.uuid().nullable(),
  branchName: z.string().nullable(),
  startDate: z.string(),
  endDate: z.string(),
  generatedBy: z.uuid(),
  generatedByName: z.string(),
  createdAt: Moment,
});
export type ReportHead = z.output<typeof ReportHead>;

export const ReportReply = ReportHead.extend({ data: Shown });
export type ReportReply = z.output<typeof ReportReply>;

const languageOf = (locale: Locale): string => (locale === 'id' ? 'id-ID' : 'en-GB');

const format = (locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(languageOf(locale), { ...options, timeZone: 'UTC' });
const timeOf = (date: LocalDate): Date => new Date(`${date}T00:00:00Z`);

/** '2 Maret 2026' */
export const dayText = (locale: Locale, date: LocalDate): string =>
  format(locale, { dateStyle: 'long' }).format(timeOf(date));

/** '2 Mar 2026, 10.30' on the clock of the zone. */
export const momentText = (locale: Locale, timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat(languageOf(locale), { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);

export function periodText(locale: Locale, type: Type, { start, end }: Period): string {
  if (type === 'YEARLY') return start.slice(0, 4);
  if (type === 'MONTHLY') return format(locale, { month: 'long', year: 'numeric' }).format(timeOf(start));
  if (start === end) return dayText(locale, start);
  return format(locale, { dateStyle: 'long' }).formatRange(timeOf(start), timeOf(end));
}

export const subjectName = (locale: Locale, subject: Subject): string =>
  translate(locale, `reports.subject.${subject}`);

export const titleOf = (locale: Locale, type: Type, subject: Subject, period: Period): string =>
  `${subjectName(locale, subject)}, ${periodText(locale, type, period)}`;
