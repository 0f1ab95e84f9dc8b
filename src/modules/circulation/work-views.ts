import { z } from 'zod';
import { holds as may } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { offsetOf, type Page, PageQuery, pageOf } from '../../kernel/page.ts';
import { prepared } from '../../kernel/prepared.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';

/** Branches within the reach; null = all. */
const reach = ({ scope }: Ctx): readonly string[] | null =>
  scope.kind === 'all' ? null : scope.kind === 'branches' ? scope.ids : [];

export interface LateReader {
  /** Of the loan. */
  id: string;
  className: string | null;
  memberType: string;
  branch: string;
  hasEmail: boolean;
  phone: string | null;
  remindedAt: Date | null;
}
const lateReaders = prepared<LateReader>(
  'circulation.late.readers',
  `select o.id, m.class_name as "className", t.name as "memberType", b.name as branch, m.email is not null as "hasEmail",
     case when $2 then m.phone end as phone,
     (select max(r.sent_at) from borrowing_reminders r where r.borrowing_id = o.id) as "remindedAt"
   from borrowings o join members m on m.id = o.member_id join member_types t on t.id = m.member_type_id
     join branches b on b.id = o.branch_id
   where o.id = any ($1::uuid[]) and ($3::uuid[] is null or o.branch_id = any ($3))`,
);

/** Who has late loans, for those who write to them. */
export const readersOf = view({
  name: 'circulation.late.readers',
  permission: 'borrowing:read',
  input: z.strictObject({ ids: z.array(Uuid).max(100) }),
  run: (ctx, { ids }): Promise<LateReader[]> =>
    lateReaders.all(ctx.sql, [ids, may(ctx.actor, 'member:read'), reach(ctx)]),
});

export interface Places {
  branches: { value: string; label: string }[];
  /** Classes in which something is late. */
  classes: string[];
  late: number;
}
const places = prepared<Places>(
  'circulation.late.places',
  `with late as materialized (
     select m.class_name from borrowings o join members m on m.id = o.member_id
     where o.return_date is null and o.status <> 'CANCELLED' and o.due_date < $1 and ($2::uuid[] is null or o.branch_id = any ($2)))
   select (select coalesce(jsonb_agg(jsonb_build_object('value', id, 'label', name) order by code), '[]'::jsonb)
       from branches where status = 'ACTIVE' and ($2::uuid[] is null or id = any ($2))) as branches,
     (select coalesce(jsonb_agg(class_name order by class_name), '[]'::jsonb)
       from (select distinct class_name from late where class_name is not null) c) as classes,
     (select count(*)::int from late) as late`,
);

/** Where something is late, for the filters of the list. */
export const latePlaces = view({
  name: 'circulation.late.places',
  permission: 'borrowing:read',
  input: z.strictObject({}),
  run: async (ctx): Promise<Places> =>
    (await places.one(ctx.sql, [ctx.now, reach(ctx)])) ?? { branches: [], classes: [], late: 0 },
});

export interface ShelfHold {
  id: string;
  title: string;
  callNumber: string | null;
  bookId: string;
  memberId: string;
  memberNumber: string;
  memberName: string;
  pickupBranchId: string;
  branch: string;
  barcode: string | null;
  placedAt: Date;
  shelvedAt: Date | null;
  expiresAt: Date | null;
  position: number | null;
  /** A free copy at the pick-up branch, to be fetched for the first in the queue. */
  fetch: { barcode: string; location: string | null } | null;
}

export const SHELF_LISTS = ['menunggu', 'siap', 'berakhir'] as const;
const DAY_MS = 86_400_000;

const CONDITION: Record<(typeof SHELF_LISTS)[number], string> = {
  menunggu: `h.status = 'WAITING' and $4::timestamptz is not null`,
  siap: `h.status = 'SHELVED' and $4::timestamptz is not null`,
  berakhir: `h.status = 'SHELVED' and h.expires_at < $4::timestamptz`,
};
/** A free copy at the pick-up branch that may be lent: it can be fetched now, for who is first. */
const FREE_COPY = `from copies f join collection_types t on t.id = f.collection_type_id
  where f.book_id = h.book_id and f.branch_id = h.pickup_branch_id and f.status = 'AVAILABLE' and t.loanable`;
const AHEAD = `from holds o where o.book_id = h.book_id and o.status = 'WAITING' and o.queue < h.queue`;

const shelf = (list: keyof typeof CONDITION, order: string) =>
  prepared<ShelfHold>(
    `circulation.shelf.${list}`,
    `with found as materialized (
       select h.* from holds h where ${CONDITION[list]} and ($1::uuid[] is null or h.pickup_branch_id = any ($1))
         and ($2::uuid is null or h.pickup_branch_id = $2) order by ${order}, h.id limit $3 + 1 offset $5)
     select h.id, b.title, b.call_number as "callNumber", h.book_id as "bookId", h.member_id as "memberId",
       m.member_id as "memberNumber", m.name as "memberName", h.pickup_branch_id as "pickupBranchId", p.name as branch,
       c.barcode, h.placed_at as "placedAt", h.shelved_at as "shelvedAt", h.expires_at as "expiresAt", q.position,
       case when q.position = 1 then (select jsonb_build_object('barcode', f.barcode, 'location', f.location) ${FREE_COPY}
         order by f.barcode limit 1) end as fetch
     from found h join books b on b.id = h.book_id join members m on m.id = h.member_id
       join branches p on p.id = h.pickup_branch_id left join copies c on c.id = h.copy_id
       left join lateral (select count(*)::int + 1 as position ${AHEAD}) q on h.status = 'WAITING'
     order by ${order}, h.id`,
  );
const LISTS = {
  // What can be fetched now stands first.
  menunggu: shelf('menunggu', `(exists (select 1 ${FREE_COPY}) and not exists (select 1 ${AHEAD})) desc, h.queue`),
  siap: shelf('siap', 'h.expires_at'),
  berakhir: shelf('berakhir', 'h.expires_at'),
};

const counts = prepared<Record<(typeof SHELF_LISTS)[number], number>>(
  'circulation.shelf.counts',
  `select count(*) filter (where status = 'WAITING')::int as menunggu, count(*) filter (where status = 'SHELVED')::int as siap,
     count(*) filter (where status = 'SHELVED' and expires_at < $3)::int as berakhir
   from holds where status in ('WAITING', 'SHELVED') and ($1::uuid[] is null or pickup_branch_id = any ($1))
     and ($2::uuid is null or pickup_branch_id = $2)`,
);

/** The hold shelf and the queue before it: what to fetch, what is ready, what must be cleared away. */
export const holdShelf = view({
  name: 'circulation.shelf',
  permission: 'hold:read',
  input: PageQuery.extend({ list: z.enum(SHELF_LISTS).default('menunggu'), branchId: Uuid.optional() }).strict(),
  async run(ctx, input): Promise<Page<ShelfHold> & { counts: Record<string, number> }> {
    const soon = new Date(ctx.now.getTime() + DAY_MS);
    const where = [reach(ctx), input.branchId ?? null];
    const rows = await LISTS[input.list].all(ctx.sql, [...where, input.limit, soon, offsetOf(input)]);
    const counted = (await counts.one(ctx.sql, [...where, soon])) ?? { menunggu: 0, siap: 0, berakhir: 0 };
    return { ...pageOf(rows, input, (row) => [row.id], counted[input.list]), counts: counted };
  },
});
