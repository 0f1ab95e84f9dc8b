import { type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { holds as may, type Scope } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { decodeCursor, offsetOf, PageQuery, pageOf } from '../../kernel/page.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { holdNotFound } from './errors.ts';
import { answers } from './present.ts';
import type { Hold } from './replies.ts';

type Raw = Omit<Hold, 'can' | 'why'> & { queue: number };
const NOBODY = '00000000-0000-0000-0000-000000000000';

function holds(ctx: Ctx, scope: Scope) {
  const all = ctx.db
    .selectFrom('holds as h')
    .innerJoin('books as b', 'b.id', 'h.bookId')
    .innerJoin('members as m', 'm.id', 'h.memberId')
    .leftJoin('copies as c', 'c.id', 'h.copyId')
    .select([
      'h.id',
      'h.bookId',
      'b.title',
      'h.memberId',
      'm.memberId as memberNumber',
      'm.name as memberName',
      'h.pickupBranchId',
      'h.status',
      'h.copyId',
      'c.barcode',
      'h.placedAt',
      'h.shelvedAt',
      'h.expiresAt',
      'h.closedAt',
      'h.closeReason',
      'h.borrowingId',
      'h.queue',
    ])
    .select(
      sql<number | null>`case when h.status = 'WAITING' then (select count(*)::int + 1 from holds o
        where o.book_id = h.book_id and o.status = 'WAITING' and o.queue < h.queue) end`.as('position'),
    )
    .$castTo<Raw>();
  if (scope.kind === 'all') return all;
  if (scope.kind === 'branches')
    return all.where('h.pickupBranchId', 'in', scope.ids.length > 0 ? [...scope.ids] : [NOBODY]);
  return all.where('h.memberId', '=', scope.kind === 'own' ? (scope.memberId ?? NOBODY) : NOBODY);
}

function present(ctx: Ctx, { queue: _queue, ...row }: Raw): Hold {
  const open = row.status === 'WAITING' || row.status === 'SHELVED';
  const allowed = may(ctx.actor, 'hold:cancel') ? null : 'kernel.forbidden';
  return { ...row, ...answers({ cancel: allowed ?? (open ? null : 'circulation.hold_closed') }) };
}

export async function loadHold(ctx: Ctx, scope: Scope, id: string): Promise<Hold> {
  const row = await holds(ctx, scope).where('h.id', '=', id).executeTakeFirst();
  if (!row) throw holdNotFound();
  return present(ctx, row);
}

export const getHold = view({
  name: 'circulation.hold',
  permission: 'hold:read',
  input: z.strictObject({ id: Uuid }),
  run: (ctx, { id }) => loadHold(ctx, ctx.scope, id),
});

/** In the order of the queue. */
export const listHolds = view({
  name: 'circulation.holds',
  permission: 'hold:read',
  input: PageQuery.extend({
    status: z.enum(['WAITING', 'SHELVED', 'FULFILLED', 'CANCELLED', 'EXPIRED']).optional(),
    bookId: Uuid.optional(),
    memberId: Uuid.optional(),
    branchId: Uuid.optional(),
  }).strict(),
  async run(ctx, input) {
    let query = holds(ctx, ctx.scope)
      .orderBy('h.queue')
      .limit(input.limit + 1);
    if (input.status) query = query.where('h.status', '=', input.status);
    if (input.bookId) query = query.where('h.bookId', '=', input.bookId);
    if (input.memberId) query = query.where('h.memberId', '=', input.memberId);
    if (input.branchId) query = query.where('h.pickupBranchId', '=', input.branchId);
    if (input.cursor !== undefined)
      query = query.where(sql<SqlBool>`h.queue > ${Number(decodeCursor(input.cursor, 1)[0]) || 0}`);
    else query = query.offset(offsetOf(input));
    const page = pageOf(await query.execute(), input, (row) => [row.queue]);
    return { ...page, items: page.items.map((row) => present(ctx, row)) };
  },
});
