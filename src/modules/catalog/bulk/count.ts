import type { Counts } from './batch.ts';
import { type BookPlan, changesAnything } from './plan.ts';

export const NOTHING: Counts = { chosen: 0, changed: 0, unchanged: 0, refused: [], copies: 0, copiesRefused: [] };

function counted(reasons: Counts['refused'], more: readonly string[]): Counts['refused'] {
  const sums = new Map(reasons.map(({ code, count }) => [code, count]));
  for (const code of more) sums.set(code, (sums.get(code) ?? 0) + 1);
  return [...sums].map(([code, count]) => ({ code, count }));
}

export function countPlans(before: Counts, plans: readonly BookPlan[]): Counts {
  const changed = plans.filter(changesAnything);
  const refused = plans.flatMap((plan) => plan.refused ?? []);
  return {
    chosen: before.chosen + plans.length,
    changed: before.changed + changed.length,
    unchanged: before.unchanged + plans.length - changed.length - refused.length,
    refused: counted(before.refused, refused),
    copies: before.copies + changed.reduce((sum, plan) => sum + plan.copies.length, 0),
    copiesRefused: counted(
      before.copiesRefused,
      plans.flatMap((plan) => plan.copiesRefused),
    ),
  };
}
