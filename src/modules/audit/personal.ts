import { type Actor, inBranchScope, type Scope, scopeFor } from '../../kernel/access.ts';
import type { Permission } from '../identity/index.ts';

/**
 * Facts about these carry values of a person: seen by whoever may see the record itself there, and by whoever
 * did it. A module whose facts tell of persons names its entities here.
 */
const PERSONAL: Readonly<Record<string, Permission>> = {
  member: 'member:read',
  members: 'member:read',
  borrowing: 'borrowing:read',
  hold: 'hold:read',
  fine: 'fine:read',
  payment: 'fine:read',
  refund: 'fine:read',
  visit: 'visit:read',
  account: 'admin:manage',
  session: 'admin:manage',
  setup: 'admin:manage',
  key: 'key:manage',
};
/** Address and browser of whoever did it. */
const TRACES: Permission = 'admin:manage';

export interface Reader {
  accountId: string | null;
  sees(entityType: string, branchId: string | null): boolean;
  seesTraces(branchId: string | null): boolean;
  /** Entities of which not everything is seen, with the branches where it is. */
  limits: { entityType: string; branchIds: readonly string[] }[];
}

export function readerOf(actor: Actor): Reader {
  const accountId = actor.kind === 'account' ? actor.accountId : null;
  const scopes = new Map(Object.entries(PERSONAL).map(([entity, permission]) => [entity, scopeFor(actor, permission)]));
  const traces = scopeFor(actor, TRACES);
  return {
    accountId,
    sees: (entityType, branchId) => !scopes.has(entityType) || reaches(scopes.get(entityType) ?? null, branchId),
    seesTraces: (branchId) => reaches(traces, branchId),
    limits: [...scopes]
      .filter(([, scope]) => scope?.kind !== 'all')
      .map(([entityType, scope]) => ({ entityType, branchIds: scope?.kind === 'branches' ? scope.ids : [] })),
  };
}

const reaches = (scope: Scope | null, branchId: string | null): boolean =>
  scope?.kind === 'all' || (scope !== null && branchId !== null && inBranchScope(scope, branchId));
