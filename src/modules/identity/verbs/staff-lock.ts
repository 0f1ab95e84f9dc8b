import type { VerbCtx } from '../../../kernel/context.ts';
import { lockAccount } from '../accounts.ts';
import { requireGrantable } from '../grantable.ts';
import { lockAdministration, type Staff, staffById } from '../staff.ts';

/** Somebody the actor may change: seen in his scope, and holding nothing he lacks. */
export async function lockStaff(ctx: VerbCtx, id: string): Promise<Staff> {
  await lockAdministration(ctx);
  await lockAccount(ctx, id);
  const staff = await staffById(ctx, id);
  await requireGrantable(ctx, staff.roles);
  return staff;
}
