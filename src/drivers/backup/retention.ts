export interface Keep {
  newest: number;
  weekly: number;
}

export interface Dated {
  at: Date;
}

const WEEK = 7 * 86_400_000;
const MONDAY = 4 * 86_400_000; // the epoch was a Thursday

const weekOf = (at: Date): number => Math.floor((at.getTime() - MONDAY) / WEEK);

/** The newest ones, and the newest of each of the last weeks that have any; order does not matter. */
export function kept<T extends Dated>(backups: readonly T[], { newest, weekly }: Keep): Set<T> {
  const sorted = backups.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  const weeks = new Map<number, T>();
  for (const each of sorted) if (!weeks.has(weekOf(each.at))) weeks.set(weekOf(each.at), each);
  return new Set([...sorted.slice(0, newest), ...[...weeks.values()].slice(0, weekly)]);
}
