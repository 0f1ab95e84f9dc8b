import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { failure } from '../../kernel/errors.ts';
import { giveTo, giveTree } from '../postgres/accounts.ts';
import { PostgresProblem } from '../postgres/messages.ts';
import { openPlace } from '../postgres/place.ts';
import { type PostgresServer, startPostgres } from '../postgres/server.ts';
import { archiveSettings, fromCluster, restoreCommand } from './archive.ts';
import type { LogFile } from './choosing.ts';
import { eachOf, writeHashed } from './copying.ts';
import { unpackTo } from './keeping.ts';

/** What the restored server reads the log from; gone when it has been read. */
export const LOG_FOLDER = 'wal-recovery';

export interface RecoveryOptions {
  dataRoot: string;
  log: readonly LogFile[];
  at: Date | undefined;
  say: (line: string) => void;
  signal?: AbortSignal | undefined;
}

/** Replays the log over the copied cluster and starts a timeline of its own; returns the running server. */
export async function recover(o: RecoveryOptions): Promise<PostgresServer> {
  const folder = path.join(o.dataRoot, LOG_FOLDER);
  await mkdir(folder, { mode: 0o700 });
  await eachOf(o.log, ({ name, file }) => unpackTo(file, path.join(folder, name)), o.signal);
  await writeHashed(path.join(o.dataRoot, 'postgres', 'recovery.signal'), Buffer.alloc(0));
  const place = openPlace(o.dataRoot);
  if (place.account) giveTree(place.account, folder);
  giveTo(place.account, path.join(place.cluster, 'recovery.signal'));
  try {
    return await startPostgres({
      dataRoot: o.dataRoot,
      log: o.say,
      archive: archiveSettings(o.dataRoot),
      settings: {
        restore_command: restoreCommand(fromCluster(place, folder)),
        hot_standby: 'off', // answers only when it is done, so that answering means done
        recovery_target_timeline: 'latest',
        recovery_target_action: 'promote',
        ...(o.at ? { recovery_target_time: `${o.at.toISOString().slice(0, -1).replace('T', ' ')}+00` } : {}),
      },
    });
  } catch (error) {
    throw understood(error, o.at) ?? error;
  }
}

/** What PostgreSQL says of a recovery that cannot come to its end, in words that help. */
function understood(error: unknown, at: Date | undefined) {
  if (!(error instanceof PostgresProblem) || error.code !== 'postgres.start_failed') return undefined;
  const said = String(error.values.tail);
  if (!/recovery ended before configured recovery target was reached/.test(said)) return undefined;
  const [, day, time] = /last completed transaction was at log time (\S+) ([\d:.]+)\+00/.exec(said) ?? [];
  const params = { at: at?.toISOString() ?? '', last: day && time ? new Date(`${day}T${time}Z`).toISOString() : '?' };
  return failure('CONFLICT', 'restore.wal_ends', { params, cause: error });
}
