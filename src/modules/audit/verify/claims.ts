import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { parseCheckpoint, type SignedCheckpoint, verifyCheckpoint } from '../../../lib/checkpoint.ts';
import { sameHash } from '../../../lib/merkle/hash.ts';
import { explains, type Keys, type StoredCheckpoint } from '../checkpoints.ts';
import type { Problems } from './problems.ts';

const stored = prepared<StoredCheckpoint>(
  'audit.verify.checkpoints',
  `select number, kind, size, root, body from audit_checkpoints
   where number <= $1 and (size, number) > ($2, $3) order by size, number limit 500`,
);

/** The database's own checkpoints, smallest tree first; those that cannot be believed are problems. */
export async function* storedCheckpoints(
  sql: Sql,
  upTo: number,
  keys: Keys,
  problems: Problems,
): AsyncGenerator<SignedCheckpoint> {
  let [size, number] = [-1, -1];
  for (;;) {
    const rows = await stored.all(sql, [upTo, size, number]);
    for (const row of rows) {
      const checkpoint = believed(row, keys);
      if (checkpoint) yield checkpoint;
      else problems.add('checkpoint_forged', {}, { number: row.number, size: row.size });
      [size, number] = [row.size, row.number];
    }
    if (rows.length === 0) return;
  }
}

function believed(row: StoredCheckpoint, keys: Keys): SignedCheckpoint | null {
  const checkpoint = parseCheckpoint(row.body);
  if (!checkpoint || checkpoint.size !== row.size || checkpoint.kind.toUpperCase() !== row.kind) return null;
  return sameHash(checkpoint.root, row.root) && verifyCheckpoint(checkpoint, keys) ? checkpoint : null;
}

export interface WitnessFile {
  path: string;
  /** Bytes to read: what is appended meanwhile is newer than the database we look at. */
  bytes: number;
}

interface Line {
  number: number;
  text: string;
}

async function* linesOf({ path, bytes }: WitnessFile): AsyncGenerator<Line> {
  if (bytes === 0) return;
  const input = createReadStream(path, { end: bytes - 1, encoding: 'utf8' });
  let number = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (text.trim() !== '') yield { number, text: text.trim() };
  }
}

/** Restores a witness knows of: rare, so they are kept. */
export async function witnessedRestores(file: WitnessFile, keys: Keys): Promise<SignedCheckpoint[]> {
  const restores: SignedCheckpoint[] = [];
  for await (const { text } of linesOf(file)) {
    const checkpoint = text.includes('"restore"') ? parseCheckpoint(text) : null;
    if (checkpoint?.kind === 'restore' && verifyCheckpoint(checkpoint, keys)) restores.push(checkpoint);
  }
  return restores;
}

/** What the witness saw and no restore explains away, smallest tree first. */
export async function* witnessedCheckpoints(
  file: WitnessFile,
  keys: Keys,
  restores: readonly SignedCheckpoint[],
  problems: Problems,
): AsyncGenerator<SignedCheckpoint> {
  let size = 0;
  let lines = 0;
  for await (const { number: line, text } of linesOf(file)) {
    lines++;
    const checkpoint = parseCheckpoint(text);
    if (!checkpoint) problems.add('witness_unreadable', {}, { line });
    else if (!verifyCheckpoint(checkpoint, keys))
      problems.add('witness_forged', {}, { line, origin: checkpoint.origin, key: checkpoint.keyId });
    else if (restores.some((restore) => explains(restore, checkpoint))) continue;
    else if (checkpoint.size < size) problems.add('witness_order', {}, { line, size: checkpoint.size });
    else {
      size = checkpoint.size;
      yield checkpoint;
    }
  }
  if (lines === 0) problems.add('witness_empty');
}

/** A stream of claims that waits for the tree to reach each one's size. */
export interface Waiting {
  size(): number;
  take(): Promise<SignedCheckpoint>;
}

export async function waiting(claims: AsyncIterator<SignedCheckpoint>): Promise<Waiting> {
  let next = await claims.next();
  return {
    size: () => (next.done ? Number.POSITIVE_INFINITY : next.value.size),
    async take() {
      if (next.done) throw new RangeError('no claim is waiting');
      const { value } = next;
      next = await claims.next();
      return value;
    },
  };
}
