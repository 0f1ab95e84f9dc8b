import type { Ctx } from '../../kernel/context.ts';
import { KEPT_HOURS } from '../../kernel/idempotency.ts';
import type { Schedule } from '../../kernel/schedules.ts';
import { identityMessages } from './messages.ts';

const DAY = 24 * 3_600_000;
const BATCH = 1_000;

/** What has ended and is of no more use: [table, key, which, how long it is kept]. Batches keep transactions short. */
const ENDED = [
  ['sessions', 'id', 'expires_at < $1 or revoked_at < $1', DAY],
  ['refresh_tokens', 'token_hash', 'expires_at < $1', 0],
  ['one_time_tokens', 'token_hash', 'expires_at < $1 or used_at < $1', 0],
  ['idempotency_keys', 'ctid', 'created_at < $1', KEPT_HOURS * 3_600_000],
] as const;

export async function cleanUp(ctx: Ctx): Promise<void> {
  for (const [table, key, which, keptMs] of ENDED) {
    const text = `delete from ${table} where ${key} in (select ${key} from ${table} where ${which} limit ${BATCH})`;
    const before = new Date(ctx.now.getTime() - keptMs);
    while ((await ctx.sql.query(text, [before])).rowCount === BATCH);
  }
}

export const identitySchedules: readonly Schedule[] = [
  { name: 'cleanup', title: identityMessages['identity.job_cleanup'], everyMinutes: 60, run: cleanUp },
];
