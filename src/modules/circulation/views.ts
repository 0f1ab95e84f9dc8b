import { type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import type { Scope } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { decodeCursor, offsetOf, type Page, type PageInput, PageQuery, pageOf } from '../../kernel/page.ts';
import { trimmed, Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { calendarOf } from '../settings/index.ts';
import { isOverdue, overdueFine } from './borrowing.ts';
import { bookNotFound, borrowingNotFound, memberNotFound } from './errors.ts';
import { type BorrowingRow, borrowingView } from './present.ts';
import type { Borrowing } from './replies.ts';
import { FINE_RULE_ID } from './situation.ts';

type Raw = Omit<BorrowingRow, 'accruedFine'> & {
  finePerDay: number | null;
  graceDays: number | null;
  maxFine: number | null;
};

const open = sql<SqlBool>`o.return_date is null and o.status <> 'CANCELLED'`;

/** One query for every list and the single record: joined wide, scope applied. */
function borrowings(ctx: Ctx, scope: Scope) {
  const all = ctx.db
    .selectFrom('borrowings as o')
    .innerJoin('copies as c', 'c.id', 'o.copyId')
    .innerJoin('books as b', 'b.id', 'o.bookId')
    .innerJoin('members as m', 'm.id', 'o.memberId')
    .leftJoin('circulationRules as r', (join) => join.on(sql<SqlBool>`r.id = ${sql.raw(FINE_RULE_ID('o'))}`))
    .select([
      'o.id',
      'o.bookId',
      'o.copyId',
      'c.barcode',
      'b.title',
      'o.memberId',
      'm.memberId as memberNumber',
      'm.name as memberName',
      'o.branchId',
      'o.ruleId',
      'o.borrowDate',
      'o.dueDate',
      'o.returnDate',
      'o.status',
      'o.outcome',
      'o.renewals',
      'o.fine',
      'o.claimedReturnedAt',
      'o.notes',
      'o.processedBy',
      'o.createdAt',
      'o.updatedAt',
      'r.finePerDay',
      'r.graceDays',
      'r.maxFine',
    ])
    .select(sql<number>`coalesce(r.max_renewals, 0)`.as('maxRenewals'))
    .select(
      sql<number>`(select count(*)::int from holds h where h.book_id = o.book_id and h.status = 'WAITING')`.as(
        'waitingHolds',
      ),
    )
    .$castTo<Raw>();
  if (scope.kind === 'all') return all;
  if (scope.kind === 'branches') return all.where('o.branchId', 'in', scope.ids.length > 0 ? [...scope.ids] : [NOBODY]);
  return all.where('o.memberId', '=', scope.kind === 'own' ? (scope.memberId ?? NOBODY) : NOBODY);
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

async function present(ctx: Ctx, raw: Raw): Promise<Borrowing> {
  const { finePerDay, graceDays, maxFine, ...row } = raw;
  const late = isOverdue(row, ctx.now) && finePerDay !== null;
  const rule = { finePerDay: finePerDay ?? 0, graceDays: graceDays ?? 0, maxFine };
  const until = row.claimedReturnedAt ?? ctx.now;
  const accruedFine = late ? overdueFine(rule, await calendarOf(ctx, row.branchId), row.dueDate, until).amount : 0;
  return borrowingView(ctx, { ...row, accruedFine });
}

const presentAll = (ctx: Ctx, rows: Raw[]): Promise<Borrowing[]> => Promise.all(rows.map((row) => present(ctx, row)));

export async function loadBorrowing(ctx: Ctx, scope: Scope, id: string): Promise<Borrowing> {
  const row = await borrowings(ctx, scope).where('o.id', '=', id).executeTakeFirst();
  if (!row) throw borrowingNotFound();
  return present(ctx, row);
}

const Filters = PageQuery.extend({
  status: z.enum(['BORROWED', 'RETURNED', 'OVERDUE', 'CANCELLED']).optional(),
  memberId: Uuid.optional(),
  bookId: Uuid.optional(),
  branchId: Uuid.optional(),
  barcode: trimmed(40).optional(),
}).strict();

type Query = ReturnType<typeof borrowings>;

const BY_STATUS = {
  BORROWED: (query: Query, now: Date) => query.where(open).where('o.dueDate', '>=', now),
  OVERDUE: (query: Query, now: Date) => query.where(open).where('o.dueDate', '<', now),
  RETURNED: (query: Query) => query.where('o.returnDate', 'is not', null),
  CANCELLED: (query: Query) => query.where('o.status', '=', 'CANCELLED'),
};

/** Newest first; a cursor or a numbered page. */
async function newestFirst(ctx: Ctx, query: Query, input: PageInput): Promise<Page<Borrowing>> {
  let asked = query
    .orderBy('o.borrowDate', 'desc')
    .orderBy('o.id', 'desc')
    .limit(input.limit + 1);
  if (input.cursor !== undefined) {
    const [at, id] = decodeCursor(input.cursor, 2);
    asked = asked.where(sql<SqlBool>`(o.borrow_date, o.id) < (${at}::timestamptz, ${id}::uuid)`);
  } else asked = asked.offset(offsetOf(input));
  const page = pageOf(await asked.execute(), input, (row) => [row.borrowDate.toISOString(), row.id]);
  return { ...page, items: await presentAll(ctx, page.items) };
}

export const listBorrowings = view({
  name: 'circulation.borrowings',
  permission: 'borrowing:read',
  input: Filters,
  run(ctx, input) {
    let query = borrowings(ctx, ctx.scope);
    if (input.status) query = BY_STATUS[input.status](query, ctx.now);
    if (input.memberId) query = query.where('o.memberId', '=', input.memberId);
    if (input.bookId) query = query.where('o.bookId', '=', input.bookId);
    if (input.branchId) query = query.where('o.branchId', '=', input.branchId);
    if (input.barcode) query = query.where(sql`lower(c.barcode)`, '=', input.barcode.toLowerCase());
    return newestFirst(ctx, query, input);
  },
});

export const getBorrowing = view({
  name: 'circulation.borrowing',
  permission: 'borrowing:read',
  input: z.strictObject({ id: Uuid }),
  run: (ctx, { id }) => loadBorrowing(ctx, ctx.scope, id),
});

/** Longest overdue first, told from the due date alone. */
export const listOverdue = view({
  name: 'circulation.overdue',
  permission: 'borrowing:read',
  input: PageQuery.extend({ branchId: Uuid.optional(), className: trimmed(50).optional() }).strict(),
  async run(ctx, input) {
    let query = borrowings(ctx, ctx.scope)
      .where(open)
      .where('o.dueDate', '<', ctx.now)
      .orderBy('o.dueDate')
      .orderBy('o.id');
    if (input.branchId) query = query.where('o.branchId', '=', input.branchId);
    if (input.className) query = query.where('m.className', '=', input.className);
    if (input.cursor !== undefined) {
      const [due, id] = decodeCursor(input.cursor, 2);
      query = query.where(sql<SqlBool>`(o.due_date, o.id) > (${due}::timestamptz, ${id}::uuid)`);
    } else query = query.offset(offsetOf(input));
    const page = pageOf(await query.limit(input.limit + 1).execute(), input, (row) => [
      row.dueDate.toISOString(),
      row.id,
    ]);
    return { ...page, items: await presentAll(ctx, page.items) };
  },
});

const OfRecord = PageQuery.extend({ id: Uuid, open: z.stringbool().optional() }).strict();

export const borrowingsOfBook = view({
  name: 'circulation.borrowings.book',
  permission: 'borrowing:read',
  input: OfRecord,
  async run(ctx, input) {
    const book = await ctx.db.selectFrom('books').select('id').where('id', '=', input.id).executeTakeFirst();
    if (!book) throw bookNotFound();
    const query = borrowings(ctx, ctx.scope).where('o.bookId', '=', input.id);
    return newestFirst(ctx, input.open ? query.where(open) : query, input);
  },
});

export const borrowingsOfMember = view({
  name: 'circulation.borrowings.member',
  permission: 'borrowing:read',
  input: OfRecord,
  async run(ctx, input) {
    const member = await ctx.db.selectFrom('members').select('id').where('id', '=', input.id).executeTakeFirst();
    if (!member || (ctx.scope.kind === 'own' && ctx.scope.memberId !== input.id)) throw memberNotFound();
    const query = borrowings(ctx, ctx.scope).where('o.memberId', '=', input.id);
    return newestFirst(ctx, input.open ? query.where(open) : query, input);
  },
});

const OPEN_SHOWN = 200;

/** What a member has out, the first due first; for the desk and the member's own page. */
export async function openLoansOf(ctx: Ctx, memberId: string): Promise<Borrowing[]> {
  const query = borrowings(ctx, { kind: 'all' }).where('o.memberId', '=', memberId).where(open);
  return presentAll(ctx, await query.orderBy('o.dueDate').orderBy('o.id').limit(OPEN_SHOWN).execute());
}
