import type { Scope } from '../../kernel/access.ts';

/** A scope as two parameters of a statement: the branches it is held to, and the one member; null = not held. */
export interface Reach {
  branches: readonly string[] | null;
  member: string | null;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

export function reachOf(scope: Scope): Reach {
  if (scope.kind === 'all') return { branches: null, member: null };
  if (scope.kind === 'branches') return { branches: scope.ids, member: null };
  return { branches: null, member: scope.kind === 'own' ? (scope.memberId ?? NOBODY) : NOBODY };
}
