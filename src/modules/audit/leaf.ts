import { canonicalJson } from '../../lib/canonical-json.ts';
import { type Hash, leafHash } from '../../lib/merkle/hash.ts';

/** A fact as its leaf covers it: every column of the row, the moment to the microsecond. */
export interface LeafFact {
  id: string;
  at: string;
  tx: string;
  action: string;
  action_type: string;
  entity_type: string;
  entity_id: string;
  actor_kind: string;
  actor_id: string | null;
  branch_id: string | null;
  request_id: string | null;
  correlation_id: string | null;
  changed: string[];
  details_digest: string;
}

/** A moment as text: order of texts is order of moments. */
export const momentText = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Columns of `facts f` in the shape of LeafFact. */
export const LEAF_COLUMNS = `f.id, ${momentText('f.at')} as at, f.tx, f.action, f.action_type, f.entity_type, f.entity_id,
  f.actor_kind, f.actor_id, f.branch_id, f.request_id, f.correlation_id, f.changed,
  encode(f.details_digest, 'hex') as details_digest`;

/** Named one by one, because rows may carry more than the leaf covers. */
export function leafOf(f: LeafFact): Hash {
  const { id, at, tx, action, action_type, entity_type, entity_id, actor_kind, actor_id } = f;
  const { branch_id, request_id, correlation_id, changed, details_digest } = f;
  const about = { id, at, tx, action, action_type, entity_type, entity_id, actor_kind, actor_id };
  const rest = { branch_id, request_id, correlation_id, changed, details_digest };
  return leafHash(Buffer.from(canonicalJson({ ...about, ...rest })));
}
