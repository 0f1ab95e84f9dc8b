import { z } from 'zod';
import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { notFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { decodeCursor, offsetOf, type Page, PageQuery, pageOf } from '../../kernel/page.ts';
import { prepared } from '../../kernel/prepared.ts';
import { Moment, trimmed, Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { SYMBOLS } from '../../lib/labels/barcode.ts';
import { LABEL_KINDS } from '../../lib/labels/label.ts';
import type { Look } from './job.ts';

export const PrintReply = z.object({
  id: z.uuid(),
  kind: z.enum(LABEL_KINDS),
  symbol: z.enum(SYMBOLS),
  sheet: z.string(),
  start: z.int(),
  labels: z.int(),
  rangeId: z.uuid().nullable(),
  firstNumber: z.int().nullable(),
  lastNumber: z.int().nullable(),
  /** The first print of these labels. */
  againOf: z.uuid().nullable(),
  printedAt: Moment,
  printedBy: z.string().nullable(),
});
export type Print = z.output<typeof PrintReply>;

/** Prints without a copy within reach are not told of, those of a range are told to whoever sees the range. */
const PRINT = `p.id, p.kind, p.symbol, p.sheet, p.start, p.labels, p.range_id as "rangeId", p.first_number as "firstNumber",
  p.last_number as "lastNumber", p.again_of as "againOf", p.printed_at as "printedAt", a.name as "printedBy"
  from label_prints p left join accounts a on a.id = p.printed_by
  where ($1::uuid[] is null
    or exists (select 1 from label_print_copies x join copies c on c.id = x.copy_id where x.print_id = p.id and c.branch_id = any ($1))
    or exists (select 1 from barcode_ranges g where g.id = p.range_id and (g.branch_id is null or g.branch_id = any ($1))))`;
const one = prepared<Print>('labels.print', `select ${PRINT} and p.id = $2`);
const page = prepared<Print>(
  'labels.prints',
  `select ${PRINT} and ($2::timestamptz is null or (p.printed_at, p.id) < ($2, $3::uuid))
     and ($6::text is null or exists (select 1 from label_print_copies x join copies c on c.id = x.copy_id
       where x.print_id = p.id and lower(c.barcode) = lower($6)))
     and ($7::uuid is null or p.range_id = $7)
   order by p.printed_at desc, p.id desc limit $4 offset $5`,
);

const reach = ({ scope }: Ctx): readonly string[] | null =>
  scope.kind === 'all' ? null : scope.kind === 'branches' ? scope.ids : [];

export async function printById(ctx: Ctx, id: string): Promise<Print> {
  const print = await one.one(ctx.sql, [reach(ctx), id]);
  if (!print) throw notFound('labels.print_not_found');
  return print;
}

/** Who printed which labels and when, newest first; of one copy, or of one range. */
export const listPrints = view({
  name: 'labels.prints',
  permission: 'copy:read',
  input: z.strictObject({ ...PageQuery.shape, barcode: trimmed(40).optional(), rangeId: Uuid.optional() }),
  async run(ctx, input): Promise<Page<Print>> {
    const after = input.cursor === undefined ? [null, null] : decodeCursor(input.cursor, 2);
    const offset = input.cursor === undefined ? offsetOf(input) : 0;
    const which = [input.barcode ?? null, input.rangeId ?? null];
    const rows = await page.all(ctx.sql, [reach(ctx), after[0], after[1], input.limit + 1, offset, ...which]);
    return pageOf(rows, input, (row) => [row.printedAt.toISOString(), row.id]);
  },
});

export interface Printed {
  look: Look;
  copyIds: readonly string[];
  labels: number;
  range?: { id: string; firstNumber: number; lastNumber: number } | undefined;
  againOf?: string | undefined;
}

const putCopies = prepared(
  'labels.print.copies',
  'insert into label_print_copies (print_id, copy_id) select $1, unnest($2::uuid[])',
);

/** One row for the print and one for each copy; the fact says how many, and whether it was done before. */
export async function keepPrint(ctx: VerbCtx, { look, copyIds, labels, range, againOf }: Printed): Promise<string> {
  const id = newId();
  const { kind, symbol, sheet, start } = look;
  await ctx.db
    .insertInto('labelPrints')
    .values({
      id,
      kind,
      symbol,
      sheet,
      start,
      labels,
      rangeId: range?.id ?? null,
      firstNumber: range?.firstNumber ?? null,
      lastNumber: range?.lastNumber ?? null,
      againOf: againOf ?? null,
      printedAt: ctx.now,
      printedBy: ctx.actor.kind === 'account' ? ctx.actor.accountId : null,
    })
    .execute();
  if (copyIds.length > 0) await putCopies.all(ctx.sql, [id, copyIds]);
  ctx.record(againOf ? 'label.reprinted' : 'label.printed', {
    type: 'DOWNLOAD',
    id,
    name: sheet,
    new: { kind, symbol, sheet, labels, ...(range ? { range } : {}), ...(againOf ? { againOf } : {}) },
  });
  return id;
}
