import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { Amount } from '../../../kernel/money.ts';
import { clearable, LocalDateText, trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { requireReadable } from '../barcodes/scanned.ts';
import { copyByBarcode, lockCopy, takenBarcodes } from '../copies.ts';
import { type Copy, type CopyRow, copyReply, EDITABLE_STATUSES, isBusy } from '../copy.ts';
import { barcodeTaken, copyBusy, requireVersion } from '../errors.ts';
import { Barcode } from '../fields.ts';
import { reindexBooks } from '../index-doc.ts';
import { collectionTypeFor, requireBranch } from '../places.ts';

const CopyChange = z.strictObject({
  barcode: trimmed(40),
  newBarcode: Barcode.optional(),
  branchId: Uuid.optional(),
  collectionTypeId: Uuid.optional(),
  location: clearable(trimmed(100)),
  status: z.enum(EDITABLE_STATUSES).optional(),
  price: Amount.nullable().optional(),
  acquiredOn: LocalDateText.nullable().optional(),
  inventoryNumber: clearable(trimmed(100)),
  notes: clearable(trimmed(1000)),
});
type CopyChange = z.output<typeof CopyChange>;

/** AVAILABLE, DAMAGED and LOST change into each other, and a withdrawn copy comes back; lending is circulation's. */
export const updateCopy = verb({
  name: 'catalog.updateCopy',
  permission: 'copy:update',
  input: CopyChange,
  async run(ctx, input): Promise<Copy> {
    const before = await lockCopy(ctx, input.barcode);
    requireVersion(ctx, before.version);
    const moves = input.branchId !== undefined && input.branchId !== before.branchId;
    const turns = input.status !== undefined && input.status !== before.status;
    if ((moves || turns) && isBusy(before.status)) throw copyBusy(before.status);
    if (moves && input.branchId) await requireBranch(ctx, input.branchId, 'copy:update');
    await requireFreeBarcode(ctx, before, input.newBarcode);
    await store(ctx, before, input);
    const after = await copyByBarcode(ctx, input.newBarcode ?? before.barcode, { kind: 'all' });
    const [old, now] = [recorded(before), recorded(after)];
    if (isDeepStrictEqual(old, now)) return ctx.unchanged(copyReply(ctx, before));
    await markEdited(ctx, before.id);
    if (moves || turns) await reindexBooks(ctx, [before.bookId]);
    ctx.record('copy.updated', {
      type: 'UPDATE',
      id: before.id,
      name: after.barcode,
      branchId: after.branchId,
      old,
      new: now,
      touches: ['book', `book:${before.bookId}`],
    });
    return copyReply(ctx, { ...after, version: before.version + 1, updatedAt: ctx.now });
  },
});

/** `label`: facts keep no value whose name says "code". */
const recorded = (c: CopyRow) => ({
  label: c.barcode,
  branchId: c.branchId,
  collectionType: c.collectionType.id,
  location: c.location,
  status: c.status,
  price: c.price,
  acquiredOn: c.acquiredOn,
  inventoryNumber: c.inventoryNumber,
  notes: c.notes,
});

async function requireFreeBarcode(ctx: VerbCtx, before: CopyRow, wanted: string | undefined): Promise<void> {
  if (wanted === undefined || wanted.toLowerCase() === before.barcode.toLowerCase()) return;
  await requireReadable(ctx, [wanted], 'newBarcode');
  if ((await takenBarcodes(ctx.sql, [wanted])).length > 0) throw barcodeTaken([wanted]);
}

async function store(ctx: VerbCtx, before: CopyRow, input: CopyChange): Promise<void> {
  const { barcode: _which, newBarcode, collectionTypeId, status, ...plain } = input;
  const given = Object.entries(plain).filter(([, value]) => value !== undefined);
  const type =
    collectionTypeId === undefined ? {} : { collectionTypeId: await collectionTypeFor(ctx, collectionTypeId) };
  const back = before.status === 'WITHDRAWN' ? { withdrawnAt: null, withdrawnBy: null, withdrawnReason: null } : {};
  const values = {
    ...Object.fromEntries(given),
    ...type,
    ...(newBarcode === undefined ? {} : { barcode: newBarcode }),
    ...(status === undefined ? {} : { status, ...back }),
  };
  if (Object.keys(values).length === 0) return;
  await ctx.db.updateTable('copies').set(values).where('id', '=', before.id).execute();
}

const markEdited = (ctx: VerbCtx, id: string) =>
  ctx.db
    .updateTable('copies')
    .set((e) => ({ version: e('version', '+', 1), updatedAt: ctx.now }))
    .where('id', '=', id)
    .execute();
