import type { VerbCtx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';

/** The first of several overlays in one batch found the book as it was; the last one left its version. */
const remember = prepared(
  'catalog.import.remember',
  `insert into catalog_batch_rows (batch_id, book_id, before, version)
   select $1, b.id, jsonb_build_object('book', to_jsonb(b),
       'contributors', coalesce((select jsonb_agg(jsonb_build_object('heading_id', x.heading_id, 'role', x.role, 'position', x.position))
         from book_contributors x where x.book_id = b.id), '[]'),
       'subjects', coalesce((select jsonb_agg(x.heading_id) from book_subjects x where x.book_id = b.id), '[]'),
       'marc', (select to_jsonb(m) from book_marc m where m.book_id = b.id)),
     b.version + 1
   from books b where b.id = any ($2::uuid[])
   on conflict (batch_id, book_id) do update set version = excluded.version`,
);

/** What an import found in books it is about to change, locked before, so that it can be undone while nobody touched them since. */
export const rememberBooks = (tx: VerbCtx, bookIds: readonly string[], batchId: string): Promise<unknown> =>
  remember.all(tx.sql, [batchId, bookIds]);
