import { inBranchScope, requireScope } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { branchOf, onlyBranch } from '../settings/index.ts';
import type { CollectionType } from './copy.ts';
import { branchClosed, branchNeeded, branchNotFound, collectionTypeNotFound, noCollectionType } from './errors.ts';

/** Where new copies go: as said, else where the actor works, else the one branch there is. */
export async function branchForCopies(ctx: Ctx, asked: string | undefined): Promise<string> {
  const own = ctx.actor.kind === 'account' ? ctx.actor.branchId : null;
  const id = asked ?? own ?? (await onlyBranch(ctx.sql));
  if (id === null) throw branchNeeded();
  await requireBranch(ctx, id, 'copy:create');
  return id;
}

/** An open branch within reach of the permission; any other is not found. */
export async function requireBranch(ctx: Ctx, id: string, permission: string): Promise<void> {
  if (!inBranchScope(requireScope(ctx.actor, permission), id)) throw branchNotFound();
  const branch = await branchOf(ctx, id).catch(() => null);
  if (!branch) throw branchNotFound();
  if (branch.status !== 'ACTIVE') throw branchClosed();
}

const TYPE = 'select id, code, name, loanable from collection_types';
const all = prepared<CollectionType>('catalog.collectionTypes', `${TYPE} order by code`);
const one = prepared<CollectionType>('catalog.collectionType', `${TYPE} where id = $1`);
const usual = prepared<CollectionType>(
  'catalog.collectionType.usual',
  `${TYPE} where loanable order by code = 'UMUM' desc, code limit 1`,
);

export const collectionTypes = (ctx: Ctx): Promise<CollectionType[]> => all.all(ctx.sql, []);

/** As said, else the general collection. */
export async function collectionTypeFor(ctx: Ctx, asked: string | undefined): Promise<string> {
  const type = asked === undefined ? await usual.one(ctx.sql, []) : await one.one(ctx.sql, [asked]);
  if (!type) throw asked === undefined ? noCollectionType() : collectionTypeNotFound();
  return type.id;
}
