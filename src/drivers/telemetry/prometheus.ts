import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Telemetry } from '../../kernel/telemetry.ts';

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function makeTelemetry(): Telemetry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'pustaka_' });
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({
      name: 'pustaka_http_request_seconds',
      help: 'Time to answer, by route',
      labelNames: ['method', 'route', 'status'],
      buckets: BUCKETS,
      registers,
    }),
    cacheReads: new Counter({
      name: 'pustaka_cache_reads_total',
      help: 'Cache reads',
      labelNames: ['result'],
      registers,
    }),
    jobs: new Counter({ name: 'pustaka_jobs_total', help: 'Jobs done', labelNames: ['job', 'result'], registers }),
    gauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          this.set(await read());
        },
      });
    },
  };
}
