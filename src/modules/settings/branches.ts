import type { Ctx, Sql, VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { Branch, NewBranch } from './branch.ts';
import { branchNotFound } from './errors.ts';
import { kept } from './queries.ts';

const BRANCH = `id, code, name, kind, address, phone, time_zone as "timeZone", opening_hours as "openingHours", status,
  version, created_at as "createdAt", updated_at as "updatedAt"`;

const byId = prepared<Branch>('settings.branch', `select ${BRANCH} from branches where id = $1`);
const byIdLocked = prepared<Branch>('settings.branch.lock', `select ${BRANCH} from branches where id = $1 for update`);

const found = (branch: Branch | undefined): Branch => {
  if (!branch) throw branchNotFound();
  return branch;
};

/** A branch, open or closed (see its status); fails with settings.branch_not_found. */
export const branchOf = (ctx: Ctx, branchId: string): Promise<Branch> =>
  kept(ctx, `branch:${branchId}`, ['branch'], async (sql) => found(await byId.one(sql, [branchId])));

const open = prepared<{ id: string }>(
  'settings.branch.only',
  `select id from branches where status = 'ACTIVE' and ($1::uuid[] is null or id = any ($1)) limit 2`,
);
/** The one open branch there is, of these where some are named; null when there are several or none. */
export async function onlyBranch(sql: Sql, within: readonly string[] | null = null): Promise<string | null> {
  const [only, another] = await open.all(sql, [within]);
  return only && !another ? only.id : null;
}

export const lockBranch = async (ctx: VerbCtx, id: string): Promise<Branch> =>
  found(await byIdLocked.one(ctx.sql, [id]));

const add = prepared<Branch>(
  'settings.branch.add',
  `insert into branches (id, code, name, kind, address, phone, time_zone, opening_hours, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) returning ${BRANCH}`,
);
export async function insertBranch(ctx: VerbCtx, b: NewBranch): Promise<Branch> {
  const hours = b.openingHours ? JSON.stringify(b.openingHours) : null;
  const values = [newId(), b.code, b.name, b.kind, b.address ?? null, b.phone ?? null, b.timeZone ?? null, hours];
  return found(await add.one(ctx.sql, [...values, ctx.now]));
}

const change = prepared<Branch>(
  'settings.branch.change',
  `update branches set code = $2, name = $3, kind = $4, address = $5, phone = $6, time_zone = $7, opening_hours = $8,
     status = $9, updated_at = $10, version = version + 1 where id = $1 returning ${BRANCH}`,
);
export async function storeBranch(ctx: VerbCtx, b: Branch): Promise<Branch> {
  const hours = b.openingHours ? JSON.stringify(b.openingHours) : null;
  const values = [b.id, b.code, b.name, b.kind, b.address, b.phone, b.timeZone, hours, b.status, ctx.now];
  return found(await change.one(ctx.sql, values));
}

const holding = prepared<{ copies: number }>(
  'settings.branch.copies',
  `select count(*)::int as copies from copies where (branch_id = $1 or transit_to = $1) and status <> 'WITHDRAWN'`,
);
export const copiesAt = async (ctx: VerbCtx, id: string): Promise<number> =>
  (await holding.one(ctx.sql, [id]))?.copies ?? 0;

/** Locked in one order, so that two branches closed at once cannot both believe the other stays. */
const lockOpen = prepared<{ id: string }>(
  'settings.branch.open',
  `select id from branches where status = 'ACTIVE' order by id for update`,
);
export const openBranches = (ctx: VerbCtx): Promise<{ id: string }[]> => lockOpen.all(ctx.sql, []);
