import type { Binaries } from './binaries.ts';
import { pause } from './connecting.ts';
import type { Place } from './place.ts';
import { findRunning } from './postmaster.ts';
import { startMark } from './processes.ts';
import { type Running, run } from './starting.ts';

const interval = 250;

/**
 * Starts PostgreSQL again when its main process is killed (out of memory, by hand), at the same address, so that
 * pools find it. The returned function ends the watch and gives the process to stop.
 */
export function watch(place: Place, binaries: Binaries, running: Running, log: (m: string) => void) {
  let pid = running.pid;
  let mark = startMark(pid);
  let over = false;
  let restart: Promise<void> | undefined;
  const timer = setInterval(() => {
    if (restart || (mark !== undefined && startMark(pid) === mark)) return;
    log(`PostgreSQL (process ${pid}) ended by itself; starting it again`);
    restart = again().finally(() => {
      restart = undefined;
    });
  }, interval).unref();

  async function again(): Promise<void> {
    for (let wait = 100; !over; wait = Math.min(wait * 2, 5_000)) {
      try {
        await findRunning(place); // clears the dead one's locks
        const started = await run(place, binaries, running.address, running.secrets);
        await started.client.end();
        pid = started.pid;
        mark = startMark(pid);
        return;
      } catch (error) {
        log(error instanceof Error ? error.message : String(error));
        await pause(wait);
      }
    }
  }

  return async (): Promise<number> => {
    over = true;
    clearInterval(timer);
    await restart;
    return pid;
  };
}
