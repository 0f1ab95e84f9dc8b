import type { Sql, VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { Preset } from './presets.ts';

const adminExists = prepared<{ done: boolean }>(
  'setup.done',
  `select exists (select from account_roles ar join roles r on r.id = ar.role_id and r.name = 'SUPER_ADMIN'
     join accounts a on a.id = ar.account_id where a.status <> 'DELETED') as done`,
);
/** A library is set up when somebody rules it. */
export const isSetUp = async (sql: Sql): Promise<boolean> => (await adminExists.one(sql, []))?.done ?? false;

const lock = prepared('setup.lock', 'select pg_advisory_xact_lock(7318003)');
/** One set-up at a time: who waits here finds it done. */
export async function lockSetup(ctx: VerbCtx): Promise<void> {
  await lock.all(ctx.sql, []);
}

const addAccount = prepared(
  'setup.account',
  `insert into accounts (id, email, name, password_hash, locale, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)`,
);
const grant = prepared(
  'setup.grant',
  `insert into account_roles (account_id, role_id, scope, granted_at)
   select $1, id, 'all', $2 from roles where name = 'SUPER_ADMIN'`,
);

export interface Administrator {
  email: string;
  name: string;
  passwordHash: string;
  locale: 'id' | 'en';
}

export async function insertAdministrator(ctx: VerbCtx, admin: Administrator): Promise<string> {
  const id = newId();
  await addAccount.all(ctx.sql, [id, admin.email, admin.name, admin.passwordHash, admin.locale, ctx.now]);
  await grant.all(ctx.sql, [id, ctx.now]);
  return id;
}

const anyBranch = prepared<{ id: string }>('setup.branch.any', 'select id from branches limit 1');
export const hasBranch = async (ctx: VerbCtx): Promise<boolean> => (await anyBranch.one(ctx.sql, [])) !== undefined;

const addMemberTypes = prepared(
  'setup.memberTypes',
  `insert into member_types (id, code, name, membership_days, created_at, updated_at)
   select id, code, name, "membershipDays", $2, $2
   from jsonb_to_recordset($1::jsonb) as r(id uuid, code text, name text, "membershipDays" int)
   on conflict (code) do nothing`,
);
const addCollectionTypes = prepared(
  'setup.collectionTypes',
  `insert into collection_types (id, code, name, loanable)
   select id, code, name, loanable from jsonb_to_recordset($1::jsonb) as r(id uuid, code text, name text, loanable boolean)
   on conflict (code) do nothing`,
);
const addRules = prepared(
  'setup.rules',
  `insert into circulation_rules (id, member_type_id, loan_days, max_loans, max_renewals, grace_days, fine_per_day,
     max_fine, hold_limit, hold_shelf_days, created_at, updated_at)
   select r.id, t.id, "loanDays", "maxLoans", "maxRenewals", "graceDays", "finePerDay", "maxFine", "holdLimit",
     "holdShelfDays", $2, $2
   from jsonb_to_recordset($1::jsonb) as r(id uuid, "memberType" text, "loanDays" int, "maxLoans" int, "maxRenewals" int,
     "graceDays" int, "finePerDay" bigint, "maxFine" bigint, "holdLimit" int, "holdShelfDays" int)
   left join member_types t on t.code = r."memberType"
   where r."memberType" is null or t.id is not null
   on conflict do nothing`,
);

const withIds = (rows: readonly object[]): string => JSON.stringify(rows.map((row) => ({ id: newId(), ...row })));

/** Rows that are there already, of a library filled before its set-up, stay as they are. */
export async function insertPreset(ctx: VerbCtx, preset: Preset): Promise<void> {
  await addMemberTypes.all(ctx.sql, [withIds(preset.memberTypes), ctx.now]);
  await addCollectionTypes.all(ctx.sql, [withIds(preset.collectionTypes)]);
  await addRules.all(ctx.sql, [withIds(preset.rules), ctx.now]);
}
