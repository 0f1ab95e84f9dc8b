import { newId } from '../../../../kernel/ids.ts';
import { endMovedHolds, putMovedHolds } from '../../../circulation/index.ts';
import { find } from '../ids.ts';
import type { Step } from '../move.ts';
import { codeKey, type Misfit } from '../row.ts';

const ENDED = 'Berakhir di SLiMS';

export const reserves: Step = {
  name: 'reserve',
  table: 'reserve',
  key: 'reserve_id',
  keepsRecord: true,
  runs: (origin) => origin.has('reserve'),
  read: ({ origin }, after) =>
    origin.rows('select * from reserve where reserve_id > ? order by reserve_id limit 500', [Number(after ?? 0)]),
  keyOf: (row) => String(row.reserve_id),
  async store(move, tx, items) {
    const { sql } = tx ?? move.ctx;
    const people = await find(
      move,
      sql,
      'member',
      items.map(({ row }) => codeKey(String(row.member_id))),
    );
    const titles = await find(
      move,
      sql,
      'title',
      items.map(({ row }) => String(row.biblio_id)),
    );
    const made = items.map((item) => {
      const misfits: Misfit[] = [];
      const memberId = people.get(codeKey(String(item.row.member_id))) ?? '';
      const bookId = titles.get(String(item.row.biblio_id)) ?? '';
      if (!memberId) misfits.push({ code: 'member_gone', value: String(item.row.member_id) });
      if (!bookId) misfits.push({ code: 'title_gone', value: String(item.row.biblio_id) });
      const placedAt = move.clock.instant(item.row.reserve_date) ?? move.now;
      return {
        item,
        misfits,
        hold: { id: item.known?.id ?? newId(), bookId, memberId, branchId: move.branchId, placedAt },
      };
    });
    const fresh = made.filter(({ item, misfits }) => !item.known?.id && misfits.length === 0);
    const placed = tx
      ? await putMovedHolds(
          tx,
          fresh.map(({ hold }) => hold),
        )
      : new Set(fresh.map(({ hold }) => hold.id));
    for (const { hold, misfits } of fresh) if (!placed.has(hold.id)) misfits.push({ code: 'hold_twice' });
    if (tx) tx.touch('hold');
    return {
      stored: made.map(({ item, hold, misfits }) => ({
        item,
        id: item.known?.id ?? (placed.has(hold.id) ? hold.id : null),
        misfits,
      })),
    };
  },
  /** SLiMS removes what was fulfilled or given up. */
  async gone(_move, tx, ids) {
    await endMovedHolds(tx, ids, ENDED);
    tx.touch('hold');
  },
};
