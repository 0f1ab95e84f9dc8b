import { isDeepStrictEqual } from 'node:util';
import { verb } from '../../../kernel/verb.ts';
import { type Branch, BranchChange } from '../branch.ts';
import { lockBranch, storeBranch } from '../branches.ts';
import { requireBranch, requireVersion } from '../errors.ts';
import { withoutUndefined } from '../settings.ts';

export const updateBranch = verb({
  name: 'settings.updateBranch',
  permission: 'branch:manage',
  input: BranchChange,
  async run(ctx, change): Promise<Branch> {
    requireBranch(ctx, change.id);
    const before = await lockBranch(ctx, change.id);
    requireVersion(ctx, before.version);
    const after: Branch = { ...before, ...withoutUndefined(change) };
    if (isDeepStrictEqual(after, before)) return ctx.unchanged(before);
    const stored = await storeBranch(ctx, after);
    ctx.record('branch.updated', {
      type: 'UPDATE',
      id: stored.id,
      name: stored.name,
      old: before,
      new: stored,
      branchId: stored.id,
    });
    return stored;
  },
});
