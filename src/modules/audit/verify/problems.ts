import { type Locale, type Params, translate } from '../../../kernel/i18n.ts';

export interface Problem {
  kind: string;
  position?: number;
  factId?: string;
  message: string;
}

export interface Problems {
  readonly list: readonly Problem[];
  readonly count: number;
  /** Does the outside witness contradict the log? */
  readonly againstWitness: boolean;
  add(kind: string, place?: { position?: number; factId?: string }, params?: Params): void;
}

const MOST = 100;
/** So that ten thousand of one kind do not hide the one of another. */
const MOST_OF_A_KIND = 15;
const OF_WITNESS = /^(witness_|checkpoint_missing|log_rolled_back)/;

export function collectProblems(locale: Locale): Problems {
  const list: Problem[] = [];
  const kinds = new Map<string, number>();
  let count = 0;
  return {
    list,
    get count() {
      return count;
    },
    get againstWitness() {
      return [...kinds.keys()].some((kind) => OF_WITNESS.test(kind));
    },
    add(kind, place = {}, params = {}) {
      count++;
      const before = kinds.get(kind) ?? 0;
      kinds.set(kind, before + 1);
      if (before >= MOST_OF_A_KIND || list.length >= MOST) return;
      const message = translate(locale, `audit.problem.${kind}`, { ...place, ...params });
      list.push({ kind, ...place, message });
    },
  };
}
