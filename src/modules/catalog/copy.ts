import { z } from 'zod';
import { holds } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { Money } from '../../kernel/money.ts';
import { Moment } from '../../kernel/validation.ts';
import { noPermission } from './book.ts';

export const CopyStatus = z.enum([
  'AVAILABLE',
  'ON_LOAN',
  'ON_HOLD_SHELF',
  'IN_TRANSIT',
  'DAMAGED',
  'LOST',
  'WITHDRAWN',
]);
export type CopyStatus = z.output<typeof CopyStatus>;

/** What an editor may say of a copy; lending, shelving and sending are circulation's. */
export const EDITABLE_STATUSES = ['AVAILABLE', 'DAMAGED', 'LOST'] as const;

/** Out of the library's hands for the moment: no edit moves it, takes it away or calls it damaged. */
export const isBusy = (status: CopyStatus): boolean => ['ON_LOAN', 'ON_HOLD_SHELF', 'IN_TRANSIT'].includes(status);

export const CollectionTypeReply = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  loanable: z.boolean(),
});
export type CollectionType = z.output<typeof CollectionTypeReply>;

export const CopyReply = z.object({
  id: z.uuid(),
  bookId: z.uuid(),
  title: z.string(),
  barcode: z.string(),
  branchId: z.uuid(),
  branch: z.string(),
  collectionType: CollectionTypeReply,
  location: z.string().nullable(),
  status: CopyStatus,
  transitTo: z.uuid().nullable(),
  price: Money.nullable(),
  acquiredOn: z.string().nullable(),
  inventoryNumber: z.string().nullable(),
  notes: z.string().nullable(),
  withdrawnAt: Moment.nullable(),
  withdrawnReason: z.string().nullable(),
  version: z.int(),
  createdAt: Moment,
  updatedAt: Moment,
  can: z.object({ update: z.boolean(), changeStatus: z.boolean(), withdraw: z.boolean() }),
  why: z.record(z.string(), z.string()),
});
export type Copy = z.output<typeof CopyReply>;
export type CopyRow = Omit<Copy, 'can' | 'why'>;

export function copyReply(ctx: Ctx, row: CopyRow): Copy {
  const busy = isBusy(row.status) ? 'catalog.copy_busy' : undefined;
  const gone = row.status === 'WITHDRAWN' ? 'catalog.copy_withdrawn' : undefined;
  const reasons = {
    update: holds(ctx.actor, 'copy:update') ? undefined : noPermission(ctx),
    changeStatus: holds(ctx.actor, 'copy:update') ? busy : noPermission(ctx),
    withdraw: holds(ctx.actor, 'copy:delete') ? (busy ?? gone) : noPermission(ctx),
  };
  const why = Object.fromEntries(Object.entries(reasons).flatMap(([key, reason]) => (reason ? [[key, reason]] : [])));
  return {
    ...row,
    can: { update: !reasons.update, changeStatus: !reasons.changeStatus, withdraw: !reasons.withdraw },
    why,
  };
}
