import { z } from 'zod';
import type { Sql, VerbCtx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { decodeCursor, offsetOf, type Page, PageQuery, pageOf } from '../../../kernel/page.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { Moment, Uuid } from '../../../kernel/validation.ts';
import { view } from '../../../kernel/view.ts';
import { accountOf, type Summary, type Work } from './work.ts';

const Reasons = z.array(z.object({ code: z.string(), count: z.int() }));

export const Counts = z.object({
  chosen: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  /** Books of which nothing is changed, by reason. */
  refused: Reasons,
  copies: z.int(),
  /** Copies that stay as they are while their book is changed, by reason. */
  copiesRefused: Reasons,
});
export type Counts = z.output<typeof Counts>;

/** CUT_OFF: an earlier version was stopped in the middle of it. */
export const BULK_STATES = ['RUNNING', 'DONE', 'CANCELLED', 'CUT_OFF', 'UNDOING', 'UNDONE'] as const;

export const BulkReply = Counts.extend({
  id: z.uuid(),
  changes: z.array(z.record(z.string(), z.unknown())),
  /** false: it is not at its end; what was changed until now stands, and can be undone. */
  finished: z.boolean(),
  state: z.enum(BULK_STATES),
  /** While somebody works at it: books that were looked at, of how many. */
  progress: z.object({ done: z.int(), total: z.int() }).nullable(),
  createdAt: Moment,
  createdBy: z.string().nullable(),
  undoneAt: Moment.nullable(),
  /** How many books an undo would still give back. */
  undoable: z.int(),
});
export type Bulk = z.output<typeof BulkReply>;

interface Row {
  id: string;
  summary: Summary;
  createdAt: Date;
  createdBy: string | null;
  undoneAt: Date | null;
  cancelledAt: Date | null;
  undoable: number;
  work: Work | null;
  left: number;
}

const BATCH = `b.id, b.summary, b.created_at as "createdAt", a.name as "createdBy", b.undone_at as "undoneAt",
  b.cancelled_at as "cancelledAt", w.work, coalesce(w.left, 0)::int as left,
  (select count(*)::int from catalog_batch_rows r where r.batch_id = b.id and r.undone_at is null) as undoable`;
const FROM = `from catalog_batches b left join accounts a on a.id = b.created_by
  left join lateral (select min(work) as work, sum(cardinality(book_ids)) as left
    from catalog_batch_parts p where p.batch_id = b.id) w on true where b.kind = 'BULK_EDIT'`;
const one = prepared<Row>('catalog.bulk.batch', `select ${BATCH} ${FROM} and b.id = $1`);
const page = prepared<Row>(
  'catalog.bulk.batches',
  `select ${BATCH} ${FROM} and ($1::timestamptz is null or (b.created_at, b.id) < ($1, $2::uuid))
   order by b.created_at desc, b.id desc limit $3 offset $4`,
);

function stateOf({ summary, work, undoneAt, cancelledAt }: Row): Bulk['state'] {
  if (work) return work === 'EDIT' ? 'RUNNING' : 'UNDOING';
  if (undoneAt) return 'UNDONE';
  if (cancelledAt) return 'CANCELLED';
  return summary.finished ? 'DONE' : 'CUT_OFF';
}

function reply(row: Row): Bulk {
  const { chosen, changed, unchanged, refused, copies, copiesRefused, changes, finished } = row.summary;
  const { id, createdAt, createdBy, undoneAt, undoable, work, left } = row;
  const total = (work === 'UNDO' ? row.summary.undoing : row.summary.total) ?? left;
  return {
    ...{ id, chosen, changed, unchanged, refused, copies, copiesRefused, changes: [...changes], finished },
    ...{ createdAt, createdBy, undoneAt, undoable, state: stateOf(row) },
    progress: work ? { done: total - left, total } : null,
  };
}

export async function bulkOf(sql: Sql, id: string): Promise<Bulk> {
  const row = await one.one(sql, [id]);
  if (!row) throw notFound('catalog.batch_not_found');
  return reply(row);
}

export const getBulkEdit = view({
  name: 'catalog.bulkEdit.one',
  permission: 'book:update',
  input: z.strictObject({ id: Uuid }),
  run: (ctx, { id }): Promise<Bulk> => bulkOf(ctx.sql, id),
});

export const listBulkEdits = view({
  name: 'catalog.bulkEdit.list',
  permission: 'book:update',
  input: z.strictObject({ ...PageQuery.shape }),
  async run(ctx, input): Promise<Page<Bulk>> {
    const after = input.cursor === undefined ? [null, null] : decodeCursor(input.cursor, 2);
    const offset = input.cursor === undefined ? offsetOf(input) : 0;
    const rows = (await page.all(ctx.sql, [after[0], after[1], input.limit + 1, offset])).map(reply);
    return pageOf(rows, input, (row) => [row.createdAt.toISOString(), row.id]);
  },
});

const begin = prepared<{ id: string }>(
  'catalog.bulk.begin',
  `insert into catalog_batches (id, kind, summary, created_at, moved_at, created_by) values ($1, 'BULK_EDIT', $2, $3, $3, $4)
   on conflict (id) do nothing returning id`,
);
/** false: a batch of this id was begun before; a form sent twice has one effect. */
export const beginBatch = async (ctx: VerbCtx, id: string, summary: Summary): Promise<boolean> =>
  (await begin.one(ctx.sql, [id, JSON.stringify(summary), ctx.now, accountOf(ctx)])) !== undefined;

const close = prepared<{ id: string }>(
  'catalog.bulk.close',
  `update catalog_batches set undone_at = $2, undone_by = $3 where id = $1 and undone_at is null returning id`,
);
export const closeBatch = (ctx: VerbCtx, id: string, by: string | null) => close.all(ctx.sql, [id, ctx.now, by]);
