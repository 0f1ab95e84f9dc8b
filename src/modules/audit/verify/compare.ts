import { sameHash } from '../../../lib/merkle/hash.ts';
import { rootOfTree, type TreeState } from '../../../lib/merkle/tree.ts';
import type { Waiting } from './claims.ts';
import type { Problems } from './problems.ts';

export interface Comparison {
  /** Size at which the next claim can be looked at. */
  next(): number;
  /** Looks at every claim about a tree of this size. */
  at(tree: TreeState): Promise<void>;
  /** What is still waiting speaks of facts that are gone. */
  rest(size: number): Promise<void>;
  /** Every line of the witness had its answer. */
  readonly witnessHeard: boolean;
}

/** The recomputed tree against what the database signed and what a witness saw. */
export function comparison(stored: Waiting, witnessed: Waiting, problems: Problems): Comparison {
  return {
    next: () => Math.min(stored.size(), witnessed.size()),
    async at(tree) {
      const root = rootOfTree(tree);
      const { size } = tree;
      let known = false;
      while (stored.size() === size) {
        known = true;
        if (!sameHash((await stored.take()).root, root)) problems.add('checkpoint_differs', {}, { size });
      }
      while (witnessed.size() === size) {
        const { root: seen } = await witnessed.take();
        if (!sameHash(seen, root)) problems.add('witness_differs', {}, { size });
        else if (!known) problems.add('checkpoint_missing', {}, { size });
      }
    },
    async rest(size) {
      const signed = await lastOf(stored);
      if (signed > 0) problems.add('log_truncated', {}, { size, signed, missing: signed - size });
      const seen = await lastOf(witnessed);
      if (seen > 0) problems.add('log_rolled_back', {}, { size, seen, missing: seen - size });
    },
    get witnessHeard() {
      return witnessed.size() === Number.POSITIVE_INFINITY;
    },
  };
}

/** The largest size that is left: every smaller one says the same of less. 0 when none is left. */
async function lastOf(waiting: Waiting): Promise<number> {
  let last = 0;
  while (waiting.size() < Number.POSITIVE_INFINITY) last = (await waiting.take()).size;
  return last;
}
