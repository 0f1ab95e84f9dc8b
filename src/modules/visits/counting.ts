import { createHash } from 'node:crypto';
import type { Sql } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { LocalDate } from '../../lib/calendar/local-date.ts';
import { TWICE_SECONDS } from './visit.ts';

export interface VisitRow {
  id: string;
  at: Date;
  memberId: string | null;
  guestName: string | null;
  institution: string | null;
  purpose: string | null;
  branchId: string;
  roomId: string | null;
  recordedBy: string | null;
}

/** One statement: of two scans at once the second waits for the first here, and then finds itself too early. */
const count = prepared<{ id: string }>(
  'visits.count',
  `with seen as (
     insert into visit_last_seen as s (who, at, visit_id) values ($1, $3, $2)
     on conflict (who) do update set at = excluded.at, visit_id = excluded.visit_id
       where abs(extract(epoch from excluded.at - s.at)) >= ${TWICE_SECONDS}
     returning visit_id),
   counted as (
     insert into visit_counters as c (day, branch_id, total) select $10, $8, 1 from seen
     on conflict (day, branch_id) do update set total = c.total + 1)
   insert into visits (id, at, kind, member_id, guest_name, institution, purpose, branch_id, room_id, recorded_by)
   select visit_id, $3, case when $4::uuid is null then 'GUEST' else 'MEMBER' end, $4, $5, $6, $7, $8, $9, $11 from seen
   returning id`,
);

/** False: the same person was counted less than a minute before. */
export async function countVisit(sql: Sql, who: string, v: VisitRow, day: LocalDate): Promise<boolean> {
  const person = [v.memberId, v.guestName, v.institution, v.purpose];
  const values = [who, v.id, v.at, ...person, v.branchId, v.roomId, day, v.recordedBy];
  return (await count.one(sql, values)) !== undefined;
}

const last = prepared<{ id: string; at: Date }>(
  'visits.last',
  'select visit_id as id, at from visit_last_seen where who = $1',
);
export const lastVisit = (sql: Sql, who: string): Promise<{ id: string; at: Date } | undefined> => last.one(sql, [who]);

export const memberKey = (memberId: string): string => `member:${memberId}`;

/** A guest is known by name and institution at one branch; only a digest is kept, and only for a day. */
export function guestKey(branchId: string, name: string, institution: string | null): string {
  const text = [branchId, name, institution ?? ''].map((part) => part.normalize('NFKC').toLowerCase()).join('\n');
  return `guest:${createHash('sha256').update(text).digest('base64url')}`;
}
