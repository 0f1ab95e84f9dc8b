import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { failure, notFound } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { view } from '../../../kernel/view.ts';
import { requireVersion } from '../errors.ts';
import { labelSheetCalled, lockSheet, sheetReply, sheetsFor } from './queries.ts';
import { NewSheet, requireFits, SheetChange, type SheetReply } from './sheet.ts';

const sheetNotFound = () => notFound('settings.sheet_not_found');

export const listLabelSheets = view({
  name: 'settings.labelSheets',
  permission: 'copy:read',
  input: z.strictObject({}),
  run: (ctx): Promise<SheetReply[]> => sheetsFor(ctx, 'labels'),
});

export const getLabelSheet = view({
  name: 'settings.labelSheet',
  permission: 'copy:read',
  input: z.strictObject({ code: z.string().max(60) }),
  run: (ctx, { code }): Promise<SheetReply> => required(ctx, code),
});

async function required(ctx: Parameters<typeof sheetReply>[0], code: string): Promise<SheetReply> {
  const sheet = await sheetReply(ctx, code);
  if (!sheet) throw sheetNotFound();
  return sheet;
}

const columnsOf = (input: NewSheet) => {
  const { name, paperWidth, paperHeight, columns, rows, labelWidth, labelHeight, leftEdge, topEdge, gapX, gapY } =
    input;
  return { name, paperWidth, paperHeight, columns, rows, labelWidth, labelHeight, leftEdge, topEdge, gapX, gapY };
};

export const createLabelSheet = verb({
  name: 'settings.createLabelSheet',
  permission: 'copy:update',
  input: NewSheet,
  async run(ctx, input): Promise<SheetReply> {
    requireFits(input);
    const id = newId();
    const values = columnsOf(input);
    await ctx.db
      .insertInto('labelSheets')
      .values({ id, ...values, createdAt: ctx.now, updatedAt: ctx.now })
      .execute();
    ctx.record('label-sheet.created', { type: 'CREATE', id, name: input.name, new: values });
    return required(ctx, id);
  },
});

export const updateLabelSheet = verb({
  name: 'settings.updateLabelSheet',
  permission: 'copy:update',
  input: SheetChange,
  async run(ctx, { id, ...input }): Promise<SheetReply> {
    const locked = await lockSheet(ctx, id);
    if (!locked) throw sheetNotFound();
    requireVersion(ctx, locked.version);
    requireFits(input);
    const before = await required(ctx, id);
    const values = columnsOf(input);
    const old = Object.fromEntries(Object.keys(values).map((key) => [key, before[key as keyof SheetReply]]));
    if (Object.entries(values).every(([key, value]) => old[key] === value)) return ctx.unchanged(before);
    await ctx.db
      .updateTable('labelSheets')
      .set((e) => ({ ...values, version: e('version', '+', 1), updatedAt: ctx.now }))
      .where('id', '=', id)
      .execute();
    ctx.record('label-sheet.updated', { type: 'UPDATE', id, name: input.name, old, new: values });
    return required(ctx, id);
  },
});

const removeShift = prepared('settings.shift.remove', 'delete from label_shifts where sheet = $1');

export const removeLabelSheet = verb({
  name: 'settings.removeLabelSheet',
  permission: 'copy:update',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<SheetReply> {
    if (!(await lockSheet(ctx, id))) throw sheetNotFound();
    const gone = await required(ctx, id);
    await ctx.db.deleteFrom('labelSheets').where('id', '=', id).execute();
    await removeShift.all(ctx.sql, [id]);
    ctx.record('label-sheet.removed', { type: 'DELETE', id, name: gone.name ?? id, old: { ...gone } });
    return gone;
  },
});

const putShift = prepared(
  'settings.shift.put',
  `insert into label_shifts (sheet, x, y, updated_at, updated_by) values ($1, $2, $3, $4, $5)
   on conflict (sheet) do update set x = excluded.x, y = excluded.y, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
);
const Millimetres = z.coerce.number().min(-20).max(20);

/** What the test page showed: the printer is led so far to the right and down from now on. */
export const shiftLabelSheet = verb({
  name: 'settings.shiftLabelSheet',
  permission: 'copy:update',
  input: z.strictObject({ code: z.string().max(60), x: Millimetres, y: Millimetres }),
  async run(ctx, { code, x, y }): Promise<SheetReply> {
    const sheet = await labelSheetCalled(ctx, code);
    if (!sheet) throw sheetNotFound();
    const old = { x: sheet.shift?.x ?? 0, y: sheet.shift?.y ?? 0 };
    if (old.x === x && old.y === y) return ctx.unchanged(await required(ctx, code));
    requireOnPaper(sheet, x, y);
    await putShift.all(ctx.sql, [code, x, y, ctx.now, by(ctx)]);
    const { name } = await required(ctx, code);
    ctx.record('label-sheet.shifted', { type: 'UPDATE', id: code, name: name ?? code, old, new: { x, y } });
    return required(ctx, code);
  },
});

const by = ({ actor }: VerbCtx): string | null => (actor.kind === 'account' ? actor.accountId : null);

/** A first label that lies beyond the paper's edge by more than its half is a slip of the pen, not a printer. */
function requireOnPaper(sheet: NonNullable<Awaited<ReturnType<typeof labelSheetCalled>>>, x: number, y: number): void {
  const off = (at: number, size: number) => Math.abs(at) > size / 2;
  if (off(x, sheet.label.width)) throw failure('VALIDATION_ERROR', 'settings.shift_too_far', { field: 'x' });
  if (off(y, sheet.label.height)) throw failure('VALIDATION_ERROR', 'settings.shift_too_far', { field: 'y' });
}
