import type { FastifyRequest } from 'fastify';
import { type Actor, scopeFor } from '../../kernel/access.ts';
import type { Reader } from './mask.ts';

/** Who may make reports sees readers by name: all of them, or those of the own branches. */
export function readerFor(actor: Actor): Reader {
  const scope = scopeFor(actor, 'reports:generate');
  if (scope?.kind === 'all') return 'full';
  return scope?.kind === 'branches' ? new Set(scope.ids) : 'public';
}

export const ANONYMOUS: Actor = { kind: 'anonymous', grants: [] };

/** Nothing that could say who it is: then nobody needs to be asked. */
export const isAnonymous = ({ headers }: FastifyRequest): boolean =>
  headers.authorization === undefined && headers.cookie === undefined && headers['x-api-key'] === undefined;
