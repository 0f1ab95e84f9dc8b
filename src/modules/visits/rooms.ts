import type { Sql } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { Room } from './room.ts';

const ROOM = `id, branch_id as "branchId", code, name, status, version, created_at as "createdAt", updated_at as "updatedAt"`;

const byId = prepared<Room>('visits.room', `select ${ROOM} from visit_rooms where id = $1`);
export const roomById = (sql: Sql, id: string): Promise<Room | undefined> => byId.one(sql, [id]);

const locked = prepared<Room>('visits.room.lock', `select ${ROOM} from visit_rooms where id = $1 for no key update`);
export const lockRoom = (sql: Sql, id: string): Promise<Room | undefined> => locked.one(sql, [id]);

const all = prepared<Room>(
  'visits.rooms',
  `select ${ROOM} from visit_rooms where ($1::uuid is null or branch_id = $1) and (status = 'ACTIVE' or $2)
   order by branch_id, code`,
);
export const roomsOf = (sql: Sql, branchId: string | null, closedToo: boolean): Promise<Room[]> =>
  all.all(sql, [branchId, closedToo]);

const add = prepared<Room>(
  'visits.room.add',
  `insert into visit_rooms (id, branch_id, code, name, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)
   returning ${ROOM}`,
);
export const insertRoom = (sql: Sql, values: [string, string, string, string, Date]) => add.one(sql, values);

const change = prepared<Room>(
  'visits.room.change',
  `update visit_rooms set code = $2, name = $3, status = $4, updated_at = $5, version = version + 1 where id = $1
   returning ${ROOM}`,
);
export const storeRoom = (sql: Sql, room: Room, now: Date) =>
  change.one(sql, [room.id, room.code, room.name, room.status, now]);
