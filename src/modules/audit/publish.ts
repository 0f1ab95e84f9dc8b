import type { Sql } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { parseCheckpoint, type SignedCheckpoint } from '../../lib/checkpoint.ts';
import { type AuditLog, alone, explains, type StoredCheckpoint } from './checkpoints.ts';
import { sealingStopped } from './errors.ts';
import { appendLines, lastLine, ownWitness } from './witness.ts';

const after = prepared<Pick<StoredCheckpoint, 'number' | 'body'>>(
  'audit.checkpoints.after',
  'select number, body from audit_checkpoints where number > $1 order by number limit 1000',
);
const byBody = prepared<{ number: number }>(
  'audit.checkpoints.byBody',
  'select number from audit_checkpoints where size = $1 and body = $2 order by number desc limit 1',
);
const restores = prepared<{ number: number; body: string }>(
  'audit.checkpoints.restores',
  `select number, body from audit_checkpoints where kind = 'RESTORE' order by number desc`,
);

/**
 * Brings the witness file up to the stored checkpoints; a crash between commit and append is made good here.
 * A file that knows more than the database means that the database went back, which only a restore may say.
 */
export function publish(log: AuditLog): Promise<void> {
  return alone(log, async (sql) => {
    const file = ownWitness(log.dataRoot);
    const line = await lastLine(file);
    let number = line === null ? 0 : await placeOf(sql, line);
    for (;;) {
      const missing = await after.all(sql, [number]);
      const last = missing.at(-1);
      if (!last) return;
      const bodies = missing.map(({ body }) => body);
      await appendLines(file, bodies);
      number = last.number;
    }
  });
}

async function placeOf(sql: Sql, line: string): Promise<number> {
  const checkpoint = parseCheckpoint(line);
  if (!checkpoint) return 0;
  const known = await byBody.one(sql, [checkpoint.size, line]);
  return known ? known.number : explainedAfter(sql, checkpoint);
}

/** The number after which the file goes on, when a stored restore explains its last line. */
async function explainedAfter(sql: Sql, lost: SignedCheckpoint): Promise<number> {
  for (const { number, body } of await restores.all(sql, [])) {
    const restore = parseCheckpoint(body);
    if (restore && explains(restore, lost)) return number - 1;
  }
  throw sealingStopped('witness_ahead');
}
