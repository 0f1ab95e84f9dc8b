import { createHash, randomBytes } from 'node:crypto';
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

const insertFacts = prepared<{ id: string }>(
  'kernel.facts.insert',
  `with rows as (select * from jsonb_to_recordset($1::jsonb) as r(
      id uuid, at timestamptz, action text, action_type text, entity_type text, entity_id text, actor_kind text,
      actor_id uuid, branch_id uuid, request_id text, correlation_id text, changed text[], digest text, salt text, body jsonb)),
    stored as (insert into fact_details (fact_id, at, salt, body)
      select id, at, decode(salt, 'hex'), body from rows)
   insert into facts (id, at, action, action_type, entity_type, entity_id, actor_kind, actor_id, branch_id,
      request_id, correlation_id, changed, details_digest)
   select id, at, action, action_type, entity_type, entity_id, actor_kind, actor_id, branch_id,
      request_id, correlation_id, changed, decode(digest, 'hex') from rows`,
);

/** sha-256 over salt and canonical body: what the Merkle leaf covers, so that details can be erased. */
export const detailsDigest = (salt: Buffer, body: unknown): Buffer =>
  createHash('sha256').update(salt).update(canonicalJson(body)).digest();

export async function storeFacts(ctx: Ctx, sql: Sql, inputs: readonly FactInput[]): Promise<Fact[]> {
  const stored = inputs.map((input) => factRow(ctx, input));
  await insertFacts.all(sql, [JSON.stringify(stored.map((s) => s.row))]);
  return stored.map((s) => s.fact);
}

function factRow(ctx: Ctx, input: FactInput): { fact: Fact; row: Record<string, unknown> } {
  const { old, new: now, by, ...rest } = input;
  const who = whoDid(ctx.actor, by);
  const difference = changes(old, now);
  const { ip, userAgent } = ctx.request;
  const values = { oldValues: redact(difference.old), newValues: redact(difference.new) };
  const details = { actorName: who.name, entityName: input.name ?? null, ...values, ip, userAgent };
  const body = JSON.parse(JSON.stringify(details));
  const salt = randomBytes(16);
  const id = newId();
  const row = {
    id,
    at: ctx.now.toISOString(),
    action: input.action,
    action_type: input.type,
    entity_type: entityOf(input.action),
    entity_id: input.id,
    actor_kind: who.kind,
    actor_id: who.id,
    branch_id: input.branchId ?? null,
    request_id: ctx.request.id,
    correlation_id: ctx.request.correlationId,
    changed: difference.changed,
    digest: detailsDigest(salt, body).toString('hex'),
    salt: salt.toString('hex'),
    body,
  };
  return { fact: { ...rest, factId: id, at: ctx.now }, row };
}

export const entityOf = (action: string): string => action.slice(0, action.indexOf('.'));

function whoDid(actor: Actor, by: FactInput['by']): { kind: string; id: string | null; name: string } {
  if (by) return { kind: by.member ? 'member' : 'account', id: by.accountId, name: by.name };
  const { kind } = actor;
  if (kind !== 'account') return { kind, id: null, name: kind === 'system' ? `system:${actor.name}` : '-' };
  const member = actor.memberId !== null && actor.grants.every((g) => /own|public/.test(g.scope));
  return { kind: member ? 'member' : kind, id: actor.accountId, name: actor.name };
}
