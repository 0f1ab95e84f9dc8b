import { existsSync } from 'node:fs';
import path from 'node:path';
import type { App } from '../../kernel/context.ts';
import { Failure } from '../../kernel/errors.ts';
import { translate } from '../../kernel/i18n.ts';
import type { HealthPart } from '../../kernel/module.ts';
import type { Schedule } from '../../kernel/schedules.ts';
import { attachPostgres } from '../postgres/index.ts';
import { ARCHIVE, archiveSettings } from './archive.ts';
import { type BackupReport, makeBackup } from './backup.ts';
import { backupConfig } from './config.ts';
import { packArchive } from './keeping.ts';
import { backupMessages } from './messages.ts';
import { shipToSecond } from './second.ts';
import { backupStatus } from './status.ts';

type Place = Pick<App, 'dataRoot' | 'env' | 'log'>;

const embedded = ({ dataRoot, env }: Place): boolean =>
  !env.DATABASE_URL && existsSync(path.join(dataRoot, 'postgres', 'PG_VERSION'));

/** At two in the night in Jakarta; a machine that was off then does it when it is next started. */
export const backupSchedule: Schedule = {
  name: 'backup',
  title: backupMessages['backup.schedule'],
  dailyAtUtcHour: 19,
  async run({ app }) {
    if (!embedded(app) || !backupConfig(app.env).BACKUP_NIGHTLY) return;
    const report = await nightly(app).catch(explained);
    if (!report) return;
    const { folder, bytes, second, removed, warnings } = report;
    app.log.info({ folder, bytes, second, removed: removed.length }, 'backup made');
    for (const { code, params } of warnings) app.log.warn({ code }, translate('en', code, params));
  },
};

async function nightly({ dataRoot, env, log }: Place): Promise<BackupReport> {
  const { BACKUP_KEEP, BACKUP_KEEP_WEEKLY, BACKUP_TO } = backupConfig(env);
  const archive = archiveSettings(dataRoot);
  const postgres = await attachPostgres({ dataRoot, archive, log: (line) => log.info(line) });
  try {
    return await makeBackup({
      dataRoot,
      postgres,
      keep: { newest: BACKUP_KEEP, weekly: BACKUP_KEEP_WEEKLY },
      second: BACKUP_TO ? { folder: BACKUP_TO, fresh: false } : undefined,
    });
  } finally {
    await postgres.stop();
  }
}

/** For the list of schedules: words instead of a code. That somebody is just making one is as good. */
function explained(error: unknown): undefined {
  if (!(error instanceof Failure)) throw error;
  if (error.reason === 'backup.running') return;
  throw new Error(translate('en', error.reason, error.options.params), { cause: error });
}

const BEAT_MS = 30_000;
const AT_ONCE = 8; // after an import of a million books the rest waits for the night

/** Packs what PostgreSQL archives and takes it to the second target, every half minute. Returns how to stop. */
export function keepArchive(place: Place): () => Promise<void> {
  if (!embedded(place)) return async () => undefined;
  const { dataRoot, env, log } = place;
  const { BACKUP_TO } = backupConfig(env);
  let said = '';
  const round = async (): Promise<void> => {
    try {
      await packArchive(path.join(dataRoot, ARCHIVE), BACKUP_TO ? undefined : AT_ONCE);
      if (BACKUP_TO) await shipToSecond(dataRoot, BACKUP_TO);
      said = '';
    } catch (error) {
      const text = error instanceof Failure ? translate('en', error.reason, error.options.params) : String(error);
      if (text !== said) log.warn({ err: error }, text); // not the same words every half minute
      said = text;
    }
  };
  let running = round();
  const timer = setInterval(() => {
    running = running.then(round);
  }, BEAT_MS).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Unwell without a backup of the last two days, or when changes cannot be archived: they fill the disk then. */
export const backupHealth: HealthPart = {
  name: 'backup',
  async check({ dataRoot, env, log, pool }) {
    const { BACKUP_TO, BACKUP_NIGHTLY } = backupConfig(env);
    if (!embedded({ dataRoot, env, log })) return { ok: true };
    const { rows } = await pool.query<{ failing: boolean }>(
      `select coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) as failing
       from pg_stat_archiver`,
    );
    const archiving = rows[0]?.failing !== true;
    const { fresh, ...status } = await backupStatus(dataRoot, BACKUP_TO, new Date());
    return { ok: archiving && (fresh || !BACKUP_NIGHTLY), nightly: BACKUP_NIGHTLY, archiving, ...status };
  },
};
