import { newId } from '../../../../kernel/ids.ts';
import { localDateIn } from '../../../../lib/calendar/zone.ts';
import { putMovedVisits } from '../../../visits/index.ts';
import { find } from '../ids.ts';
import type { Step } from '../move.ts';
import { dayOf } from '../naive-time.ts';
import { codeKey, fitted, type Misfit, text } from '../row.ts';

/** Older sites have no rooms; their visits say only when. */
export const visitors: Step = {
  name: 'visit',
  table: 'visitor_count',
  key: 'visitor_id',
  keepsRecord: false,
  runs: (origin) => origin.has('visitor_count'),
  read: ({ origin }, after) =>
    origin.rows('select * from visitor_count where visitor_id > ? order by visitor_id limit 1000', [
      Number(after ?? 0),
    ]),
  keyOf: (row) => String(row.visitor_id),
  async store(move, tx, items) {
    const { sql } = tx ?? move.ctx;
    const keys = items.map(({ row }) => (text(row, 'member_id') === null ? null : codeKey(String(row.member_id))));
    const people = await find(move, sql, 'member', keys);
    const made = items.map((item, n) => {
      const misfits: Misfit[] = [];
      const key = keys[n] ?? null;
      const memberId = key === null ? null : (people.get(key) ?? null);
      if (key !== null && memberId === null) misfits.push({ code: 'member_gone', value: String(item.row.member_id) });
      const at = move.clock.instant(item.row.checkin_date);
      if (at === null) misfits.push({ code: 'no_date', value: String(item.row.checkin_date) });
      const room = text(item.row, 'room_code');
      const roomId = room === null ? null : (move.grounds.rooms.get(room.toLowerCase()) ?? null);
      if (room !== null && roomId === null) misfits.push({ code: 'no_room', value: room });
      const visit = {
        id: item.known?.id ?? newId(),
        at: at ?? move.now,
        day: dayOf(item.row.checkin_date) ?? localDateIn('UTC', move.now),
        memberId,
        guestName: memberId === null ? (fitted(misfits, text(item.row, 'member_name'), 100, 'name_cut') ?? null) : null,
        institution: fitted(misfits, text(item.row, 'institution'), 100, 'institution_cut'),
        branchId: move.branchId,
        roomId,
      };
      // A visit is a moment: one that was changed over there stays as it came.
      if (item.known) misfits.push({ code: 'visit_changed' });
      return { item, visit, misfits };
    });
    if (tx)
      await putMovedVisits(
        tx,
        made.filter(({ item }) => !item.known).map(({ visit }) => visit),
      );
    return { stored: made.map(({ item, visit, misfits }) => ({ item, id: visit.id, misfits })) };
  },
};
