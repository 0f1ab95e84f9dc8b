import { failure } from './errors.ts';

/** Whom a permission reaches. Every loader takes it; outside it = not found. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'branches'; readonly ids: readonly string[] }
  | { readonly kind: 'departments'; readonly names: readonly string[] }
  | { readonly kind: 'own'; readonly accountId: string; readonly memberId: string | null }
  | { readonly kind: 'public' };

export interface Grant {
  readonly role: string;
  readonly scope: 'all' | 'branch' | 'department' | 'own' | 'public';
  readonly branchId?: string | null;
  readonly department?: string | null;
  readonly permissions: ReadonlySet<string>;
}

export type Actor =
  | { readonly kind: 'anonymous'; readonly grants: readonly Grant[] }
  | { readonly kind: 'system'; readonly name: string; readonly grants: readonly Grant[] }
  | {
      readonly kind: 'account';
      readonly accountId: string;
      readonly name: string;
      readonly memberId: string | null;
      readonly sessionId: string | null;
      readonly apiKeyId: string | null;
      /** The branch the actor works at: desk of the session, else the first branch granted. */
      readonly branchId: string | null;
      readonly locale: 'id' | 'en';
      readonly grants: readonly Grant[];
      /** Why nothing but one's own account is open yet: a dotted reason. */
      readonly heldBack?: string;
    };

/** No permission needed; whoever is signed in; the system alone. */
export const ANYONE = 'anyone';
export const SIGNED_IN = 'signed-in';

const WIDEST = ['all', 'branch', 'department', 'own', 'public'] as const;

/** The widest scope in which the actor holds the permission (of 'a|b' any will do), or null. */
export function scopeFor(actor: Actor, permission: string): Scope | null {
  if (actor.kind === 'system') return { kind: 'all' };
  if (permission === ANYONE || (permission === SIGNED_IN && actor.kind === 'account')) return ownScope(actor);
  const held = actor.grants.filter((grant) => permission.split('|').some((one) => grant.permissions.has(one)));
  const widest = WIDEST.find((scope) => held.some((grant) => grant.scope === scope));
  const same = held.filter((grant) => grant.scope === widest);
  if (widest === 'all') return { kind: 'all' };
  if (widest === 'branch') return { kind: 'branches', ids: same.flatMap((g) => g.branchId ?? []) };
  if (widest === 'department') return { kind: 'departments', names: same.flatMap((g) => g.department ?? []) };
  if (widest === 'own') return ownScope(actor);
  return widest === 'public' ? { kind: 'public' } : null;
}

const ownScope = (actor: Actor): Scope =>
  actor.kind === 'account' ? { kind: 'own', accountId: actor.accountId, memberId: actor.memberId } : { kind: 'public' };

export function requireScope(actor: Actor, permission: string): Scope {
  const scope = scopeFor(actor, permission);
  if (scope) return scope;
  if (actor.kind === 'anonymous') throw failure('UNAUTHORIZED', 'kernel.sign_in');
  if (actor.kind === 'account' && actor.heldBack) throw failure('FORBIDDEN', actor.heldBack);
  throw failure('FORBIDDEN', 'kernel.forbidden', { params: { permission } });
}

export const holds = (actor: Actor, permission: string): boolean => scopeFor(actor, permission) !== null;

/** Is a record of this branch within the scope? ('own' and 'public' say nothing about branches.) */
export const inBranchScope = (scope: Scope, branchId: string): boolean =>
  scope.kind === 'all' || (scope.kind === 'branches' && scope.ids.includes(branchId));
