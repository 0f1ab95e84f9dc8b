import { z } from 'zod';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import type { Branch } from '../branch.ts';
import { copiesAt, lockBranch, openBranches, storeBranch } from '../branches.ts';
import { branchHasCopies, lastBranch, requireBranch, requireVersion } from '../errors.ts';

/** Loans and money of a branch stay: it is closed, never deleted. */
export const closeBranch = verb({
  name: 'settings.closeBranch',
  permission: 'branch:manage',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<Branch> {
    requireBranch(ctx, id);
    const open = await openBranches(ctx);
    const before = await lockBranch(ctx, id);
    requireVersion(ctx, before.version);
    if (before.status === 'CLOSED') return ctx.unchanged(before);
    if (open.every((branch) => branch.id === id)) throw lastBranch();
    const copies = await copiesAt(ctx, id);
    if (copies > 0) throw branchHasCopies(copies);
    const stored = await storeBranch(ctx, { ...before, status: 'CLOSED' });
    ctx.record('branch.closed', {
      type: 'DELETE',
      id,
      name: stored.name,
      old: { status: before.status },
      new: { status: stored.status },
      branchId: id,
    });
    return stored;
  },
});
