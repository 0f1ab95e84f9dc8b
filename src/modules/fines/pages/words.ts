import type { Ctx } from '../../../kernel/context.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { listBranches, readSettings } from '../../settings/index.ts';

/** Words with the dates of the library's own zone. */
export const moneyWords = async (ctx: Ctx): Promise<Words> => wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);

/** Open branches within the reach, to choose from. */
export async function branchOptions(ctx: Ctx): Promise<{ value: string; label: string }[]> {
  const { items } = await listBranches(ctx, { status: 'ACTIVE', limit: 100 });
  const { scope } = ctx;
  const mine = scope.kind === 'branches' ? items.filter((branch) => scope.ids.includes(branch.id)) : items;
  return mine.map((branch) => ({ value: branch.id, label: branch.name }));
}
