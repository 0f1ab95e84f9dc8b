import type { Counter, Histogram, Registry } from 'prom-client';

export interface Telemetry {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly cacheReads: Counter<'result'>;
  readonly jobs: Counter<'job' | 'result'>;
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
}
