import type { Ctx } from '../kernel/context.ts';
import { listCollectionTypes } from '../modules/catalog/index.ts';
import { listMemberTypes } from '../modules/members/index.ts';
import { listBranches } from '../modules/settings/index.ts';
import { EXIT, Problem } from '../problem.ts';

/** People write codes; verbs take ids. */
export async function branchIdOf(ctx: Ctx, code: string): Promise<string> {
  const { items } = await listBranches(ctx, { limit: 100 });
  return idOf(items, code, 'cli.no_branch');
}

export async function memberTypeIdOf(ctx: Ctx, code: string): Promise<string> {
  const { items } = await listMemberTypes(ctx, { limit: 100 });
  return idOf(items, code, 'cli.no_member_type');
}

export async function collectionTypeIdOf(ctx: Ctx, code: string): Promise<string> {
  return idOf(await listCollectionTypes(ctx, {}), code, 'cli.no_collection_type');
}

function idOf(items: readonly { id: string; code: string }[], code: string, problem: string): string {
  const found = items.find((item) => item.code.toLowerCase() === code.toLowerCase());
  if (found) return found.id;
  throw new Problem(problem, { code, known: items.map((item) => item.code).join(', ') || '-' }, EXIT.notFound);
}
