import { requireScope, type Scope } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { invalid } from '../../../kernel/errors.ts';
import { collectionTypeFor, requireBranch } from '../places.ts';
import { type BookFilter, idsOf } from '../staff/list.ts';
import { type BulkChange, MOST_BOOKS, touchesCopies } from './change.ts';

interface Wanted {
  ids?: string[] | undefined;
  filter?: BookFilter | undefined;
  changes: readonly BulkChange[];
}

/** The books that are meant, and how far into the copies this person may reach; refused when a place does not exist. */
export async function resolveWanted(ctx: Ctx, wanted: Wanted): Promise<{ ids: string[]; reach: Scope }> {
  if ((wanted.ids === undefined) === (wanted.filter === undefined)) throw invalid('ids', 'catalog.bulk_choose');
  const reach: Scope = touchesCopies(wanted.changes) ? requireScope(ctx.actor, 'copy:update') : { kind: 'all' };
  for (const change of wanted.changes) {
    if (change.field === 'branchId') await requireBranch(ctx, change.value, 'copy:update');
    if (change.field === 'collectionTypeId') await collectionTypeFor(ctx, change.value);
  }
  const ids = wanted.ids ? [...new Set(wanted.ids)] : wanted.filter ? await idsOf(ctx, wanted.filter, MOST_BOOKS) : [];
  if (ids.length > MOST_BOOKS) throw invalid('filter', 'catalog.bulk_too_many', { most: MOST_BOOKS });
  return { ids, reach };
}
