import { NAMES, type Name, namesOf, type Part, type Snapshot } from './snapshots.ts';

/** The frozen figures in memory: what every answer is made from. */
export interface Shelf {
  /** Older ones do not take the place of newer ones. */
  put(snapshots: readonly Snapshot[]): void;
  get<N extends Name>(name: N): Snapshot<N> | undefined;
  /** When the oldest figure of a part was made; null while one is missing. */
  generatedAt(part: Part): Date | null;
  all(): Snapshot[];
  /** Rises with every change. */
  readonly version: number;
}

export function makeShelf(): Shelf {
  const kept = new Map<Name, Snapshot>();
  let version = 0;
  return {
    put(snapshots) {
      for (const snapshot of snapshots) {
        const before = kept.get(snapshot.name);
        if (before && before.generatedAt > snapshot.generatedAt) continue;
        kept.set(snapshot.name, snapshot);
        version++;
      }
    },
    get: <N extends Name>(name: N) => kept.get(name) as Snapshot<N> | undefined,
    generatedAt(part) {
      const names = namesOf(part);
      const times = names.flatMap((name) => kept.get(name)?.generatedAt.getTime() ?? []);
      return times.length < names.length ? null : new Date(Math.min(...times));
    },
    all: () => NAMES.flatMap((name) => kept.get(name) ?? []),
    get version() {
      return version;
    },
  };
}
