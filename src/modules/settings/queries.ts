import type { Ctx, Sql, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { type Settings, type SettingsChange, settingsFrom } from './settings.ts';

const KEPT_SECONDS = 300;

const allSettings = prepared<{ key: string; value: unknown }>(
  'settings.all',
  'select key, value from settings order by key',
);
const loadSettings = async (sql: Sql): Promise<Settings> => settingsFrom(await allSettings.all(sql, []));

/**
 * Kept until its tag falls. A transaction that is changing these things reads them itself and keeps nothing; no
 * transaction waits for a load of another, which may be waiting for a connection while transactions hold them all.
 */
export function kept<T>(ctx: Ctx, key: string, tags: readonly string[], load: (sql: Sql) => Promise<T>): Promise<T> {
  if (tags.some((tag) => ctx.tx?.touched.has(tag))) return load(ctx.sql);
  return ctx.drivers.cache.fill(key, { ttlSeconds: KEPT_SECONDS, tags, alone: ctx.tx !== undefined }, () =>
    load(ctx.sql),
  );
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

const holidaysOf = prepared<{ date: string }>(
  'settings.holidays.of',
  'select date from holidays where branch_id is null or branch_id = $1',
);
/** Every closed day known for the branch: some dozens a year. */
export const closedDays = async (sql: Sql, branchId: string): Promise<ReadonlySet<string>> =>
  new Set((await holidaysOf.all(sql, [branchId])).map((row) => row.date));
