import { z } from 'zod';
import { prepared } from '../../../kernel/prepared.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { view } from '../../../kernel/view.ts';

export interface BookLoan {
  id: string;
  barcode: string;
  memberId: string;
  memberNumber: string;
  memberName: string;
  borrowDate: Date;
  dueDate: Date;
  returnDate: Date | null;
  status: string;
}

const loans = prepared<BookLoan>(
  'catalog.history.loans',
  `select o.id, c.barcode, m.id as "memberId", m.member_id as "memberNumber", m.name as "memberName",
     o.borrow_date as "borrowDate", o.due_date as "dueDate", o.return_date as "returnDate", o.status
   from borrowings o join copies c on c.id = o.copy_id join members m on m.id = o.member_id
   where o.book_id = $1 and o.status <> 'CANCELLED' and ($2::uuid[] is null or o.branch_id = any ($2))
   order by o.borrow_date desc, o.id desc limit 20`,
);

/** The last twenty loans of a book, at the branches in reach. */
export const loansOfBook = view({
  name: 'catalog.staff.loans',
  permission: 'borrowing:read',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<BookLoan[]> {
    const { scope } = ctx;
    const reach = scope.kind === 'all' ? null : scope.kind === 'branches' ? scope.ids : [];
    return loans.all(ctx.sql, [id, reach]);
  },
});

export interface BookBatch {
  id: string;
  createdAt: Date;
  createdBy: string | null;
  undoneAt: Date | null;
}

const batches = prepared<BookBatch>(
  'catalog.history.batches',
  `select b.id, b.created_at as "createdAt", a.name as "createdBy", r.undone_at as "undoneAt"
   from catalog_batch_rows r join catalog_batches b on b.id = r.batch_id left join accounts a on a.id = b.created_by
   where r.book_id = $1 order by b.created_at desc limit 10`,
);

/** Bulk edits that reached this book: their facts tell of the batch, not of each record. */
export const batchesOfBook = view({
  name: 'catalog.staff.batches',
  permission: 'book:update',
  input: z.strictObject({ id: Uuid }),
  run: (ctx, { id }): Promise<BookBatch[]> => batches.all(ctx.sql, [id]),
});
