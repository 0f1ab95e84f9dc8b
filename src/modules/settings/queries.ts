import type { Ctx, Sql, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { branchNotFound } from './errors.ts';
import type { OpeningHours } from './opening-hours.ts';
import { type Settings, type SettingsChange, settingsFrom } from './settings.ts';

const KEPT_SECONDS = 300;

const allSettings = prepared<{ key: string; value: unknown }>(
  'settings.all',
  'select key, value from settings order by key',
);
const loadSettings = async (sql: Sql): Promise<Settings> => settingsFrom(await allSettings.all(sql, []));

/** Kept until its tag falls; a transaction that is changing these things reads them itself and keeps nothing. */
export function kept<T>(ctx: Ctx, key: string, tags: readonly string[], load: (sql: Sql) => Promise<T>): Promise<T> {
  if (tags.some((tag) => ctx.tx?.touched.has(tag))) return load(ctx.sql);
  return ctx.drivers.cache.fill(key, { ttlSeconds: KEPT_SECONDS, tags }, () => load(ctx.sql));
}

/** What the librarian has set, over the shipped defaults. */
export const readSettings = (ctx: Ctx): Promise<Settings> => kept(ctx, 'settings', ['settings'], loadSettings);

const beginVersion = prepared(
  'settings.version.begin',
  `insert into settings (key, value, updated_at) values ('version', '1', $1) on conflict (key) do nothing`,
);
const lockVersion = prepared('settings.version.lock', `select value from settings where key = 'version' for update`);

/** The version row is the lock of all settings; they are read after it is held. */
export async function lockSettings(ctx: VerbCtx): Promise<Settings> {
  await beginVersion.all(ctx.sql, [ctx.now]);
  await lockVersion.all(ctx.sql, []);
  return loadSettings(ctx.sql);
}

const put = prepared(
  'settings.put',
  `insert into settings (key, value, updated_at, updated_by) values ($1, $2, $3, $4)
   on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
);
export async function storeSettings(ctx: VerbCtx, values: SettingsChange & { version: number }): Promise<void> {
  const by = ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
  for (const [key, value] of Object.entries(values)) await put.all(ctx.sql, [key, JSON.stringify(value), ctx.now, by]);
}

export interface Branch {
  id: string;
  code: string;
  name: string;
  kind: 'FIXED' | 'MOBILE';
  address: string | null;
  phone: string | null;
  /** null: as the settings say. */
  timeZone: string | null;
  openingHours: OpeningHours | null;
  status: 'ACTIVE' | 'CLOSED';
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export const BRANCH = `id, code, name, kind, address, phone, time_zone as "timeZone", opening_hours as "openingHours", status,
  version, created_at as "createdAt", updated_at as "updatedAt"`;

const byId = prepared<Branch>('settings.branch', `select ${BRANCH} from branches where id = $1`);
const byIdLocked = prepared<Branch>('settings.branch.lock', `select ${BRANCH} from branches where id = $1 for update`);

const found = (branch: Branch | undefined): Branch => {
  if (!branch) throw branchNotFound();
  return branch;
};

/** A branch, open or closed; not found otherwise. */
export const branchOf = (ctx: Ctx, branchId: string): Promise<Branch> =>
  kept(ctx, `branch:${branchId}`, ['branch'], async (sql) => found(await byId.one(sql, [branchId])));

export const lockBranch = async (ctx: VerbCtx, id: string): Promise<Branch> =>
  found(await byIdLocked.one(ctx.sql, [id]));

const holidaysOf = prepared<{ date: string }>(
  'settings.holidays.of',
  'select date from holidays where branch_id is null or branch_id = $1',
);
/** Every closed day known for the branch: some dozens a year. */
export const closedDays = async (sql: Sql, branchId: string): Promise<ReadonlySet<string>> =>
  new Set((await holidaysOf.all(sql, [branchId])).map((row) => row.date));
