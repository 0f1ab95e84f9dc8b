import type { Sql, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { unknownRole } from './errors.ts';

/** A role somebody holds, and how far it reaches. */
export interface Assignment {
  role: string;
  scope: 'all' | 'branch' | 'own';
  branchId: string | null;
}

const assign = prepared<{ role: string }>(
  'identity.roles.assign',
  `insert into account_roles (account_id, role_id, scope, branch_id, granted_by, granted_at)
   select $1, r.id, a.scope, a."branchId", $3, $4
   from jsonb_to_recordset($2::jsonb) as a(role text, scope text, "branchId" uuid) join roles r on r.name = a.role
   returning (select name from roles where id = role_id) as role`,
);
const unassign = prepared('identity.roles.unassign', 'delete from account_roles where account_id = $1');

/** Whether the actor may grant them is asked before (grantable.ts). */
export async function storeAssignments(ctx: VerbCtx, accountId: string, wanted: readonly Assignment[]): Promise<void> {
  const by = ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
  await unassign.all(ctx.sql, [accountId]);
  const stored = await assign.all(ctx.sql, [accountId, JSON.stringify(wanted), by, ctx.now]);
  const names = new Set(stored.map((row) => row.role));
  const missing = wanted.find((assignment) => !names.has(assignment.role));
  if (missing) throw unknownRole(missing.role);
}

const held = prepared<Assignment>(
  'identity.roles.held',
  `select r.name as role, ar.scope, ar.branch_id as "branchId" from account_roles ar join roles r on r.id = ar.role_id
   where ar.account_id = $1 order by r.name, ar.branch_id`,
);
export const assignmentsOf = (sql: Sql, accountId: string): Promise<Assignment[]> => held.all(sql, [accountId]);
