import { z } from 'zod';
import { backupConfig, backupStatus } from '../../drivers/backup/index.ts';
import { freeBytes } from '../../drivers/files/free-space.ts';
import { prepared } from '../../kernel/prepared.ts';
import { view } from '../../kernel/view.ts';
import { allHealthParts } from './wiring.ts';

export interface PartState {
  name: string;
  ok: boolean;
  details: Readonly<Record<string, unknown>>;
}

const database = prepared<{ bytes: number; version: string; connections: number }>(
  'operations.database',
  `select pg_database_size(current_database())::bigint as bytes, current_setting('server_version') as version,
     (select count(*)::int from pg_stat_activity where datname = current_database()) as connections`,
);

/** Everything an operator looks at when somebody says "it is slow" or "is it safe?". */
export const systemHealth = view({
  name: 'operations.health',
  permission: 'job:manage',
  input: z.strictObject({}),
  async run(ctx) {
    const { app } = ctx;
    const parts = await Promise.all(
      allHealthParts().map(async ({ name, check }): Promise<PartState> => {
        const { ok, ...details } = await check(app).catch((error: unknown) => ({ ok: false, error: String(error) }));
        return { name, ok, details };
      }),
    );
    const embedded = !app.env.DATABASE_URL;
    const { BACKUP_TO, BACKUP_NIGHTLY } = backupConfig(app.env);
    return {
      parts,
      database: await database.one(ctx.sql, []),
      backup: embedded ? await backupStatus(app.dataRoot, BACKUP_TO, ctx.now).catch(() => null) : null,
      nightly: BACKUP_NIGHTLY,
      embedded,
      freeBytes: await freeBytes(app.dataRoot),
      memoryBytes: process.memoryUsage.rss(),
      uptimeSeconds: process.uptime(),
      clockOffsetMs: app.clock.offsetMs,
    };
  },
});
export type SystemHealth = Awaited<ReturnType<typeof systemHealth>>;
