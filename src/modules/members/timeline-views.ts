import { z } from 'zod';
import { holds } from '../../kernel/access.ts';
import { failure } from '../../kernel/errors.ts';
import { decodeCursor, encodeCursor } from '../../kernel/page.ts';
import { prepared } from '../../kernel/prepared.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { memberById } from './queries.ts';

/** Something that happened to a member, whatever table remembers it. */
export interface TimelineEvent {
  at: Date;
  /** 'LENT', 'RETURNED', 'PAID', …; of a changed record what the fact says: 'member.updated'. */
  kind: string;
  key: string;
  subject: string | null;
  detail: string | null;
  amount: number | null;
  /** The book, fine or payment it is about. */
  ref: string | null;
  by: string | null;
}
type Row = TimelineEvent & { place: string };

/** Each source gives its newest after the cursor, all of them are merged: the page costs the same however long the story. */
const SOURCES: readonly { needs: 'loans' | 'money' | 'record'; select: string; at: string; from: string }[] = [
  {
    needs: 'loans',
    at: 'l.borrow_date',
    select: `case when l.status = 'CANCELLED' then 'LENT_UNDONE' else 'LENT' end, 'a' || l.id, b.title, c.barcode, null::bigint, l.book_id, l.processed_by`,
    from: `borrowings l join books b on b.id = l.book_id join copies c on c.id = l.copy_id where l.member_id = $1`,
  },
  {
    needs: 'loans',
    at: 'l.return_date',
    select: `case l.outcome when 'LOST' then 'LOST' when 'DAMAGED' then 'DAMAGED' else 'RETURNED' end, 'b' || l.id, b.title, c.barcode, nullif(l.fine, 0), l.book_id, l.returned_by`,
    from: `borrowings l join books b on b.id = l.book_id join copies c on c.id = l.copy_id where l.member_id = $1 and l.return_date is not null`,
  },
  {
    needs: 'loans',
    at: 'h.placed_at',
    select: `'HOLD_PLACED', 'c' || h.id, b.title, null, null::bigint, h.book_id, h.placed_by`,
    from: `holds h join books b on b.id = h.book_id where h.member_id = $1`,
  },
  {
    needs: 'loans',
    at: 'h.closed_at',
    select: `'HOLD_' || h.status, 'd' || h.id, b.title, h.close_reason, null::bigint, h.book_id, h.closed_by`,
    from: `holds h join books b on b.id = h.book_id where h.member_id = $1 and h.closed_at is not null`,
  },
  {
    needs: 'loans',
    at: 'n.sent_at',
    select: `'REMINDED', 'l' || n.borrowing_id || n.day, b.title, null, null::bigint, l.book_id, n.sent_by`,
    from: `borrowings l join borrowing_reminders n on n.borrowing_id = l.id join books b on b.id = l.book_id where l.member_id = $1`,
  },
  {
    needs: 'money',
    at: 'f.created_at',
    select: `case when f.cancelled_at is null then 'CHARGED_' else 'UNCHARGED_' end || f.reason, 'e' || f.id, coalesce(b.title, f.explanation ->> 'description'), null, f.amount, f.id, null::uuid`,
    from: `fines f left join borrowings l on l.id = f.borrowing_id left join books b on b.id = l.book_id where f.member_id = $1`,
  },
  {
    needs: 'money',
    at: 'p.payment_date',
    select: `'PAID', 'f' || p.id, p.method, p.reference, p.amount + p.change_credited, p.fine_id, p.processed_by`,
    from: `fine_payments p where p.member_id = $1`,
  },
  {
    needs: 'money',
    at: 'w.waived_at',
    select: `'WAIVED', 'g' || w.id, w.reason, null, w.amount, w.fine_id, w.waived_by`,
    from: `fines f join fine_waivers w on w.fine_id = f.id where f.member_id = $1`,
  },
  {
    needs: 'money',
    at: 'r.decided_at',
    select: `'REFUNDED', 'h' || r.id, r.reason, null, r.amount, p.fine_id, r.decided_by`,
    from: `fine_payments p join fine_refunds r on r.payment_id = p.id where p.member_id = $1 and r.status = 'APPROVED'`,
  },
  {
    needs: 'record',
    at: 's.created_at',
    select: `'SUSPENDED', 'i' || s.id, s.reason, concat_ws(' – ', s.starts_on::text, s.ends_on::text), null::bigint, null::uuid, s.created_by`,
    from: `member_suspensions s where s.member_id = $1`,
  },
  {
    needs: 'record',
    at: 's.lifted_at',
    select: `'LIFTED', 'j' || s.id, null, null, null::bigint, null::uuid, s.lifted_by`,
    from: `member_suspensions s where s.member_id = $1 and s.lifted_at is not null`,
  },
  {
    needs: 'record',
    at: 'f.at',
    select: `f.action, 'k' || f.id, array_to_string(f.changed, ', '), null, null::bigint, null::uuid, f.actor_id`,
    from: `facts f where f.entity_type = 'member' and f.entity_id = $1::text
      and f.action not in ('member.viewed', 'member.suspended', 'member.suspension_began', 'member.activated')`,
  },
];

const one = ({ at, select, from }: (typeof SOURCES)[number], needs: string): string =>
  `(select ${at} as at, ${select} from ${from} and $${needs}::boolean
     and ($2::timestamptz is null or ${at} <= $2) order by ${at} desc limit $7 + 1)`;

const NEEDS = { loans: '4', money: '5', record: '6' } as const;
const story = prepared<Row>(
  'members.timeline',
  `with past(at, kind, key, subject, detail, amount, ref, actor) as (${SOURCES.map((source) => one(source, NEEDS[source.needs])).join(' union all ')})
   select p.at, p.at::text as place, p.kind, p.key, p.subject, p.detail, p.amount, p.ref, a.name as by
   from past p left join accounts a on a.id = p.actor
   where $2::timestamptz is null or (p.at, p.key) < ($2, $3) order by p.at desc, p.key desc limit $7 + 1`,
);

export interface Timeline {
  events: TimelineEvent[];
  next: string | null;
}

/** Everything that happened to a member, newest first: loans, returns, money, suspensions, holds, changes of the record. */
export const timelineOf = view({
  name: 'members.timeline',
  permission: 'member:read',
  input: z.strictObject({
    id: Uuid,
    cursor: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  async run(ctx, { id, cursor, limit }): Promise<Timeline> {
    await memberById(ctx, id, ctx.scope);
    const [at, key] = cursor === undefined ? [null, null] : placeIn(cursor);
    const may = ['borrowing:read', 'fine:read', 'member:update'].map((permission) => holds(ctx.actor, permission));
    const rows = await story.all(ctx.sql, [id, at, key, ...may, limit]);
    const events = rows.slice(0, limit);
    const last = events.at(-1);
    const next = rows.length > limit && last ? encodeCursor([last.place, last.key]) : null;
    return { events: events.map(({ place: _place, ...event }) => event), next };
  },
});

/** As PostgreSQL writes it, to the microsecond. */
const MOMENT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/;

function placeIn(cursor: string): [string, string] {
  const [at, key] = decodeCursor(cursor, 2).map(String);
  if (!at || !key || !MOMENT.test(at)) throw failure('VALIDATION_ERROR', 'kernel.bad_cursor', { field: 'cursor' });
  return [at, key];
}
