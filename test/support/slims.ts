import { randomUUID } from 'node:crypto';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { wallClock } from '../../src/lib/calendar/zone.ts';
import { MARIADB } from './services.ts';
import { loadSlims } from './slims-dump.ts';
import type { Visited, World } from './statistics-recount.ts';

export interface SlimsDatabase {
  /** Of a user who may read this database and nothing else. */
  url: string;
  user: string;
  /** Of whoever may do everything, in this database. */
  admin: Connection;
  rows<T>(sql: string, values?: unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

/** A SLiMS 9.7 that was used for a year, in a database of its own. */
export async function slimsDatabase(): Promise<SlimsDatabase> {
  const name = `slims_${randomUUID().replaceAll('-', '')}`;
  const user = `reader_${name.slice(-12)}`;
  const admin = await createConnection({ uri: MARIADB.url ?? '', multipleStatements: true, dateStrings: true });
  await admin.query(`create database ${name}; use ${name}`);
  await loadSlims(admin);
  const password = randomUUID();
  await admin.query(
    `create user ${user}@127.0.0.1 identified by '${password}'; grant select on ${name}.* to ${user}@127.0.0.1`,
  );
  const url = new URL(MARIADB.url ?? '');
  Object.assign(url, { username: user, password, pathname: `/${name}` });
  return {
    url: url.href,
    user,
    admin,
    async rows<T>(sql: string, values: unknown[] = []) {
      const [rows] = await admin.query<RowDataPacket[]>(sql, values);
      return rows as T[];
    },
    async drop() {
      await admin.query(`drop database ${name}; drop user ${user}@127.0.0.1`);
      await admin.end();
    },
  };
}

const TABLES = ['visitor_count', 'loan', 'loan_history', 'item', 'biblio', 'member'];

/** As SLiMS writes a time: the clock on its wall. */
export const naive = (zone: string, at: Date): string =>
  wallClock(zone, at).toISOString().slice(0, 19).replace('T', ' ');

/** Takes the place of what was there. A renewed loan that is open has a return date, as in SLiMS. */
export async function fillSlims({ admin }: SlimsDatabase, world: World): Promise<void> {
  const day = (at: Date): string => naive(world.zone, at).slice(0, 10);
  await admin.query(TABLES.map((table) => `truncate ${table}`).join('; '));
  const insert = async (into: string, rows: unknown[][]): Promise<void> => {
    if (rows.length > 0) await admin.query(`insert into ${into} values ?`, [rows]);
  };
  await insert(
    'member (member_id, member_name, gender, expire_date)',
    world.members.map(({ number, name }) => [number, name, 0, '2030-12-31']),
  );
  await insert(
    'biblio (biblio_id, title)',
    world.titles.map(({ key, title }) => [titleNumber(key), title]),
  );
  const items = world.titles.flatMap(({ key, copies }) =>
    copies.map((copy) => [copy, titleNumber(key), '0', '2020-01-01']),
  );
  await insert('item (item_code, biblio_id, item_status_id, input_date)', items);
  await addVisits(admin, world.zone, world.visits);
  await insert(
    'loan (item_code, member_id, loan_date, due_date, renewed, is_lent, is_return, return_date)',
    world.loans.map(({ copy, member, lentAt, returnedAt, renewals }) => {
      const back = returnedAt ?? (renewals > 0 ? lentAt : null);
      return [copy, member, day(lentAt), day(lentAt), renewals, 1, returnedAt ? 1 : 0, back && day(back)];
    }),
  );
}

export const titleNumber = (key: string): number => Number(key.slice(1)) + 1;

export async function addVisits(admin: Connection, zone: string, visits: readonly Visited[]): Promise<void> {
  const rows = visits.map(({ at, member }) => [member, member ?? 'Tamu', naive(zone, at)]);
  if (rows.length > 0)
    await admin.query('insert into visitor_count (member_id, member_name, checkin_date) values ?', [rows]);
}
