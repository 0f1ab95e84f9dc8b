import { z } from 'zod';
import { type Scope, scopeFor } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';

/** Of a person a report counts: looked up for each reader, for a frozen report must not keep a name that was erased. */
export const MemberName = z.object({ id: z.uuid(), memberId: z.string(), name: z.string() });
export type MemberName = z.output<typeof MemberName>;

const names = prepared<MemberName>(
  'reports.names.members',
  `select m.id, m.member_id as "memberId", m.name from members m where m.id = any ($1::uuid[])
     and ($2 or m.branch_id = any ($3::uuid[]) or m.department = any ($4::text[]) or m.id = $5)`,
);

/** Holders of member:read see names of members within their reach, and of everybody where all they did was at such branches. */
export async function memberNames(
  ctx: Ctx,
  ids: readonly string[],
  at: readonly string[] | null,
): Promise<ReadonlyMap<string, MemberName>> {
  const scope = scopeFor(ctx.actor, 'member:read');
  if (!scope || ids.length === 0) return new Map();
  const rows = await names.all(ctx.sql, [[...new Set(ids)], ...reach(scope, at)]);
  return new Map(rows.map((row) => [row.id, row]));
}

function reach(scope: Scope, at: readonly string[] | null): readonly unknown[] {
  const branches = scope.kind === 'branches' ? scope.ids : [];
  const all = scope.kind === 'all' || (at?.every((branchId) => branches.includes(branchId)) ?? false);
  return [all, branches, scope.kind === 'departments' ? scope.names : [], scope.kind === 'own' ? scope.memberId : null];
}

const accounts = prepared<{ id: string; name: string }>(
  'reports.names.accounts',
  'select id, name from accounts where id = any ($1::uuid[])',
);
export async function staffNames(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await accounts.all(ctx.sql, [ids]);
  return new Map(rows.map((row) => [row.id, row.name]));
}
