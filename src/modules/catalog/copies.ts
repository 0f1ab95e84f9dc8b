import { copyRows } from '../../drivers/postgres/copy.ts';
import type { Scope } from '../../kernel/access.ts';
import type { Ctx, Sql, VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import { readSettings } from '../settings/index.ts';
import { barcodeOf, formatOf } from './barcodes/format.ts';
import { unknownCopy } from './barcodes/scanned.ts';
import type { CopyRow } from './copy.ts';
import { barcodeTaken } from './errors.ts';

export interface NewCopy {
  /** null: one is made. */
  readonly barcode: string | null;
  readonly branchId: string;
  readonly collectionTypeId: string;
  readonly location: string | null;
  readonly price: number | null;
  readonly acquiredOn: string | null;
  readonly inventoryNumber: string | null;
  readonly notes: string | null;
}

const COPY = `c.id, c.book_id as "bookId", b.title, c.barcode, c.branch_id as "branchId", r.name as branch,
  jsonb_build_object('id', t.id, 'code', t.code, 'name', t.name, 'loanable', t.loanable) as "collectionType", c.location,
  c.status, c.transit_to as "transitTo", c.price, c.acquired_on as "acquiredOn", c.inventory_number as "inventoryNumber",
  c.notes, c.withdrawn_at as "withdrawnAt", c.withdrawn_reason as "withdrawnReason", c.version,
  c.created_at as "createdAt", c.updated_at as "updatedAt"`;
const FROM = `from copies c join books b on b.id = c.book_id join branches r on r.id = c.branch_id
  join collection_types t on t.id = c.collection_type_id`;

const byBarcode = prepared<CopyRow>(
  'catalog.copy',
  `select ${COPY} ${FROM} where lower(c.barcode) = lower($1) and ($2::uuid[] is null or c.branch_id = any ($2))`,
);
const ofBook = prepared<CopyRow>(
  'catalog.copies',
  `select ${COPY} ${FROM} where c.book_id = $1 and ($2::uuid[] is null or c.branch_id = any ($2))
     and ($3::text is null or c.barcode > $3) order by c.barcode limit $4 offset $5`,
);
const byIds = prepared<CopyRow>(
  'catalog.copies.ids',
  `select ${COPY} ${FROM} where c.id = any ($1) order by c.barcode`,
);

/** null: every branch. */
const reach = (scope: Scope): readonly string[] | null =>
  scope.kind === 'all' ? null : scope.kind === 'branches' ? scope.ids : [];

export async function copyByBarcode(ctx: Ctx, barcode: string, scope: Scope): Promise<CopyRow> {
  const row = await byBarcode.one(ctx.sql, [barcode, reach(scope)]);
  if (!row) throw await unknownCopy(ctx, barcode);
  return row;
}

export const copiesOf = (sql: Sql, bookId: string, scope: Scope, after: string | null, limit: number, offset: number) =>
  ofBook.all(sql, [bookId, reach(scope), after, limit, offset]);

export const copiesByIds = (sql: Sql, copyIds: readonly string[]): Promise<CopyRow[]> => byIds.all(sql, [copyIds]);

/** Book counts before the copy, as everywhere; then the copy is read. */
const lock = prepared<{ id: string }>(
  'catalog.copy.lock',
  `with o as materialized (select id, book_id from copies where lower(barcode) = lower($1)),
     k as materialized (select book_id from book_counts where book_id = (select book_id from o) for no key update),
     c as materialized (select id from copies where id = (select id from o) and (select count(*) from k) >= 0 for no key update)
   select id from c`,
);
export async function lockCopy(ctx: VerbCtx, barcode: string): Promise<CopyRow> {
  if (!(await lock.one(ctx.sql, [barcode]))) throw await unknownCopy(ctx, barcode);
  return copyByBarcode(ctx, barcode, ctx.scope);
}

/** Shared by all who draw numbers, and waited for by who reserves a range: what he draws follows without a gap. */
export const NUMBERS = 7_318_025;
const draw = prepared<{ n: number }>(
  'catalog.barcodes.draw',
  `with l as materialized (select pg_advisory_xact_lock_shared(${NUMBERS}))
   select nextval('copy_barcode_seq') as n from l, generate_series(1, $1::int)`,
);
const reserved = prepared<{ from: number; to: number }>(
  'catalog.barcodes.reserved',
  `select first_number as "from", last_number as "to" from barcode_ranges
   where int8range(first_number, last_number, '[]') && int8range($1, $2, '[]') order by first_number`,
);
const taken = prepared<{ barcode: string }>(
  'catalog.barcodes.taken',
  'select lower(barcode) as barcode from copies where lower(barcode) = any ($1)',
);

/** In the settings' format, past those that somebody chose by hand and those that wait on labels for their copies. */
export async function newBarcodes(ctx: VerbCtx, count: number): Promise<string[]> {
  if (count === 0) return [];
  const format = formatOf(await readSettings(ctx));
  const made: string[] = [];
  while (made.length < count) {
    const numbers = await freeNumbers(ctx, count - made.length);
    const fresh = numbers.map((n) => barcodeOf(format, n));
    const used = new Set(await takenBarcodes(ctx.sql, fresh));
    made.push(...fresh.filter((barcode) => !used.has(barcode.toLowerCase())));
  }
  return made;
}

/** Drawn, without those of a range; where one lies ahead, all its numbers are drawn at once. */
async function freeNumbers(ctx: VerbCtx, count: number): Promise<number[]> {
  const drawn = (await draw.all(ctx.sql, [count])).map(({ n }) => n);
  const ranges = await reserved.all(ctx.sql, [Math.min(...drawn), Math.max(...drawn)]);
  if (ranges.length === 0) return drawn;
  const end = Math.max(...ranges.map(({ to }) => to));
  const last = Math.max(...drawn);
  if (end > last) await draw.all(ctx.sql, [end - last]);
  return drawn.filter((n) => !ranges.some(({ from, to }) => n >= from && n <= to));
}

/** Those that are in use, in small letters. */
export const takenBarcodes = async (sql: Sql, barcodes: readonly string[]): Promise<string[]> =>
  (await taken.all(sql, [barcodes.map((barcode) => barcode.toLowerCase())])).map(({ barcode }) => barcode);

const TARGET = `copies (id, book_id, barcode, branch_id, collection_type_id, location, price, acquired_on, inventory_number, notes,
  batch_id, created_at, updated_at)`;

/** Copies of books that are new or locked; returns their ids in order. */
export async function insertCopies(
  ctx: VerbCtx,
  copies: readonly (NewCopy & { bookId: string })[],
  batchId: string | null = null,
): Promise<string[]> {
  if (copies.length === 0) return [];
  const given = copies.flatMap(({ barcode }) => barcode ?? []);
  const used = given.length > 0 ? await takenBarcodes(ctx.sql, given) : [];
  if (used.length > 0) throw barcodeTaken(given.filter((barcode) => used.includes(barcode.toLowerCase())));
  const made = await newBarcodes(ctx, copies.length - given.length);
  const ids = copies.map(() => newId());
  const rows = copies.map((copy, at) => [
    ids[at] ?? '',
    copy.bookId,
    copy.barcode ?? made.shift() ?? '',
    copy.branchId,
    copy.collectionTypeId,
    copy.location,
    copy.price,
    copy.acquiredOn,
    copy.inventoryNumber,
    copy.notes,
    batchId,
    ctx.now,
    ctx.now,
  ]);
  await copyRows(ctx.tx.client, TARGET, rows);
  return ids;
}
