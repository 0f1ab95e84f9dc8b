import type { VerbCtx } from '../../kernel/context.ts';
import { Failure, invalid } from '../../kernel/errors.ts';
import { prepared } from '../../kernel/prepared.ts';
import { branchOf } from '../settings/index.ts';
import { GRANTS, type GrantRow, toGrants } from './grants.ts';

/** Where a session sits: the branch of its desk, and whether the computer belongs to the desk. */
export interface Desk {
  branchId?: string | undefined;
  deskDevice: boolean;
}

const WORKS_HERE = 'borrowing:create';

const rolesOf = prepared<{ grants: GrantRow[] }>(
  'identity.desk.grants',
  `select ${GRANTS} as grants from accounts a where a.id = $1`,
);

/** A desk is in a branch the person works for, and only who lends sits at one. */
export async function requireDesk(ctx: VerbCtx, accountId: string, desk: Desk): Promise<void> {
  if (!desk.deskDevice && !desk.branchId) return;
  const grants = toGrants((await rolesOf.one(ctx.sql, [accountId]))?.grants ?? []);
  if (desk.deskDevice && !grants.some((grant) => grant.permissions.has(WORKS_HERE)))
    throw invalid('deskDevice', 'identity.no_desk');
  const { branchId } = desk;
  if (!branchId) return;
  const reaches = grants.some((grant) => grant.scope === 'all' || grant.branchId === branchId);
  if (!reaches || !(await isOpenBranch(ctx, branchId))) throw invalid('branchId', 'identity.not_your_branch');
}

export const isOpenBranch = async (ctx: VerbCtx, id: string): Promise<boolean> => {
  const branch = await branchOf(ctx, id).catch((error: unknown) => {
    if (error instanceof Failure && error.kind === 'NOT_FOUND') return null;
    throw error;
  });
  return branch?.status === 'ACTIVE';
};
