import { z } from 'zod';
import type { Sql } from '../../kernel/context.ts';
import { notFound } from '../../kernel/errors.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { StoredFact } from '../../kernel/reactions.ts';
import { Moment } from '../../kernel/validation.ts';

export const DeadReactionReply = z.object({
  id: z.uuid(),
  reaction: z.string(),
  factId: z.uuid(),
  /** What had happened; null when its month is no longer kept here. */
  action: z.string().nullable(),
  entityId: z.string().nullable(),
  error: z.string(),
  attempts: z.int(),
  failedAt: Moment,
});
export type DeadReaction = z.output<typeof DeadReactionReply>;

const open = prepared<DeadReaction>(
  'operations.dead',
  `select r.id, r.reaction, r.fact_id as "factId", f.action, f.entity_id as "entityId", r.error, r.attempts,
     r.failed_at as "failedAt"
   from reaction_failures r left join facts f on f.at = r.fact_at and f.id = r.fact_id
   where r.resolved_at is null order by r.failed_at desc, r.id limit 200`,
);
export const deadReactions = (sql: Sql): Promise<DeadReaction[]> => open.all(sql, []);

interface Locked {
  id: string;
  reaction: string;
  factId: string;
  factAt: Date;
}
const lock = prepared<Locked>(
  'operations.dead.lock',
  `select id, reaction, fact_id as "factId", fact_at as "factAt" from reaction_failures
   where id = $1 and resolved_at is null for no key update`,
);
export async function lockDeadReaction(sql: Sql, id: string): Promise<Locked> {
  const row = await lock.one(sql, [id]);
  if (!row) throw notFound('operations.no_dead_reaction');
  return row;
}

const close = prepared('operations.dead.close', 'update reaction_failures set resolved_at = $2 where id = $1');
export async function closeDeadReaction(sql: Sql, id: string, now: Date): Promise<void> {
  await close.all(sql, [id, now]);
}

const fact = prepared<StoredFact>(
  'operations.fact',
  `select id, at, tx, action, action_type as "actionType", entity_type as "entityType", entity_id as "entityId",
     actor_kind as "actorKind", actor_id as "actorId", branch_id as "branchId", request_id as "requestId",
     correlation_id as "correlationId", changed, details_digest as "detailsDigest"
   from facts where at = $1 and id = $2`,
);
export const factOf = (sql: Sql, row: Locked): Promise<StoredFact | undefined> =>
  fact.one(sql, [row.factAt, row.factId]);
