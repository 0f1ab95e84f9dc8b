import { addDays, type LocalDate } from '../../../lib/calendar/local-date.ts';
import { startOfLocalDay } from '../../../lib/calendar/zone.ts';
import type { Asked } from '../source.ts';

/** Columns of a PersonTotal, from members m and totals n. */
export const PERSON = `m.member_id as "memberId", m.name as "memberName", n.total, m.branch_id as "branchId",
  coalesce(m.consent -> 'publicName' = 'true'::jsonb, false) as "isPublic"`;

/** From the first moment of a day to the last of today. */
export const spanOf = ({ zone, today }: Asked, from: LocalDate): [Date, Date] => [
  startOfLocalDay(zone, from),
  startOfLocalDay(zone, addDays(today, 1)),
];
