import pg from 'pg';
import { closedLoop } from '../lib/load.ts';
import type { Step } from '../lib/trace.ts';

/** What one run is told. */
export interface BareRun {
  connection: pg.PoolConfig;
  /** Asked for each id in turn; `standsFor` in their values is the id. */
  steps: Step[];
  ids: string[];
  standsFor: string;
  hands: number;
  seconds: number;
}

/** node pg.ts: hears a BareRun on its input, asks and says how many a second. Nothing but the driver as it comes. */
const parts: Buffer[] = [];
for await (const part of process.stdin) parts.push(part as Buffer);
const { connection, steps, ids, standsFor, hands, seconds }: BareRun = JSON.parse(Buffer.concat(parts).toString());
const pool = new pg.Pool({ ...connection, max: hands });
let n = 0;
const ask = async (): Promise<void> => {
  const id = ids[n++ % ids.length] ?? '';
  for (const { values, ...step } of steps)
    await pool.query({ ...step, values: values.map((value) => (value === standsFor ? id : value)) });
};
const { ms, errors, seconds: took } = await closedLoop(() => ask, { hands, seconds });
await pool.end();
process.stdout.write(JSON.stringify({ perSecond: (ms.length - errors.length) / took, errors }));
