import { z } from 'zod';
import { prepared } from '../../kernel/prepared.ts';
import { trimmed, Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { localDateIn } from '../../lib/calendar/zone.ts';
import { parseIsbn } from '../../lib/isbn.ts';
import { calendarOf } from '../settings/index.ts';
import type { Rule } from './borrowing.ts';
import { type Check, memberChecks } from './checks.ts';
import { memberNotFound } from './errors.ts';
import { memberSituation } from './owing.ts';
import type { Borrowing } from './replies.ts';
import { MEMBER, type MemberRow, RULE_FOR } from './situation.ts';
import { openLoansOf } from './views.ts';

export interface ReadyHold {
  id: string;
  title: string;
  barcode: string | null;
  branch: string;
  expiresAt: string | null;
}

interface Row extends MemberRow {
  branchId: string;
  branch: string;
  memberType: string;
  className: string | null;
  hasPhoto: boolean;
  notes: string | null;
  /** What the library holds for the member, in rupiah. */
  credit: number;
  waiting: number;
  ready: ReadyHold[] | null;
  rule: Rule | null;
}

const row = prepared<Row>(
  'circulation.desk.member',
  `select ${MEMBER('$2')}, m.branch_id as "branchId", r.name as branch, t.name as "memberType", m.class_name as "className",
     m.photo is not null as "hasPhoto", m.notes,
     (select coalesce(-sum(l.amount), 0)::bigint from ledger_lines l
       where l.member_id = m.id and l.ledger_account = '2100') as credit,
     (select count(*)::int from holds h where h.member_id = m.id and h.status = 'WAITING') as waiting,
     (select jsonb_agg(jsonb_build_object('id', h.id, 'title', b.title, 'barcode', c.barcode, 'branch', p.name,
         'expiresAt', h.expires_at) order by h.shelved_at)
       from holds h join books b on b.id = h.book_id join branches p on p.id = h.pickup_branch_id
       left join copies c on c.id = h.copy_id where h.member_id = m.id and h.status = 'SHELVED') as ready,
     ${RULE_FOR('coalesce($3::uuid, m.branch_id)', 'm.member_type_id', 'null::uuid', 'null::text')} as rule
   from members m join member_types t on t.id = m.member_type_id join branches r on r.id = m.branch_id
   where m.id = $1 and m.status <> 'DELETED'`,
);

/** A member as the desk needs to see him, in the order in which it matters. */
export interface AtDesk extends Omit<Row, 'late' | 'ready'> {
  owed: number;
  checks: Check[];
  loans: Borrowing[];
  ready: ReadyHold[];
}

export const memberAtDesk = view({
  name: 'circulation.desk.member',
  permission: 'borrowing:create',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<AtDesk> {
    const branchId = ctx.actor.kind === 'account' ? ctx.actor.branchId : null;
    const found = await row.one(ctx.sql, [id, ctx.now, branchId]);
    if (!found) throw memberNotFound();
    const [situation, calendar, loans] = await Promise.all([
      memberSituation(ctx, found),
      calendarOf(ctx, found.branchId),
      openLoansOf(ctx, id),
    ]);
    const checks = memberChecks(situation, localDateIn(calendar.timeZone, ctx.now));
    return { ...found, ready: found.ready ?? [], owed: situation.owed, checks, loans };
  },
});

interface Known {
  memberId: string | null;
  copy: { id: string; bookId: string; status: string; borrowerId: string | null } | null;
}
const known = prepared<Known>(
  'circulation.desk.known',
  `select (select id from members where lower(member_id) = lower($1) and status <> 'DELETED') as "memberId",
     (select jsonb_build_object('id', c.id, 'bookId', c.book_id, 'status', c.status, 'borrowerId',
         (select l.member_id from borrowings l where l.copy_id = c.id and l.return_date is null and l.status <> 'CANCELLED'))
       from copies c where lower(c.barcode) = lower($1)) as copy`,
);

export type Scanned =
  | { kind: 'member'; id: string }
  | { kind: 'copy'; bookId: string; onLoan: boolean }
  | { kind: 'isbn'; isbn: string }
  | { kind: 'words' };

/** What was scanned or typed: a card, a barcode, an ISBN, or words of a name. A card and a barcode alike: the barcode. */
export const recognise = view({
  name: 'circulation.desk.recognise',
  permission: 'borrowing:create',
  input: z.strictObject({ code: trimmed(200) }),
  async run(ctx, { code }): Promise<Scanned> {
    const found = await known.one(ctx.sql, [code]);
    if (found?.copy) return { kind: 'copy', bookId: found.copy.bookId, onLoan: found.copy.borrowerId !== null };
    if (found?.memberId) return { kind: 'member', id: found.memberId };
    const isbn = parseIsbn(code);
    return isbn ? { kind: 'isbn', isbn: isbn.isbn13 } : { kind: 'words' };
  },
});

export interface Candidate {
  id: string;
  memberId: string;
  name: string;
  about: string;
}
const named = prepared<Candidate>(
  'circulation.desk.named',
  `select m.id, m.member_id as "memberId", m.name, concat_ws(' · ', t.name, m.class_name) as about
   from members m join member_types t on t.id = m.member_type_id
   where m.status <> 'DELETED'
     and lower(m.name || ' ' || m.member_id || ' ' || coalesce(m.identity_number, '') || ' ' || coalesce(m.email, ''))
       like '%' || lower($1) || '%'
   order by lower(m.name) not like lower($1) || '%', lower(m.name), m.id limit 9`,
);

/** Members whose names hold these words; nine at most, as many as there are digits to choose with. */
export const membersNamed = view({
  name: 'circulation.desk.named',
  permission: 'borrowing:create',
  input: z.strictObject({ words: trimmed(100) }),
  run: (ctx, { words }): Promise<Candidate[]> => named.all(ctx.sql, [words.replace(/[\\%_]/g, '\\$&')]),
});

export interface CopyOfIsbn {
  barcode: string;
  title: string;
  status: string;
  branch: string;
}
const ofIsbn = prepared<CopyOfIsbn>(
  'circulation.desk.isbn',
  `select c.barcode, b.title, c.status, r.name as branch from books b join copies c on c.book_id = b.id
     join branches r on r.id = c.branch_id
   where b.isbn = $1 and b.status <> 'ARCHIVED' and c.status <> 'WITHDRAWN'
   order by c.status <> 'AVAILABLE', c.barcode limit 9`,
);
export const copiesOfIsbn = view({
  name: 'circulation.desk.isbn',
  permission: 'borrowing:create',
  input: z.strictObject({ isbn: trimmed(13) }),
  run: (ctx, { isbn }): Promise<CopyOfIsbn[]> => ofIsbn.all(ctx.sql, [isbn]),
});
