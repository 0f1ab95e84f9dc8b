import { z } from 'zod';
import type { Ctx, VerbCtx } from '../../../kernel/context.ts';
import { failure, invalid } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { decodeCursor, offsetOf, type Page, PageQuery, pageOf } from '../../../kernel/page.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { Moment, trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { view } from '../../../kernel/view.ts';
import { CHECK_DIGITS, readSettings } from '../../settings/index.ts';
import { NUMBERS, takenBarcodes } from '../copies.ts';
import { rangeNotFound } from '../errors.ts';
import { requireBranch } from '../places.ts';
import { barcodeOf, formatOf } from './format.ts';

export const MOST_IN_RANGE = 5000;
const LAST_NUMBER = 9_999_999_999;

export const RangeReply = z.object({
  id: z.uuid(),
  prefix: z.string(),
  digits: z.int(),
  checkDigit: z.enum(CHECK_DIGITS),
  firstNumber: z.int(),
  lastNumber: z.int(),
  /** As they stand on the labels. */
  firstBarcode: z.string(),
  lastBarcode: z.string(),
  numbers: z.int(),
  /** How many of them are on copies by now, and how many wait. */
  used: z.int(),
  free: z.int(),
  branchId: z.uuid().nullable(),
  branch: z.string().nullable(),
  note: z.string().nullable(),
  prints: z.int(),
  createdAt: Moment,
  createdBy: z.string().nullable(),
});
export type BarcodeRange = z.output<typeof RangeReply>;

type Row = Omit<BarcodeRange, 'firstBarcode' | 'lastBarcode' | 'numbers' | 'used' | 'free'>;

const RANGE = `g.id, g.prefix, g.digits, g.check_digit as "checkDigit", g.first_number as "firstNumber",
  g.last_number as "lastNumber", g.branch_id as "branchId", r.name as branch, g.note, g.created_at as "createdAt", a.name as "createdBy",
  (select count(*)::int from label_prints p where p.range_id = g.id) as prints
  from barcode_ranges g left join branches r on r.id = g.branch_id left join accounts a on a.id = g.created_by`;
const WITHIN = '($1::uuid[] is null or g.branch_id is null or g.branch_id = any ($1))';
const one = prepared<Row>('catalog.range', `select ${RANGE} where ${WITHIN} and g.id = $2`);
const page = prepared<Row>(
  'catalog.ranges',
  `select ${RANGE} where ${WITHIN} and ($2::timestamptz is null or (g.created_at, g.id) < ($2, $3::uuid))
   order by g.created_at desc, g.id desc limit $4 offset $5`,
);

/** null: every branch. */
const reach = ({ scope }: Ctx): readonly string[] | null =>
  scope.kind === 'all' ? null : scope.kind === 'branches' ? scope.ids : [];

type Form = Pick<Row, 'prefix' | 'digits' | 'checkDigit'>;
const formOf = ({ prefix, digits, checkDigit }: Form) => ({ prefix, digits, check: checkDigit });

/** Every barcode of the range, in order. */
export const barcodesIn = (range: Form & Pick<Row, 'firstNumber' | 'lastNumber'>): string[] =>
  Array.from({ length: range.lastNumber - range.firstNumber + 1 }, (_, n) =>
    barcodeOf(formOf(range), range.firstNumber + n),
  );

/** How many are on copies is asked once for all of them. */
async function replies(ctx: Ctx, rows: readonly Row[]): Promise<BarcodeRange[]> {
  const all = rows.map(barcodesIn);
  const taken = new Set(rows.length === 0 ? [] : await takenBarcodes(ctx.sql, all.flat()));
  return rows.map((row, at) => {
    const barcodes = all[at] ?? [];
    const used = barcodes.filter((barcode) => taken.has(barcode.toLowerCase())).length;
    const [firstBarcode = '', lastBarcode = ''] = [barcodes[0], barcodes.at(-1)];
    return { ...row, firstBarcode, lastBarcode, numbers: barcodes.length, used, free: barcodes.length - used };
  });
}

export async function rangeById(ctx: Ctx, id: string): Promise<BarcodeRange> {
  const row = await one.one(ctx.sql, [reach(ctx), id]);
  const [range] = row ? await replies(ctx, [row]) : [];
  if (!range) throw rangeNotFound();
  return range;
}

export const getRange = view({
  name: 'catalog.range',
  permission: 'copy:read',
  input: z.strictObject({ id: Uuid }),
  run: (ctx, { id }): Promise<BarcodeRange> => rangeById(ctx, id),
});

export const listRanges = view({
  name: 'catalog.ranges',
  permission: 'copy:read',
  input: z.strictObject({ ...PageQuery.shape }),
  async run(ctx, input): Promise<Page<BarcodeRange>> {
    const after = input.cursor === undefined ? [null, null] : decodeCursor(input.cursor, 2);
    const offset = input.cursor === undefined ? offsetOf(input) : 0;
    const rows = await page.all(ctx.sql, [reach(ctx), after[0], after[1], input.limit + 1, offset]);
    const found = pageOf(rows, input, (row) => [row.createdAt.toISOString(), row.id]);
    return { ...found, items: await replies(ctx, found.items) };
  },
});

