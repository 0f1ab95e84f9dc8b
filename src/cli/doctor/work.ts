import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { backupConfig, backupStatus } from '../../drivers/backup/index.ts';
import type { PostgresServer } from '../../drivers/postgres/index.ts';
import type { App } from '../../kernel/context.ts';
import { deadReactions, scheduleStories } from '../../modules/operations/index.ts';
import { isSetUp } from '../../modules/setup/index.ts';
import type { Finding, Tell } from './finding.ts';

export async function setUp(app: App, tell: Tell): Promise<Finding[]> {
  if (await isSetUp(app.pool)) return [tell('ok', 'setup', 'doctor.set_up')];
  return [tell('advice', 'setup', 'doctor.not_set_up', {}, 'pustaka setup --link')];
}

export function mail({ drivers, dataRoot }: App, tell: Tell): Finding[] {
  if (drivers.mail.kind === 'smtp') return [tell('ok', 'mail', 'doctor.mail')];
  const folder = join(dataRoot, 'outbox');
  return [
    tell('advice', 'mail', 'doctor.mail_outbox', { folder, waiting: lettersIn(folder) }, 'SMTP_HOST=… MAIL_FROM=…'),
  ];
}

function lettersIn(folder: string): number {
  try {
    return readdirSync(folder).length;
  } catch {
    return 0;
  }
}

export async function backups(app: App, postgres: PostgresServer, tell: Tell): Promise<Finding[]> {
  if (postgres.kind === 'external') return [tell('advice', 'backup', 'doctor.backup_external')];
  const second = backupConfig(app.env).BACKUP_TO;
  const status = await backupStatus(app.dataRoot, second, new Date());
  const params = { last: status.lastBackup?.toISOString() ?? '-', kept: status.kept, hours: status.ageHours ?? '-' };
  const found = status.fresh
    ? tell('ok', 'backup', status.lastBackup ? 'doctor.backup' : 'doctor.backup_young', params)
    : tell('broken', 'backup', 'doctor.backup_old', params, 'pustaka backup');
  if (second) return [found, ...secondTarget(status.second, second, tell)];
  return [found, tell('advice', 'backup', 'doctor.backup_one_place', {}, 'BACKUP_TO=/mnt/other-disk/pustaka')];
}

function secondTarget(state: string, folder: string, tell: Tell): Finding[] {
  if (state === 'up to date') return [tell('ok', 'backup', 'doctor.backup_second', { folder })];
  return [tell('advice', 'backup', 'doctor.backup_second_behind', { folder, state }, 'pustaka backup')];
}

/** Without a running server everything is late, and that is the one thing to say. */
export async function schedules(app: App, tell: Tell): Promise<Finding[]> {
  const stories = await scheduleStories(app.pool, app.clock.now());
  const late = stories.filter((story) => story.late);
  const failing = stories.filter((story) => story.lastOk === false);
  const told = failing.map(({ name, lastError }) =>
    tell('advice', 'schedules', 'doctor.schedule_failed', { name, error: lastError ?? '-' }),
  );
  if (late.length > 0) {
    const names = late.map(({ name }) => name).join(', ');
    return [...told, tell('advice', 'schedules', 'doctor.schedules_late', { names }, 'pustaka start')];
  }
  return told.length > 0 ? told : [tell('ok', 'schedules', 'doctor.schedules', { count: stories.length })];
}

const FAILED = `select count(*)::int as failed from pgboss.job where state = 'failed'`;

export async function deadLetters({ pool }: App, tell: Tell): Promise<Finding[]> {
  const dead = (await deadReactions(pool)).length;
  const { rows } = await pool.query<{ there: boolean }>("select to_regclass('pgboss.job') is not null as there");
  const failed = rows[0]?.there ? (await pool.query<{ failed: number }>(FAILED)).rows[0]?.failed : 0;
  if (dead === 0 && !failed) return [tell('ok', 'jobs', 'doctor.no_dead')];
  return [tell('advice', 'jobs', 'doctor.dead', { failed: failed ?? 0, dead })];
}
