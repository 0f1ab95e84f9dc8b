/** What tells whether two records mean one book. */
export interface Mergeable {
  readonly targetId: string;
  readonly isbn: string | null;
  /** Whose number, and the number. */
  readonly control: string | null;
}

/**
 * Records of several catalogues that are one book, in the order they were found, the first leading. Of one catalogue two
 * records with one ISBN stay two (volumes share an ISBN), unless they are the very same record.
 */
export function mergeCandidates<T extends Mergeable>(found: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (const one of found) {
    const group = groups.find((others) => others.some((other) => isSame(one, other)) && !rivals(one, others));
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups;
}

const isSame = (a: Mergeable, b: Mergeable): boolean =>
  (a.control !== null && a.control === b.control) || (a.isbn !== null && a.isbn === b.isbn);

const rivals = (one: Mergeable, others: readonly Mergeable[]): boolean =>
  others.some((other) => other.targetId === one.targetId && (one.control === null || other.control !== one.control));
