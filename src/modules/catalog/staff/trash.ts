import { z } from 'zod';
import { decodeCursor, offsetOf, type Page, PageQuery, pageOf } from '../../../kernel/page.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { view } from '../../../kernel/view.ts';

export interface ArchivedBook {
  id: string;
  title: string;
  author: string;
  callNumber: string | null;
  archivedAt: Date;
  archivedBy: string | null;
  copies: number;
}

const page = prepared<ArchivedBook>(
  'catalog.trash',
  `select b.id, b.title, b.author, b.call_number as "callNumber", b.archived_at as "archivedAt", a.name as "archivedBy",
     k.stock as copies
   from books b join book_counts k on k.book_id = b.id left join accounts a on a.id = b.archived_by
   where b.status = 'ARCHIVED' and ($1::timestamptz is null or (b.archived_at, b.id) < ($1, $2::uuid))
   order by b.archived_at desc, b.id desc limit $3 offset $4`,
);

/** What was archived, the last first, with who did it. */
export const archivedBooks = view({
  name: 'catalog.staff.archived',
  permission: 'copy:read',
  input: z.strictObject({ ...PageQuery.shape }),
  async run(ctx, input): Promise<Page<ArchivedBook>> {
    const after = input.cursor === undefined ? [null, null] : decodeCursor(input.cursor, 2);
    const offset = input.cursor === undefined ? offsetOf(input) : 0;
    const rows = await page.all(ctx.sql, [after[0], after[1], input.limit + 1, offset]);
    return pageOf(rows, input, (row) => [row.archivedAt.toISOString(), row.id]);
  },
});
