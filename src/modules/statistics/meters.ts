import { Counter, Gauge, Histogram } from 'prom-client';
import type { App } from '../../kernel/context.ts';
import type { Refresher } from './refresh.ts';
import type { Shelf } from './shelf.ts';
import { PARTS } from './snapshots.ts';
import type { Hub } from './stream/hub.ts';

export type ReadResult = 'hit' | 'warming' | 'fallback' | 'stale' | 'failed';

export interface Meters {
  read(result: ReadResult): void;
  loop(seconds: number, ok: boolean): void;
}

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function makeMeters({ telemetry, clock }: App): Meters {
  const registers = [telemetry.registry];
  const reads = new Counter({
    name: 'pustaka_statistics_reads_total',
    help: 'Statistics asked for: hit, warming (202), fallback (today counted for the asker), stale, failed',
    labelNames: ['result'],
    registers,
  });
  const byResult: Readonly<Record<ReadResult, Counter.Internal>> = {
    hit: reads.labels('hit'),
    warming: reads.labels('warming'),
    fallback: reads.labels('fallback'),
    stale: reads.labels('stale'),
    failed: reads.labels('failed'),
  };
  const loop = new Histogram({
    name: 'pustaka_statistics_loop_seconds',
    help: 'Time to count the visitors of today',
    buckets: BUCKETS,
    registers,
  });
  const ends = new Gauge({
    name: 'pustaka_statistics_loop_last_timestamp_seconds',
    help: 'When the visitors of today were counted last, and when that failed last',
    labelNames: ['result'],
    registers,
  });
  return {
    read: (result) => byResult[result].inc(),
    loop(seconds, ok) {
      loop.observe(seconds);
      ends.set({ result: ok ? 'ok' : 'failed' }, clock.now().getTime() / 1000);
    },
  };
}

/** Gauges that are read when somebody looks. */
export function addGauges(app: App, o: { shelf: Shelf; refresher: Refresher; hub: Hub }): void {
  const registers = [app.telemetry.registry];
  new Gauge({
    name: 'pustaka_statistics_snapshot_age_seconds',
    help: 'Age of the frozen figures',
    labelNames: ['name'],
    registers,
    collect() {
      const now = app.clock.now().getTime();
      for (const { name, generatedAt } of o.shelf.all()) this.set({ name }, (now - generatedAt.getTime()) / 1000);
    },
  });
  new Gauge({
    name: 'pustaka_statistics_last_run_timestamp_seconds',
    help: 'When the daily pass of a part ended last, and how',
    labelNames: ['part', 'result'],
    registers,
    collect() {
      this.reset();
      for (const part of PARTS) {
        const run = o.refresher.lastRun(part);
        if (run) this.set({ part, result: run.ok ? 'ok' : 'failed' }, run.finishedAt.getTime() / 1000);
      }
    },
  });
  app.telemetry.gauge('pustaka_statistics_sse_clients', 'Open streams of the visitors of today', () => o.hub.size);
}
