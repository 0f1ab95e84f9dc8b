import type { VerbCtx } from '../../../../kernel/context.ts';
import { newId } from '../../../../kernel/ids.ts';
import { prepared } from '../../../../kernel/prepared.ts';
import {
  type FineReason,
  type MovedFine,
  type MovedPayment,
  owedOf,
  putMovedFines,
  putMovedPayments,
} from '../../../fines/index.ts';
import { find } from '../ids.ts';
import type { Alias, Item, Move, Step, Stored } from '../move.ts';
import { dayOf } from '../naive-time.ts';
import { codeKey, type Misfit, text, whole } from '../row.ts';
import { standInMembers } from './stand-ins.ts';

const LARGEST = 1_000_000_000_000;
const OVERDUE = /overdue|denda|terlambat|keterlambatan/i;
const NOTES = 'SLiMS';

const reasonOf = (description: string | null): FineReason =>
  description === null || OVERDUE.test(description) ? 'OVERDUE' : 'OTHER';
/** Amounts of money are never below nothing, whatever stands there. */
const money = (item: Item, column: string): number => Math.min(LARGEST, Math.max(0, whole(item.row, column)));
const before = (item: Item, column: string): number => {
  if (!item.known) return 0;
  // Erased with its person: whatever was paid is taken for known.
  return Math.max(0, whole(item.known.record ?? item.row, column));
};

interface Made {
  item: Item;
  memberId: string;
  at: Date;
  misfits: Misfit[];
  fine: MovedFine | null;
  /** What was paid since it was last looked at. */
  credit: number;
}

function madeOf(move: Move, item: Item, memberId: string, gone: boolean): Made {
  const misfits: Misfit[] = [];
  const { row } = item;
  if (gone) misfits.push({ code: 'member_gone', value: String(row.member_id) });
  const day = dayOf(row.fines_date);
  if (day === null) misfits.push({ code: 'no_date', value: String(row.fines_date) });
  const at = day === null ? move.now : move.clock.on(day, null);
  if (whole(row, 'debet') < 0 || whole(row, 'credit') < 0) misfits.push({ code: 'negative_money' });
  const debet = money(item, 'debet');
  const description = text(row, 'description');
  if (item.known && before(item, 'debet') !== debet)
    misfits.push({ code: 'debet_changed', value: String(before(item, 'debet')) });
  if (before(item, 'credit') > money(item, 'credit'))
    misfits.push({ code: 'credit_lowered', value: String(before(item, 'credit')) });
  const explanation = { source: NOTES, description, finesId: item.old };
  const fine: MovedFine | null =
    !item.known && debet > 0
      ? {
          id: newId(),
          memberId,
          branchId: move.branchId,
          reason: reasonOf(description),
          amount: debet,
          explanation,
          at,
        }
      : null;
  return { item, memberId, at, misfits, fine, credit: Math.max(0, money(item, 'credit') - before(item, 'credit')) };
}

const ofMembers = prepared<{ id: string; memberId: string }>(
  'slims.fines.of',
  `select f.id, f.member_id as "memberId" from fines f
   where f.member_id = any ($1::uuid[]) and f.paid + f.waived < f.amount and f.cancelled_at is null`,
);

/** Credits pay what their own row charged first, then the oldest that is open; what is left over is kept for the member. */
async function payments(move: Move, tx: VerbCtx, made: readonly Made[]): Promise<MovedPayment[]> {
  const paying = made.filter(({ credit }) => credit > 0);
  if (paying.length === 0) return [];
  const candidates = await ofMembers.all(tx.sql, [[...new Set(paying.map(({ memberId }) => memberId))]]);
  const owed = (
    await owedOf(
      tx.sql,
      candidates.map(({ id }) => id),
    )
  ).map((fine) => ({ ...fine }));
  const all: MovedPayment[] = [];
  for (const { item, memberId, at, fine, credit, misfits } of paying) {
    const own = fine?.id ?? item.known?.id;
    const open = owed.filter((one) => one.memberId === memberId && one.outstanding > 0);
    open.sort((a, b) => Number(b.id === own) - Number(a.id === own));
    let left = credit;
    for (const one of open) {
      const amount = Math.min(left, one.outstanding);
      if (amount === 0) break;
      one.outstanding -= amount;
      left -= amount;
      all.push({
        fineId: one.id,
        memberId,
        branchId: move.branchId,
        amount,
        change: 0,
        at,
        notes: NOTES,
        by: move.sourceId,
      });
    }
    const last = all.at(-1);
    if (left > 0 && last && open.length > 0) last.change += left;
    else if (left > 0) misfits.push({ code: 'credit_without_debt', value: String(left) });
  }
  return all;
}

export const fines: Step = {
  name: 'fine',
  table: 'fines',
  key: 'fines_id',
  keepsRecord: true,
  runs: (origin) => origin.has('fines'),
  // No column says when a row was changed: they are few, and all are looked at each time.
  read: ({ origin }, after) =>
    origin.rows('select * from fines where fines_id > ? order by fines_id limit 1000', [Number(after ?? 0)]),
  keyOf: (row) => String(row.fines_id),
  async store(move, tx, items) {
    const keys = items.map(({ row }) => codeKey(String(row.member_id)));
    const people = await find(move, (tx ?? move.ctx).sql, 'member', keys);
    const lost = items.filter((_item, n) => !people.has(keys[n] ?? ''));
    const aliases: Alias[] = await standInMembers(
      move,
      tx,
      lost.map(({ row }) => ({ number: String(row.member_id), name: null })),
    );
    for (const { old, id } of aliases) people.set(old, id);
    const made = items.map((item, n) => madeOf(move, item, people.get(keys[n] ?? '') ?? '', lost.includes(item)));
    if (tx) {
      await putMovedFines(
        tx,
        made.flatMap(({ fine }) => fine ?? []),
      );
      await putMovedPayments(tx, await payments(move, tx, made));
    }
    const stored = made.map(
      ({ item, fine, misfits }): Stored => ({ item, id: fine?.id ?? item.known?.id ?? null, misfits }),
    );
    return { stored, aliases };
  },
};
