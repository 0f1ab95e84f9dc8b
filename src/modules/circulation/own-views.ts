import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { failure } from '../../kernel/errors.ts';
import { prepared } from '../../kernel/prepared.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { localDateIn } from '../../lib/calendar/zone.ts';
import { calendarOf } from '../settings/index.ts';
import type { Rule } from './borrowing.ts';
import { type Check, type MemberSituation, memberChecks } from './checks.ts';
import { bookNotFound } from './errors.ts';
import { memberSituation } from './owing.ts';
import type { Borrowing } from './replies.ts';
import { MEMBER, type MemberRow, RULE_FOR } from './situation.ts';
import { openLoansOf } from './views.ts';

/** The card behind whoever is signed in; who works here without one has no pages of his own. */
export function cardOf(ctx: Ctx): string {
  const id = ctx.actor.kind === 'account' ? ctx.actor.memberId : null;
  if (id === null) throw failure('FORBIDDEN', 'circulation.own.no_card');
  return id;
}

interface Row extends MemberRow {
  branchId: string;
  ready: number;
  rule: Rule | null;
}
const row = prepared<Row>(
  'circulation.own.member',
  `select ${MEMBER('$2')}, m.branch_id as "branchId",
     (select count(*)::int from holds h where h.member_id = m.id and h.status = 'SHELVED') as ready,
     ${RULE_FOR('m.branch_id', 'm.member_type_id', 'null::uuid', 'null::text')} as rule
   from members m where m.id = $1 and m.status <> 'DELETED'`,
);

export interface OwnLoan extends Borrowing {
  /** Why the member cannot renew it himself; null where he can try. */
  whyNotRenew: string | null;
}
export interface OwnLoans {
  loans: OwnLoan[];
  checks: Check[];
  owed: number;
  ready: number;
  maxLoans: number | null;
}

/** What one has out, and what stands in the way of keeping it longer. */
export const ownLoans = view({
  name: 'circulation.own.loans',
  permission: 'borrowing:read',
  input: z.strictObject({}),
  async run(ctx): Promise<OwnLoans> {
    const memberId = cardOf(ctx);
    const found = await row.one(ctx.sql, [memberId, ctx.now]);
    if (!found) throw failure('FORBIDDEN', 'circulation.own.no_card');
    const situation = await memberSituation(ctx, found);
    const today = localDateIn((await calendarOf(ctx, found.branchId)).timeZone, ctx.now);
    const checks = memberChecks(situation, today);
    const loans = (await openLoansOf(ctx, memberId)).map((loan) => ({
      ...loan,
      whyNotRenew: whyNotRenew(loan, situation, checks),
    }));
    return { loans, checks, owed: situation.owed, ready: found.ready, maxLoans: found.rule?.maxLoans ?? null };
  },
});

/** A member cannot answer what the desk would be asked, so a question is a no. */
function whyNotRenew(loan: Borrowing, person: MemberSituation, checks: readonly Check[]): string | null {
  if (loan.why.renew) return loan.why.renew;
  if (loan.claimedReturnedAt) return 'circulation.claimed_returned';
  if (loan.status === 'OVERDUE') return 'circulation.renew_overdue';
  const block = checks.find((check) => check.strength === 'block');
  if (block) return block.code;
  return person.owed > 0 ? 'circulation.member_owes' : null;
}

export interface OwnHold {
  id: string;
  bookId: string;
  title: string;
  author: string;
  branch: string;
  status: 'WAITING' | 'SHELVED' | 'FULFILLED' | 'CANCELLED' | 'EXPIRED';
  position: number | null;
  placedAt: Date;
  expiresAt: Date | null;
  closedAt: Date | null;
}
const holds = prepared<OwnHold>(
  'circulation.own.holds',
  `select h.id, h.book_id as "bookId", b.title, b.author, r.name as branch, h.status, h.placed_at as "placedAt",
     h.expires_at as "expiresAt", h.closed_at as "closedAt",
     case when h.status = 'WAITING' then (select count(*)::int + 1 from holds o
       where o.book_id = h.book_id and o.status = 'WAITING' and o.queue < h.queue) end as position
   from holds h join books b on b.id = h.book_id join branches r on r.id = h.pickup_branch_id
   where h.member_id = $1 and (h.status in ('WAITING', 'SHELVED') or h.closed_at > $2::timestamptz - interval '30 days')
   order by h.status = 'SHELVED' desc, h.status = 'WAITING' desc, h.queue limit 100`,
);

/** Those ready to be fetched first, then those waiting, then what became of the others this month. */
export const ownHolds = view({
  name: 'circulation.own.holds',
  permission: 'hold:read',
  input: z.strictObject({}),
  run: (ctx): Promise<OwnHold[]> => holds.all(ctx.sql, [cardOf(ctx), ctx.now]),
});

export interface HoldOffer {
  id: string;
  title: string;
  author: string;
  available: number;
  waiting: number;
  homeBranchId: string | null;
  branches: { id: string; name: string }[];
}
const offer = prepared<HoldOffer>(
  'circulation.own.offer',
  `select b.id, b.title, b.author, k.available,
     (select count(*)::int from holds h where h.book_id = b.id and h.status = 'WAITING') as waiting,
     (select branch_id from members where id = $2) as "homeBranchId",
     (select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by r.name) from branches r
       where r.status = 'ACTIVE') as branches
   from books b join book_counts k on k.book_id = b.id where b.id = $1 and b.status = 'ACTIVE'`,
);

/** What is asked before a hold is placed: where to fetch it. */
export const holdOffer = view({
  name: 'circulation.own.offer',
  permission: 'hold:create',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<HoldOffer> {
    const found = await offer.one(ctx.sql, [id, cardOf(ctx)]);
    if (!found) throw bookNotFound();
    return { ...found, branches: found.branches ?? [] };
  },
});
