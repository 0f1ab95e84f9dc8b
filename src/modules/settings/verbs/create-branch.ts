import { verb } from '../../../kernel/verb.ts';
import { type Branch, NewBranch } from '../branch.ts';
import { insertBranch } from '../branches.ts';
import { requireBranch } from '../errors.ts';

export const createBranch = verb({
  name: 'settings.createBranch',
  permission: 'branch:manage',
  input: NewBranch,
  async run(ctx, input): Promise<Branch> {
    requireBranch(ctx, null);
    const branch = await insertBranch(ctx, input);
    ctx.record('branch.created', {
      type: 'CREATE',
      id: branch.id,
      name: branch.name,
      new: branch,
      branchId: branch.id,
    });
    return branch;
  },
});
