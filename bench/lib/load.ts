import { pause } from './figures.ts';

export interface Run {
  /** Milliseconds of each piece of work. */
  ms: number[];
  seconds: number;
  errors: string[];
}

type Work = () => Promise<void>;

/** So many at a time, each beginning when one ended, until the work or the time is over. */
export async function closedLoop(next: () => Work | undefined, o: { hands: number; seconds?: number }): Promise<Run> {
  const run: Run = { ms: [], seconds: 0, errors: [] };
  const began = performance.now();
  const end = began + (o.seconds ?? Number.POSITIVE_INFINITY) * 1000;
  const hand = async (): Promise<void> => {
    for (let work = next(); work && performance.now() < end; work = next()) {
      const at = performance.now();
      await work().catch((error: unknown) => run.errors.push(String(error)));
      run.ms.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: o.hands }, hand));
  run.seconds = (performance.now() - began) / 1000;
  return run;
}

/** Work arrives at its times whether or not earlier work is done; waiting counts from the time it was due. */
export async function openLoop(works: readonly Work[], perSecond: number): Promise<Run> {
  const run: Run = { ms: [], seconds: 0, errors: [] };
  const began = performance.now();
  const running: Promise<void>[] = [];
  for (const [n, work] of works.entries()) {
    const due = began + (n * 1000) / perSecond;
    while (performance.now() < due) await pause(Math.max(0, due - performance.now() - 1));
    running.push(
      work()
        .catch((error: unknown) => void run.errors.push(String(error)))
        .then(() => void run.ms.push(performance.now() - due)),
    );
  }
  await Promise.all(running);
  run.seconds = (performance.now() - began) / 1000;
  return run;
}
