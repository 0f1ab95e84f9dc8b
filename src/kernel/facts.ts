import { hash, randomBytes } from 'node:crypto';
import { canonicalJson } from '../lib/canonical-json.ts';
import { changes, redact } from '../lib/difference.ts';
import type { Actor } from './access.ts';
import type { Ctx, Sql } from './context.ts';
import { newId } from './ids.ts';
import { prepared } from './prepared.ts';

/** S1 §3.2 ActionType plus S5's. */
// biome-ignore format: one line a source
export const ACTION_TYPES = [
  'CREATE', 'UPDATE', 'DELETE', 'LOGIN', 'LOGOUT', 'VIEW', 'DOWNLOAD', 'BORROW', 'RETURN',
  'PAYMENT_CREATED', 'PAYMENT_COMPLETED', 'PAYMENT_FAILED', 'PAYMENT_REFUNDED', 'EXPORT', 'IMPORT', 'ROLE_CHANGE',
] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

export interface FactInput {
  /** 'borrowing.created': entity before the dot, what happened after it. */
  action: string;
  type: ActionType;
  id: string;
  /** What people call it; kept with the erasable details. */
  name?: string | null | undefined;
  old?: object | null | undefined;
  new?: object | null | undefined;
  branchId?: string | null | undefined;
  /** Who did it, when the actor is nobody yet: at the door. */
  by?: { accountId: string; name: string; member?: boolean } | undefined;
  /** Cache tags that fall with this fact, beside `entity` and `entity:id`. */
  touches?: readonly string[];
}

export interface Fact extends Omit<FactInput, 'old' | 'new' | 'by'> {
  factId: string;
  at: Date;
}

const COLUMNS = 15;
const AT_ONCE = 50;

/** So many facts with their details in one statement. */
const insertFacts = Array.from({ length: AT_ONCE }, (_, last) => {
  const rows = (...columns: number[]): string =>
    Array.from({ length: last + 1 }, (_, row) => `(${columns.map((c) => `$${row * COLUMNS + c}`)})`).join();
  return prepared(
    `kernel.facts.insert.${last + 1}`,
    `with details as (insert into fact_details (fact_id, at, salt, body) values ${rows(1, 2, 14, 15)})
     insert into facts (id, at, action, action_type, entity_type, entity_id, actor_kind, actor_id, branch_id, request_id,
       correlation_id, changed, details_digest) values ${rows(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)}`,
  );
});

const saltedDigest = (salt: Buffer, text: string): Buffer =>
  hash('sha256', Buffer.concat([salt, Buffer.from(text)]), 'buffer');

let unused = Buffer.alloc(0);
/** From a pool: the system is asked once for 256 facts. */
function newSalt(): Buffer {
  if (unused.length === 0) unused = randomBytes(4096);
  const salt = unused.subarray(0, 16);
  unused = unused.subarray(16);
  return salt;
}

/** sha-256 over salt and canonical body: what the Merkle leaf covers, so that details can be erased. */
export const detailsDigest = (salt: Buffer, body: unknown): Buffer => saltedDigest(salt, canonicalJson(body));

export async function storeFacts(ctx: Ctx, sql: Sql, inputs: readonly FactInput[]): Promise<Fact[]> {
  const stored = inputs.map((input) => factRow(ctx, input));
  for (let at = 0; at < stored.length; at += AT_ONCE) {
    const some = stored.slice(at, at + AT_ONCE).flatMap(({ row }) => row);
    await insertFacts[some.length / COLUMNS - 1]?.all(sql, some);
  }
  return stored.map(({ fact }) => fact);
}

function factRow(ctx: Ctx, input: FactInput): { fact: Fact; row: unknown[] } {
  const { old, new: now, by, ...rest } = input;
  const { action, type, id: entityId, name = null, branchId = null } = input;
  const who = whoDid(ctx.actor, by);
  const { changed, ...values } = changes(old, now);
  const { id: requestId, correlationId, ip, userAgent } = ctx.request;
  const [oldValues, newValues] = [redact(values.old), redact(values.new)];
  const body = canonicalJson({ actorName: who.name, entityName: name, oldValues, newValues, ip, userAgent });
  const [id, salt] = [newId(), newSalt()];
  const what = [id, ctx.now, action, type, entityOf(action), entityId, who.kind, who.id, branchId];
  return {
    fact: { ...rest, factId: id, at: ctx.now },
    row: [...what, requestId, correlationId, changed, saltedDigest(salt, body), salt, body],
  };
}

export const entityOf = (action: string): string => action.slice(0, action.indexOf('.'));

function whoDid(actor: Actor, by: FactInput['by']): { kind: string; id: string | null; name: string } {
  if (by) return { kind: by.member ? 'member' : 'account', id: by.accountId, name: by.name };
  const { kind } = actor;
  if (kind !== 'account') return { kind, id: null, name: kind === 'system' ? `system:${actor.name}` : '-' };
  const member = actor.memberId !== null && actor.grants.every((g) => /own|public/.test(g.scope));
  return { kind: member ? 'member' : kind, id: actor.accountId, name: actor.name };
}
