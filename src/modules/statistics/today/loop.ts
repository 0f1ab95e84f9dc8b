import type { Logger } from 'pino';
import { toTold } from './count.ts';
import type { Leader } from './leader.ts';
import { restAfter } from './pace.ts';
import type { Today } from './today.ts';

/** How often an instance that does not count looks whether it is wanted. */
const LOOK_MS = 3_000;

export interface LoopOptions {
  today: Today;
  leader: Leader;
  minMs: number;
  bufferMs: number;
  log: Logger;
  /** Seconds a count took, and whether it went well. */
  measured(seconds: number, ok: boolean): void;
}

/** The fast loop: one count at a time, one instance of the cluster, with rests that grow when it is slow or fails. */
export function startLoop(o: LoopOptions): () => Promise<void> {
  let stopped = false;
  let wake = (): void => {};
  let failures = 0;

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  /** Returns how long to rest. */
  const turn = async (): Promise<number> => {
    const began = performance.now();
    const took = (): number => performance.now() - began;
    try {
      if (!(await o.leader.leads())) return restAfter({ ms: 0, failures: 0 }, { ...o, minMs: LOOK_MS });
      const counted = await o.today.count();
      o.measured(took() / 1000, true);
      failures = 0;
      await o.leader.tell(toTold(counted));
    } catch (error) {
      failures++;
      o.measured(took() / 1000, false);
      o.log.warn({ err: error, failures }, 'the count of today failed');
    }
    const ms = restAfter({ ms: took(), failures }, o);
    o.today.expectEvery(ms + took());
    return ms;
  };
  const run = async (): Promise<void> => {
    while (!stopped) {
      const ms = await turn();
      if (!stopped) await rest(ms);
    }
  };
  const running = run();
  return async () => {
    stopped = true;
    wake();
    await running;
  };
}