const alone = prepared('catalog.range.alone', `select pg_advisory_xact_lock(${NUMBERS})`);
const drawn = prepared<{ n: number }>(
  'catalog.range.draw',
  `select nextval('copy_barcode_seq') as n from generate_series(1, $1::int)`,
);
const ahead = prepared<{ to: number }>(
  'catalog.range.ahead',
  `select last_number as "to" from barcode_ranges where int8range(first_number, last_number, '[]') && int8range($1, $2, '[]')
   order by last_number desc limit 1`,
);

export const reserveRange = verb({
  name: 'catalog.reserveRange',
  permission: 'copy:create',
  input: z.strictObject({
    count: z.coerce.number().int().min(1).max(MOST_IN_RANGE),
    /** Labels that are printed already: their first number. Without it the next free numbers are taken. */
    first: z.coerce.number().int().min(0).max(LAST_NUMBER).optional(),
    branchId: Uuid.optional(),
    note: trimmed(200).optional(),
  }),
  async run(ctx, { count, first, branchId, note }): Promise<BarcodeRange> {
    const branch = await branchFor(ctx, branchId);
    const { prefix, digits, check } = formatOf(await readSettings(ctx));
    // Whoever draws a number meanwhile waits: what is drawn now follows without a gap.
    await alone.all(ctx.sql, []);
    const form = { prefix, digits, checkDigit: check };
    const numbers =
      first === undefined ? await nextNumbers(ctx, form, count) : await givenNumbers(ctx, form, first, count);
    const id = newId();
    const by = ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
    await ctx.db
      .insertInto('barcodeRanges')
      .values({
        id,
        ...form,
        ...numbers,
        branchId: branch,
        note: note ?? null,
        createdAt: ctx.now,
        createdBy: by,
      })
      .execute();
    const made = await rangeById(ctx, id);
    ctx.record('barcode-range.reserved', {
      type: 'CREATE',
      id,
      name: `${made.firstBarcode} – ${made.lastBarcode}`,
      branchId: branch,
      new: { ...form, ...numbers, branchId: branch, note: note ?? null },
    });
    return made;
  },
});

/** Whoever works in certain branches reserves for one of them: the one he names, or his only one. */
async function branchFor(ctx: VerbCtx, asked: string | undefined): Promise<string | null> {
  const { scope } = ctx;
  const own = scope.kind === 'branches' && scope.ids.length === 1 ? scope.ids[0] : undefined;
  const branchId = asked ?? own;
  if (branchId !== undefined) {
    await requireBranch(ctx, branchId, 'copy:create');
    return branchId;
  }
  if (scope.kind !== 'all') throw invalid('branchId', 'catalog.branch_needed');
  return null;
}

interface Numbers {
  firstNumber: number;
  lastNumber: number;
}

const lastOf = (rows: readonly { n: number }[]): number => rows.at(-1)?.n ?? 0;

/** One unbroken row of numbers with so many that are on no copy; past every other range. */
async function nextNumbers(ctx: VerbCtx, form: Form, count: number): Promise<Numbers> {
  let rows = await drawn.all(ctx.sql, [count]);
  for (;;) {
    const [firstNumber, lastNumber] = [rows[0]?.n ?? 0, lastOf(rows)];
    if (lastNumber - firstNumber > 2 * MOST_IN_RANGE - 2) throw failure('CONFLICT', 'catalog.range_taken');
    const other = await ahead.one(ctx.sql, [firstNumber, lastNumber]);
    if (other) {
      if (other.to > lastNumber) await drawn.all(ctx.sql, [other.to - lastNumber]);
      rows = await drawn.all(ctx.sql, [count]);
      continue;
    }
    const free = barcodesIn({ ...form, firstNumber, lastNumber });
    const used = (await takenBarcodes(ctx.sql, free)).length;
    const lacking = count - (free.length - used);
    if (lacking <= 0) return { firstNumber, lastNumber };
    rows = [...rows, ...(await drawn.all(ctx.sql, [lacking]))];
  }
}

/** Of labels somebody has in hand: none may be on a copy or in another range. */
async function givenNumbers(ctx: VerbCtx, form: Form, first: number, count: number): Promise<Numbers> {
  const numbers = { firstNumber: first, lastNumber: first + count - 1 };
  if (numbers.lastNumber > LAST_NUMBER) throw invalid('first', 'catalog.range_too_far');
  const used = await takenBarcodes(ctx.sql, barcodesIn({ ...form, ...numbers }));
  if (used.length > 0)
    throw failure('CONFLICT', 'catalog.range_used', {
      field: 'first',
      params: { barcodes: used.slice(0, 5).join(', ').toUpperCase() },
      details: { used: used.slice(0, 100) },
    });
  return numbers;
}
