import { z } from 'zod';
import { holds } from '../../kernel/access.ts';
import { prepared } from '../../kernel/prepared.ts';
import { trimmed, Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { findByRef, memberById } from './queries.ts';

export interface MemberFigures {
  loans: { id: string; bookId: string; title: string; barcode: string; dueDate: string; late: boolean }[] | null;
  holds: { id: string; bookId: string; title: string; status: string }[] | null;
  owed: number;
  credit: number;
  suspensionReason: string | null;
  totalLoans: number;
  /** Of the record that took this one's place. */
  mergedInto: { id: string; name: string; memberId: string } | null;
}

const figures = prepared<MemberFigures>(
  'members.figures',
  `select
     (select jsonb_agg(jsonb_build_object('id', l.id, 'bookId', l.book_id, 'title', b.title, 'barcode', c.barcode,
         'dueDate', l.due_date, 'late', l.due_date < $2) order by l.due_date, l.id)
       from borrowings l join books b on b.id = l.book_id join copies c on c.id = l.copy_id
       where l.member_id = m.id and l.return_date is null and l.status <> 'CANCELLED') as loans,
     (select jsonb_agg(jsonb_build_object('id', h.id, 'bookId', h.book_id, 'title', b.title, 'status', h.status)
         order by h.status, h.queue)
       from holds h join books b on b.id = h.book_id where h.member_id = m.id and h.status in ('WAITING', 'SHELVED')) as holds,
     (select coalesce(sum(f.outstanding), 0)::bigint from fines f
       where f.member_id = m.id and f.paid + f.waived < f.amount and f.cancelled_at is null) as owed,
     (select coalesce(-sum(l.amount), 0)::bigint from ledger_lines l
       where l.member_id = m.id and l.ledger_account = '2100') as credit,
     (select s.reason from member_suspensions s where s.member_id = m.id and s.lifted_at is null limit 1) as "suspensionReason",
     (select count(*)::int from borrowings l where l.member_id = m.id and l.status <> 'CANCELLED') as "totalLoans",
     (select jsonb_build_object('id', k.id, 'name', k.name, 'memberId', k.member_id) from members k where k.id = m.merged_into) as "mergedInto"
   from members m where m.id = $1`,
);

/** What stands beside a member's record: what is out, waits and is owed; each for those who may see it. */
export const figuresOf = view({
  name: 'members.figures',
  permission: 'member:read',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<MemberFigures> {
    await memberById(ctx, id, ctx.scope);
    const found = await figures.one(ctx.sql, [id, ctx.now]);
    const [loans, money] = [holds(ctx.actor, 'borrowing:read'), holds(ctx.actor, 'fine:read')];
    return {
      loans: loans ? (found?.loans ?? []) : null,
      holds: loans ? (found?.holds ?? []) : null,
      owed: money ? (found?.owed ?? 0) : 0,
      credit: money ? (found?.credit ?? 0) : 0,
      suspensionReason: found?.suspensionReason ?? null,
      totalLoans: loans ? (found?.totalLoans ?? 0) : 0,
      mergedInto: found?.mergedInto ?? null,
    };
  },
});

export interface MemberChoices {
  types: { value: string; label: string }[];
  branches: { value: string; label: string }[];
  classes: string[];
}

const choices = prepared<MemberChoices>(
  'members.choices',
  `select
     (select coalesce(jsonb_agg(jsonb_build_object('value', id, 'label', name) order by name), '[]'::jsonb)
       from member_types where status = 'ACTIVE') as types,
     (select coalesce(jsonb_agg(jsonb_build_object('value', id, 'label', name) order by code), '[]'::jsonb)
       from branches where status = 'ACTIVE' and ($1::uuid[] is null or id = any ($1))) as branches,
     (select coalesce(jsonb_agg(class_name order by class_name), '[]'::jsonb)
       from (select distinct class_name from members where class_name is not null and status <> 'DELETED' limit 200) c) as classes`,
);

/** What can be chosen in forms about members: open types and branches, classes there are. */
export const memberChoices = view({
  name: 'members.choices',
  permission: 'member:read',
  input: z.strictObject({}),
  async run(ctx): Promise<MemberChoices> {
    const { scope } = ctx;
    const found = await choices.one(ctx.sql, [scope.kind === 'branches' ? scope.ids : null]);
    return found ?? { types: [], branches: [], classes: [] };
  },
});

/** Who is meant by a number on a card, the number of a merged record too; nobody outside the reach. */
export const findMember = view({
  name: 'members.find',
  permission: 'member:read',
  input: z.strictObject({ ref: trimmed(40, 0) }),
  async run(ctx, { ref }): Promise<{ id: string; memberId: string; name: string } | null> {
    const found = ref ? await findByRef(ctx.sql, ref, ctx.scope) : undefined;
    return found ? { id: found.id, memberId: found.memberId, name: found.name } : null;
  },
});
