import type { App } from '../../../kernel/context.ts';
import { addDays, type LocalDate } from '../../../lib/calendar/local-date.ts';
import { startOfLocalDay } from '../../../lib/calendar/zone.ts';
import type { Asked, PersonTotal, VisitorFigures } from '../source.ts';
import { patiently } from './patient.ts';
import { PERSON, spanOf } from './people.ts';

const BY_DAY = `select width_bucket(at, $1::timestamptz[]) as day, count(*)::int as total
  from visits where at >= $2 and at < $3 group by 1`;

/** A month at a time, which is one partition or two. */
async function countDays(app: App, asked: Asked): Promise<Map<LocalDate, number>> {
  const days = new Map<LocalDate, number>();
  for (const month of monthsOf(asked)) {
    asked.signal.throwIfAborted();
    const begins = [...month, addDays(month.at(-1) ?? asked.today, 1)].map((day) => startOfLocalDay(asked.zone, day));
    const values = [begins.map((moment) => moment.toISOString()), begins[0], begins.at(-1)];
    const rows = await patiently<{ day: number; total: number }>(app, BY_DAY, values);
    for (const { day, total } of rows) days.set(month[day - 1] ?? asked.today, total);
  }
  return days;
}

function* monthsOf({ since, today }: Asked): Generator<LocalDate[]> {
  let month: LocalDate[] = [];
  for (let day = since; day <= today; day = addDays(day, 1)) {
    if (month[0] && !day.startsWith(month[0].slice(0, 7))) {
      yield month;
      month = [];
    }
    month.push(day);
  }
  yield month;
}

const TOP = `select ${PERSON}
  from (select member_id, count(*)::int as total from visits where at >= $1 and at < $2 and member_id is not null
    group by member_id) n
  join members m on m.id = n.member_id and m.erased_at is null
  order by n.total desc, m.member_id collate "C" limit $3`;

async function top(app: App, asked: Asked, from: LocalDate): Promise<PersonTotal[]> {
  asked.signal.throwIfAborted();
  return patiently<PersonTotal>(app, TOP, [...spanOf(asked, from), asked.top]);
}

export async function visitors(app: App, asked: Asked): Promise<VisitorFigures> {
  const days = await countDays(app, asked);
  return {
    days,
    top: { month: await top(app, asked, asked.monthStart), year: await top(app, asked, asked.yearStart) },
  };
}
