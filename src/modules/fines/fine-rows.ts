import type { Ctx } from '../../kernel/context.ts';
import { failure } from '../../kernel/errors.ts';
import { COUNT_BOUND, decodeCursor, offsetOf, type Page, type PageInput, pageOf } from '../../kernel/page.ts';
import type { FineStatus } from './fine.ts';
import { reachOf } from './reach.ts';
import type { Fine } from './replies.ts';

export interface FineFilter {
  memberId?: string | undefined;
  statuses?: readonly FineStatus[] | undefined;
  reason?: string | undefined;
  branchId?: string | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
  unpaid?: boolean | undefined;
}

/** Fines within the caller's reach. */
function finesIn(ctx: Ctx) {
  const { branches, member } = reachOf(ctx.scope);
  let query = ctx.db.selectFrom('fines as f');
  if (branches) query = query.where((e) => e('f.branchId', '=', e.fn.any(e.val([...branches]))));
  if (member) query = query.where('f.memberId', '=', member);
  return query;
}
type Fines = ReturnType<typeof finesIn>;

const rows = (query: Fines) =>
  query
    .innerJoin('members as m', 'm.id', 'f.memberId')
    .leftJoin('borrowings as w', 'w.id', 'f.borrowingId')
    .leftJoin('books as b', 'b.id', 'w.bookId')
    .leftJoin('copies as c', 'c.id', 'w.copyId')
    .select([
      'f.id',
      'f.borrowingId',
      'f.memberId',
      'm.memberId as memberNumber',
      'm.name as memberName',
      'f.branchId',
      'w.bookId',
      'b.title as bookTitle',
      'c.barcode',
      'f.reason',
      'f.amount',
      'f.paid',
      'f.waived',
      'f.outstanding',
      'f.status',
      'f.explanation',
      'f.cancelledAt',
      'f.createdAt',
      'f.updatedAt',
    ])
    .$castTo<Fine>();

export const fineRow = (ctx: Ctx, id: string): Promise<Fine | undefined> =>
  rows(finesIn(ctx).where('f.id', '=', id)).executeTakeFirst();

function filtered(query: Fines, by: FineFilter): Fines {
  let q = query;
  const { memberId, statuses, reason, branchId, from, until } = by;
  if (memberId !== undefined) q = q.where('f.memberId', '=', memberId);
  if (statuses) q = q.where('f.status', 'in', [...statuses]);
  if (reason !== undefined) q = q.where('f.reason', '=', reason);
  if (branchId !== undefined) q = q.where('f.branchId', '=', branchId);
  if (from) q = q.where('f.createdAt', '>=', from);
  if (until) q = q.where('f.createdAt', '<=', until);
  // As the partial index of unpaid fines says it.
  if (by.unpaid)
    q = q
      .where((e) => e(e('f.paid', '+', e.ref('f.waived')), '<', e.ref('f.amount')))
      .where('f.cancelledAt', 'is', null);
  return q;
}

/** Newest first; unpaid ones oldest first. */
export async function finePage(ctx: Ctx, by: FineFilter, page: PageInput): Promise<Page<Fine>> {
  const query = filtered(finesIn(ctx), by);
  const direction = by.unpaid ? 'asc' : 'desc';
  const after = page.cursor === undefined ? null : placeOf(page.cursor);
  const { total } = await ctx.db
    .selectFrom(
      query
        .select('f.id')
        .limit(COUNT_BOUND + 1)
        .as('counted'),
    )
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  let slice = rows(query)
    .orderBy('f.createdAt', direction)
    .orderBy('f.id', direction)
    .limit(page.limit + 1);
  slice = after
    ? slice.where((e) => e(e.refTuple('f.createdAt', 'f.id'), by.unpaid ? '>' : '<', e.tuple(after.at, after.id)))
    : slice.offset(offsetOf(page));
  return pageOf(await slice.execute(), page, (fine) => [fine.createdAt.toISOString(), fine.id], total);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Where a list ordered by moment and id was left. */
export function placeOf(cursor: string): { at: Date; id: string } {
  const [at, id] = decodeCursor(cursor, 2);
  const moment = new Date(typeof at === 'string' ? at : Number.NaN);
  if (Number.isNaN(moment.getTime()) || typeof id !== 'string' || !UUID.test(id))
    throw failure('VALIDATION_ERROR', 'kernel.bad_cursor', { field: 'cursor' });
  return { at: moment, id };
}
