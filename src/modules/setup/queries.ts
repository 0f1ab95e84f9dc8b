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

const lock = prepared('setup.lock', 'select pg_advisory_xact_lock(7318004)');
/** One set-up at a time: who waits here finds it done. */
export async function lockSetup(ctx: VerbCtx): Promise<void> {
  await lock.all(ctx.sql, []);
}

const anyBranch = prepared<{ id: string }>('setup.branch.any', 'select id from branches limit 1');
export const hasBranch = async (ctx: VerbCtx): Promise<boolean> => (await anyBranch.one(ctx.sql, [])) !== undefined;

const typeCodes = prepared<{ id: string; code: string }>('setup.memberTypes', 'select id, code from member_types');
export const memberTypeIds = async (ctx: VerbCtx): Promise<Map<string, string>> =>
  new Map((await typeCodes.all(ctx.sql, [])).map(({ id, code }) => [code, id]));

const anyRule = prepared<{ id: string }>('setup.rule.any', 'select id from circulation_rules limit 1');
export const hasRules = async (ctx: VerbCtx): Promise<boolean> => (await anyRule.one(ctx.sql, [])) !== undefined;

const addCollectionTypes = prepared(
  'setup.collectionTypes',
  `insert into collection_types (id, code, name, loanable)
   select id, code, name, loanable from jsonb_to_recordset($1::jsonb) as r(id uuid, code text, name text, loanable boolean)
   on conflict (code) do nothing`,
);
export async function insertCollectionTypes(ctx: VerbCtx, types: Preset['collectionTypes']): Promise<void> {
  await addCollectionTypes.all(ctx.sql, [JSON.stringify(types.map((type) => ({ id: newId(), ...type })))]);
}
