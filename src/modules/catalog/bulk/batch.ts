import { z } from 'zod';
import type { Ctx, Sql, VerbCtx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { decodeCursor, offsetOf, type Page, PageQuery, pageOf } from '../../../kernel/page.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { Moment, Uuid } from '../../../kernel/validation.ts';
import { view } from '../../../kernel/view.ts';
import type { BulkChange } from './change.ts';

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

export const BulkReply = Counts.extend({
  id: z.uuid(),
  changes: z.array(z.record(z.string(), z.unknown())),
  /** false: it was cut off; what was changed until then stands, and can be undone. */
  finished: z.boolean(),
  createdAt: Moment,
  createdBy: z.string().nullable(),
  undoneAt: Moment.nullable(),
  /** How many books an undo would still give back. */
  undoable: z.int(),
});
export type Bulk = z.output<typeof BulkReply>;

interface Row {
  id: string;
  summary: Counts & { changes: Record<string, unknown>[]; finished: boolean };
  createdAt: Date;
  createdBy: string | null;
  undoneAt: Date | null;
  undoable: number;
}

const BATCH = `b.id, b.summary, b.created_at as "createdAt", a.name as "createdBy", b.undone_at as "undoneAt",
  (select count(*)::int from catalog_batch_rows r where r.batch_id = b.id and r.undone_at is null) as undoable`;
const FROM = `from catalog_batches b left join accounts a on a.id = b.created_by where b.kind = 'BULK_EDIT'`;
const one = prepared<Row>('catalog.bulk.batch', `select ${BATCH} ${FROM} and b.id = $1`);
const page = prepared<Row>(
  'catalog.bulk.batches',
  `select ${BATCH} ${FROM} and ($1::timestamptz is null or (b.created_at, b.id) < ($1, $2::uuid))
   order by b.created_at desc, b.id desc limit $3 offset $4`,
);

const reply = ({ summary, ...row }: Row): Bulk => ({ ...summary, ...row });

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
  `insert into catalog_batches (id, kind, summary, created_at, created_by) values ($1, 'BULK_EDIT', $2, $3, $4)
   on conflict (id) do nothing returning id`,
);
const summarise = prepared('catalog.bulk.summarise', 'update catalog_batches set summary = $2 where id = $1');

const accountOf = (ctx: Ctx): string | null => (ctx.actor.kind === 'account' ? ctx.actor.accountId : null);

/** false: a batch of this id was begun before; a form sent twice has one effect. */
export const beginBatch = async (ctx: VerbCtx, id: string, counts: Counts, changes: readonly BulkChange[]) =>
  (await begin.one(ctx.sql, [id, JSON.stringify({ ...counts, changes, finished: false }), ctx.now, accountOf(ctx)])) !==
  undefined;

export const sumUp = (ctx: VerbCtx, id: string, counts: Counts, changes: readonly BulkChange[], finished: boolean) =>
  summarise.all(ctx.sql, [id, JSON.stringify({ ...counts, changes, finished })]);

const close = prepared<{ id: string }>(
  'catalog.bulk.close',
  `update catalog_batches set undone_at = $2, undone_by = $3 where id = $1 and undone_at is null returning id`,
);
export const closeBatch = (ctx: VerbCtx, id: string) => close.all(ctx.sql, [id, ctx.now, accountOf(ctx)]);
