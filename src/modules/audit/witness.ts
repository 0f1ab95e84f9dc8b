import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseCheckpoint } from '../../lib/checkpoint.ts';

/** Our own copy of every checkpoint, outside the database. */
export const ownWitness = (dataRoot: string): string => join(dataRoot, 'audit', 'checkpoints.jsonl');

const TAIL = 64 * 1024;
const NEWLINE = 10;

interface Tail {
  size: number;
  /** Bytes up to and with the last line end. */
  whole: number;
  lines: string[];
  rest: string;
}

async function readTail(file: string): Promise<Tail | null> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!handle) return null;
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - TAIL);
    const bytes = Buffer.alloc(size - start);
    await handle.read(bytes, 0, bytes.length, start);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    const lines = bytes.subarray(0, end).toString('utf8').split('\n').filter(Boolean);
    return { size, whole: start + end, lines, rest: bytes.subarray(end).toString('utf8') };
  } finally {
    await handle.close();
  }
}

/** Bytes of the file but for a line that a crash tore off; null without a file. */
export async function readableLength(file: string): Promise<number | null> {
  const tail = await readTail(file);
  return tail && (parseCheckpoint(tail.rest) === null ? tail.whole : tail.size);
}

/** The newest line that can be read; what a crash tore off does not count. */
export async function lastLine(file: string): Promise<string | null> {
  const tail = await readTail(file);
  return [...(tail?.lines ?? []), tail?.rest ?? ''].findLast((line) => parseCheckpoint(line) !== null) ?? null;
}

/** Appends whole lines and waits until the disk has them. */
export async function appendLines(file: string, lines: readonly string[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const tail = await readTail(file);
  const handle = await open(file, 'a', 0o600);
  try {
    if (tail && parseCheckpoint(tail.rest) !== null) await handle.appendFile('\n');
    else if (tail && tail.whole < tail.size) await handle.truncate(tail.whole);
    await handle.appendFile(lines.map((line) => `${line}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (!tail) await syncFolder(dirname(file));
}

/** A new file's name is on disk only with its folder; Windows opens no folders and needs none. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
