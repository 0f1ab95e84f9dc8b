import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { Failure } from '../../kernel/errors.ts';
import { asSystem } from '../../kernel/verb.ts';
import { undoBookImport } from '../catalog/index.ts';
import { undoMemberImport } from '../members/index.ts';
import type { ImportRow, Undone } from './import.ts';
import { changeImport, lockRaw, rawImport } from './queries.ts';
import { scopeOfKind } from './rights.ts';
import { contextFor, fail } from './run.ts';

const TOLD = 200;

/** Takes back what an import made and changed, part by part; what was touched since stays, and is told. */
export async function undoImport(outer: Ctx, id: string): Promise<void> {
  const row = await rawImport(outer.sql, id);
  if (row?.state !== 'UNDOING') return;
  try {
    await takeBack(await contextFor(outer, row), row);
  } catch (error) {
    await fail(outer, id, error, 'UNDOING');
  }
}

async function takeBack(ctx: Ctx, row: ImportRow): Promise<void> {
  const { id } = row;
  const undone = row.kind === 'BOOKS' ? await undoBooks(ctx, row) : await undoMembers(ctx, row);
  await asSystem({ ...ctx, now: ctx.app.clock.now() }, async (tx) => {
    const now = await lockRaw(tx, id);
    if (now?.state !== 'UNDOING') return tx.unchanged(undefined);
    await changeImport(tx, id, { state: 'UNDONE', undone, undoneAt: tx.now });
    const { told: _told, ...counts } = undone;
    tx.record('import.undone', { type: 'UPDATE', id, name: row.fileName, new: { state: 'UNDONE', ...counts } });
  });
}

const short = (undone: Undone): Undone => ({ ...undone, told: undone.told.slice(0, TOLD) });

async function undoBooks(ctx: Ctx, row: ImportRow): Promise<Undone> {
  const keep = async (tx: VerbCtx, undone: Undone): Promise<void> =>
    changeImport(tx, row.id, { undone: short(undone) }, false);
  return short(await undoBookImport(ctx, row.id, { before: row.undone ?? undefined, keep }));
}

const NOBODY: Undone = { removed: 0, copies: 0, restored: 0, stayed: 0, told: [] };

async function undoMembers(outer: Ctx, row: ImportRow): Promise<Undone> {
  const ctx = { ...outer, scope: scopeOfKind(outer, 'MEMBERS') };
  try {
    const { removed, restored, skipped } = await undoMemberImport(ctx, row.id);
    const told = skipped.map(({ id, name, reason }) => ({ id, title: name, reason }));
    return short({ removed, copies: 0, restored, stayed: skipped.length, told });
  } catch (error) {
    // Only pictures were brought, or a first attempt came to its end before it could say so.
    if (error instanceof Failure && /batch_(?:undone|not_found)$/.test(error.reason)) return row.undone ?? NOBODY;
    throw error;
  }
}
