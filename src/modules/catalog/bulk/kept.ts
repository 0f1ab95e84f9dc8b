import { inBranchScope, type Scope } from '../../../kernel/access.ts';
import type { Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { isBusy } from '../copy.ts';
import type { BulkBook, BulkColumns, CopyPlaces } from './plan.ts';

/** What a bulk edit found in a book, and the versions it left. */
export interface KeptRow {
  bookId: string;
  version: number;
  before: {
    columns: (BulkColumns & { flags: string[] }) | null;
    subjects: string[] | null;
    copies: (CopyPlaces & { id: string; version: number })[];
  };
}

const left = prepared<KeptRow>(
  'catalog.bulk.left',
  `select book_id as "bookId", version, before from catalog_batch_rows
   where batch_id = $1 and undone_at is null and ($2::uuid is null or book_id > $2) order by book_id limit $3`,
);
const these = prepared<KeptRow>(
  'catalog.bulk.these',
  `select book_id as "bookId", version, before from catalog_batch_rows
   where batch_id = $1 and undone_at is null and book_id = any ($2) order by book_id`,
);

/** What is not undone yet, by book, after this one. */
export const rowsLeft = (sql: Sql, batchId: string, after: string | null, limit: number): Promise<KeptRow[]> =>
  left.all(sql, [batchId, after, limit]);
export const keptRows = (sql: Sql, batchId: string, bookIds: readonly string[]): Promise<KeptRow[]> =>
  these.all(sql, [batchId, bookIds]);

/** Somebody changed the book or one of its copies since, or a copy is out of the house and cannot be moved. */
export function isTouched({ before, version }: KeptRow, book: BulkBook | undefined, reach: Scope): boolean {
  if (!book || (before.columns !== null && book.version !== version)) return true;
  return before.copies.some((was) => {
    const now = book.copies.find(({ id }) => id === was.id);
    if (!now || now.version !== was.version) return true;
    return now.branchId !== was.branchId && (isBusy(now.status) || !inBranchScope(reach, now.branchId));
  });
}
