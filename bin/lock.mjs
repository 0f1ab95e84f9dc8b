import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const STALE_MS = 30_000;
const BEAT_MS = 2_000;

/** One process at a time: the file names its holder, who keeps touching it, so that a killed holder is noticed. */
export async function withLock(file, work) {
  mkdirSync(dirname(file), { recursive: true });
  while (!tryTake(file)) {
    if (isStale(file)) breakLock(file);
    await sleep(150);
  }
  const beat = setInterval(() => touch(file), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(file, { force: true });
  }
}

function tryTake(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    // Windows answers EPERM while another process is deleting the file.
    if (error.code === 'EEXIST' || error.code === 'EPERM') return false;
    throw error;
  }
}

function isStale(file) {
  try {
    const age = Date.now() - statSync(file).mtimeMs;
    const pid = Number(readFileSync(file, 'utf8'));
    return age > STALE_MS || (age > 1_000 && pid > 0 && !isAlive(pid));
  } catch {
    return false;
  }
}

// Breaking is itself done under a lock; otherwise two waiters could each remove the other's fresh lock.
function breakLock(file) {
  const breaker = `${file}.break`;
  if (!tryTake(breaker)) {
    if (isStale(breaker)) rmSync(breaker, { force: true });
    return;
  }
  if (isStale(file)) rmSync(file, { force: true });
  rmSync(breaker, { force: true });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function touch(file) {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // The folder may be going away; the work itself will say so.
  }
}
