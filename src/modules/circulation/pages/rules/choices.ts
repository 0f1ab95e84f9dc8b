import type { Ctx } from '../../../../kernel/context.ts';
import type { Words } from '../../../../ui/words.ts';
import { listCollectionTypes } from '../../../catalog/index.ts';
import { listMemberTypes } from '../../../members/index.ts';
import { listBranches } from '../../../settings/index.ts';
import type { Rule } from '../../borrowing.ts';

/** What a rule may be narrowed by, the weightiest first. */
export const CONDITIONS = ['branchId', 'memberTypeId', 'collectionTypeId', 'materialType'] as const;
export type Condition = (typeof CONDITIONS)[number];
export type Choices = Readonly<Record<Condition, { value: string; label: string }[]>>;

const MATERIALS = [
  'BOOK',
  'REFERENCE',
  'MAGAZINE',
  'JOURNAL',
  'NEWSPAPER',
  'THESIS',
  'MAP',
  'DVD',
  'CD',
  'AUDIO',
  'VIDEO',
  'GAME',
];

export async function choicesOf(ctx: Ctx, words: Words): Promise<Choices> {
  const [branches, types, collections] = await Promise.all([
    listBranches(ctx, { limit: 100 }),
    listMemberTypes(ctx, { limit: 100, status: 'ACTIVE' }),
    listCollectionTypes(ctx, {}),
  ]);
  const named = (rows: readonly { id: string; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, label: name }));
  return {
    branchId: named(branches.items),
    memberTypeId: named(types.items),
    collectionTypeId: named(collections),
    materialType: MATERIALS.map((value) => ({ value, label: words(`catalog.material.${value}`) })),
  };
}

export const nameOf = (choices: Choices, name: Condition, value: Rule[Condition]): string =>
  choices[name].find((choice) => choice.value === value)?.label ?? String(value);
