import type { MysqlReader } from '../../drivers/mysql/reader.ts';
import type { Asked, VisitorFigures } from '../statistics/index.ts';
import { ranges } from './ranges.ts';
import { count, type Totals, topPeople } from './rankings.ts';
import type { SlimsSchema } from './schema.ts';

interface Row {
  visit_day: string;
  who: string | null;
  total: number;
  first_id: number;
}

/** The reader is looked up for visits of this year only: older ones are in no ranking. */
const visitsSql = (schema: SlimsSchema): string => `
  select date(v.checkin_date) as visit_day, m.member_id as who, count(*) as total, min(v.visitor_id) as first_id
  from visitor_count v
  left join member m on m.member_id = ${schema.as('member.member_id', 'if(v.checkin_date >= ?, v.member_id, null)')}
  where v.visitor_id > ? and v.visitor_id <= ? and v.checkin_date >= ?
  group by visit_day, who order by null`;

const PATIENCE = { timeoutMs: 60_000 };

export interface VisitsCounted {
  figures: VisitorFigures;
  /** Every visit numbered up to here is of a day before `asked.today`. */
  before: number;
}

/** One pass over all visits. */
export async function countVisits(reader: MysqlReader, schema: SlimsSchema, asked: Asked): Promise<VisitsCounted> {
  const days: Totals<string> = new Map();
  const month: Totals<string> = new Map();
  const year: Totals<string> = new Map();
  let firstOfToday = Number.POSITIVE_INFINITY;
  let last = 0;
  for await (const { after, until } of ranges(reader, 'visitor_count', 'visitor_id', asked.signal)) {
    const values = [asked.yearStart, after, until, asked.since];
    for (const row of await reader.rows<Row>(visitsSql(schema), values, PATIENCE)) {
      if (row.visit_day >= asked.today) firstOfToday = Math.min(firstOfToday, row.first_id);
      if (row.visit_day > asked.today) continue;
      count(days, row.visit_day, row.total);
      if (row.who !== null && row.visit_day >= asked.yearStart) count(year, row.who, row.total);
      if (row.who !== null && row.visit_day >= asked.monthStart) count(month, row.who, row.total);
    }
    last = until;
  }
  const top = { month: await topPeople(reader, month, asked.top), year: await topPeople(reader, year, asked.top) };
  return { figures: { days, top }, before: Math.min(firstOfToday - 1, last) };
}
