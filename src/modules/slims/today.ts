import type { MysqlReader } from '../../drivers/mysql/reader.ts';
import { addDays, type LocalDate } from '../../lib/calendar/local-date.ts';
import type { Day, TodayCount } from '../statistics/index.ts';

/** Visits are numbered as they come, but one may be written late: so many numbers below the first of a day are looked at too. */
const LATE = 1_000;
const PATIENCE = { timeoutMs: 60_000 };

/** There is no index on the time of a visit; but all visits numbered up to `id` were before `date`. */
export interface Floor {
  date: LocalDate;
  id: number;
}

export const floorAt = (date: LocalDate, before: number): Floor => ({ date, id: Math.max(0, before - LATE) });

/** At the start alone, and in the order the rows lie: half a second for two million; by number it would take ten times as long. */
async function findFloor(reader: MysqlReader, date: LocalDate): Promise<Floor> {
  const sql = 'select min(visitor_id) as first from visitor_count where checkin_date >= ?';
  const last = await lastVisit(reader);
  const [row] = await reader.rows<{ first: number | null }>(sql, [date], PATIENCE);
  return floorAt(date, Math.min((row?.first ?? Number.POSITIVE_INFINITY) - 1, last));
}

async function lastVisit(reader: MysqlReader): Promise<number> {
  const [row] = await reader.rows<{ last: number | null }>('select max(visitor_id) as last from visitor_count');
  return row?.last ?? 0;
}

/** A table that was emptied numbers from the start again. */
async function isStillTrue(reader: MysqlReader, floor: Floor, date: LocalDate): Promise<boolean> {
  return floor.date <= date && (await lastVisit(reader)) >= floor.id;
}

const inDay = 'checkin_date >= ? and checkin_date < ?';
/** One statement, hence one state of the table. */
const countAbove = `select count(if(${inDay}, 1, null)) as total, max(visitor_id) as last,
    min(if(checkin_date >= ?, visitor_id, null)) as first
  from visitor_count where visitor_id > ?`;

interface Counted {
  total: number;
  last: number | null;
  first: number | null;
}

const boundsOf = ({ date }: Day): [string, string] => [`${date} 00:00:00`, `${addDays(date, 1)} 00:00:00`];

/** All visits of the day, and from where to look next time. */
export async function countDay(
  reader: MysqlReader,
  day: Day,
  known: Floor | undefined,
): Promise<{ count: TodayCount; floor: Floor }> {
  const floor = known && (await isStillTrue(reader, known, day.date)) ? known : await findFloor(reader, day.date);
  const [from, until] = boundsOf(day);
  const [row] = await reader.rows<Counted>(countAbove, [from, until, from, floor.id], PATIENCE);
  const { total, last, first } = row ?? { total: 0, last: null, first: null };
  const mark = last ?? floor.id;
  const next = floorAt(day.date, first === null ? mark : first - 1);
  return { count: { total, mark: String(mark) }, floor: next.id > floor.id ? next : { date: day.date, id: floor.id } };
}

/** Only visits numbered above the mark are read. */
export async function countOn(reader: MysqlReader, day: Day, { total, mark }: TodayCount): Promise<TodayCount> {
  const [from, until] = boundsOf(day);
  const sql = `select count(if(${inDay}, 1, null)) as total, max(visitor_id) as last from visitor_count where visitor_id > ?`;
  const [row] = await reader.rows<Counted>(sql, [from, until, Number(mark)]);
  return { total: total + (row?.total ?? 0), mark: String(row?.last ?? mark) };
}
