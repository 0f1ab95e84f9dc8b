import { requireScope } from '../../../kernel/access.ts';
import type { VerbCtx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { notEnoughFree } from '../errors.ts';

/** The newest go first. The book's counts are locked, so nobody lends one of them meanwhile. */
const free = prepared<{ id: string }>(
  'catalog.copies.free',
  `select id from copies where id = any (array(select id from copies where book_id = $1 and status = 'AVAILABLE'
     and ($2::uuid[] is null or branch_id = any ($2)) order by created_at desc, barcode desc limit $3))
   order by id for no key update`,
);
const withdraw = prepared<{ id: string }>(
  'catalog.copies.withdraw',
  `update copies set status = 'WITHDRAWN', withdrawn_at = $2, withdrawn_by = $3, withdrawn_reason = $4, updated_at = $2,
     version = version + 1 where id = any ($1) and status = 'AVAILABLE' returning id`,
);

/** Takes so many free copies away; fails when there are not so many within reach. */
export async function withdrawFree(ctx: VerbCtx, bookId: string, count: number): Promise<void> {
  const scope = requireScope(ctx.actor, 'copy:delete');
  const reach = scope.kind === 'all' ? null : scope.kind === 'branches' ? scope.ids : [];
  const found = (await free.all(ctx.sql, [bookId, reach, count])).map(({ id }) => id);
  if (found.length < count) throw notEnoughFree(found.length, count);
  const by = ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
  const gone = await withdraw.all(ctx.sql, [found, ctx.now, by, 'stock']);
  if (gone.length < count) throw notEnoughFree(gone.length, count);
}
