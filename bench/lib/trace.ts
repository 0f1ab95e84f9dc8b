import type { Pool, PoolClient } from 'pg';
import type { App } from '../../src/kernel/context.ts';

export interface Step {
  name?: string;
  text: string;
  values: unknown[];
}

type Query = (query: string | Step, values?: unknown[]) => Promise<unknown>;

/** Statements that `work` sends in its transaction, in their order; it is rolled back, so that they can be sent again. */
export async function record(app: App, work: () => Promise<unknown>): Promise<Step[]> {
  const steps: Step[] = [];
  const plain: (...args: unknown[]) => unknown = app.pool.connect.bind(app.pool);
  const heard = async (): Promise<PoolClient> => listening((await plain()) as PoolClient, steps);
  // pool.query() itself connects with a callback; only transactions are listened to.
  Object.assign(app.pool, { connect: (...args: unknown[]) => (args.length > 0 ? plain(...args) : heard()) });
  try {
    await work();
  } finally {
    Reflect.deleteProperty(app.pool, 'connect');
  }
  return steps;
}

function listening(client: PoolClient, steps: Step[]): PoolClient {
  const query = client.query.bind(client) as Query;
  const heard: Query = (asked, values) => {
    const step = typeof asked === 'string' ? { text: asked, values: values ?? [] } : asked;
    steps.push({ ...(step.name ? { name: step.name } : {}), text: step.text, values: [...(step.values ?? [])] });
    return step.text === 'commit' ? query('rollback') : query(asked, values);
  };
  return new Proxy(client, {
    get(target, key) {
      if (key === 'query') return heard;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** The same statements with nothing around them but the driver. */
export async function replay(pool: Pool, steps: readonly Step[]): Promise<void> {
  const client = await pool.connect();
  try {
    for (const step of steps) await client.query(step);
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

export interface StepTime {
  statement: string;
  ms: number;
  times: number;
}

/** How long each statement takes, one after the other on one connection, the longest first. */
export async function timesOf(pool: Pool, traces: readonly (readonly Step[])[]): Promise<StepTime[]> {
  const sums = new Map<string, { ms: number; times: number }>();
  const client = await pool.connect();
  try {
    for (const step of traces.flat()) {
      const began = performance.now();
      await client.query(step);
      const name = step.name ?? step.text.slice(0, 60);
      const sum = sums.get(name) ?? { ms: 0, times: 0 };
      sums.set(name, { ms: sum.ms + performance.now() - began, times: sum.times + 1 });
    }
  } finally {
    client.release();
  }
  const perAct = (n: number): number => Math.round((n / traces.length) * 1000) / 1000;
  return [...sums]
    .map(([statement, { ms, times }]) => ({ statement, ms: perAct(ms), times: perAct(times) }))
    .sort((a, b) => b.ms - a.ms);
}
