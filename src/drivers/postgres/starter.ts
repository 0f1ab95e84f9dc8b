import { linkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { pause } from './connecting.ts';
import { PostgresProblem } from './messages.ts';
import { type Place, readText } from './place.ts';
import { sameStart, startMark } from './processes.ts';

/** `pustaka.pid`: which program owns this data folder, with its start so that a reused process id is not mistaken. */
const Starter = z.object({ pid: z.number().int(), started: z.string() });
type Starter = z.infer<typeof Starter>;

export function liveStarter(place: Pick<Place, 'lock'>): Starter | undefined {
  const found = parse(readText(place.lock));
  if (!found) return undefined;
  const now = startMark(found.pid);
  return now !== undefined && sameStart(now, found.started) ? found : undefined;
}

/** Resolves to the function that gives the folder back. */
export async function becomeStarter(place: Pick<Place, 'root' | 'lock'>): Promise<() => void> {
  const mine = JSON.stringify({ pid: process.pid, started: startMark(process.pid) ?? 'unknown' });
  for (;;) {
    if (claim(place.lock, mine)) return () => release(place.lock, mine);
    const other = liveStarter(place);
    if (other) throw new PostgresProblem('postgres.already_running', { root: place.root, pid: other.pid });
    clearDead(place);
    await pause(10);
  }
}

/** Judged and removed by one program at a time: a slower one must not remove the lock a faster one made meanwhile. */
function clearDead(place: Pick<Place, 'lock'>): void {
  const clearing = `${place.lock}.clearing`;
  if (claimPlain(clearing, '')) {
    if (!liveStarter(place)) rmSync(place.lock, { force: true });
    rmSync(clearing, { force: true });
  } else if (Date.now() - (statSync(clearing, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 5_000) {
    rmSync(clearing, { force: true }); // whoever was at it was killed
  }
}

/** A hard link appears with its content at once and fails when the name is taken: no half-written lock is ever read. */
function claim(lock: string, text: string): boolean {
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o644 });
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    return claimPlain(lock, text); // a file system without hard links
  } finally {
    rmSync(draft, { force: true });
  }
}

function claimPlain(lock: string, text: string): boolean {
  try {
    writeFileSync(lock, text, { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

function release(lock: string, mine: string): void {
  if (readText(lock) === mine) rmSync(lock, { force: true });
}

function parse(text: string | undefined): Starter | undefined {
  try {
    return Starter.safeParse(JSON.parse(text ?? 'null')).data;
  } catch {
    return undefined;
  }
}
