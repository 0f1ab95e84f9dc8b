import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './lib/dist.ts';
import { pause } from './lib/figures.ts';
import { LIMITS_OFF, type Program, startPustaka } from './lib/processes.ts';
import { atMost, type Line, type Report } from './lib/report.ts';
import { scaleData } from './lib/scale-data.ts';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 15);
const BARS: readonly [clients: number, p99: number][] = [
  [1_000, 200],
  [5_000, 600],
];

export const about = 'streams of today’s visitors: how late an update is, what a client costs';

interface Heard {
  updates: number;
  p50: number;
  p99: number;
  worst: number;
  falls: number;
  behind: number;
  fewest: number;
}

export async function bench(): Promise<Report> {
  const dataRoot = scaleData();
  const lines: Line[] = [];
  const details: unknown[] = [];
  for (const [clients, p99] of BARS) {
    const env = { SSE_TODAY_PER_ADDRESS: '20000', SSE_TODAY_MAX_CLIENTS: '20000' };
    const pustaka = await startPustaka(dataRoot, { core: 0, env });
    try {
      await pause(8_000);
      const before = residentKb(pustaka);
      const { heard, after } = await listen(pustaka, clients);
      const perClient = (after - before) / clients;
      lines.push({
        what: `${clients} clients: update to client, p99`,
        figure: heard.p99,
        unit: 'ms',
        bar: atMost(p99),
      });
      lines.push({ what: `${clients} clients: update to client, p50`, figure: heard.p50, unit: 'ms' });
      lines.push({ what: `${clients} clients: memory per client`, figure: perClient, unit: 'kB', bar: atMost(20) });
      lines.push({
        what: `${clients} clients: without the newest value`,
        figure: heard.behind,
        unit: '',
        bar: atMost(0),
      });
      lines.push({ what: `${clients} clients: ids that did not rise`, figure: heard.falls, unit: '', bar: atMost(0) });
      details.push({ clients, heard, beforeKb: before, afterKb: after });
    } finally {
      await pustaka.stop();
    }
  }
  return {
    notes: [`${LIMITS_OFF}; the server on one core, all clients in one other process; ${SECONDS} s each`],
    lines,
    details,
  };
}

async function listen(pustaka: Program, clients: number): Promise<{ heard: Heard; after: number }> {
  const port = new URL(pustaka.url).port;
  const args = [
    join(root, 'bench/lib/listeners.ts'),
    port,
    '/api/visitors/today/stream',
    String(clients),
    String(SECONDS),
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let after = 0;
  let heard: Heard | undefined;
  for await (const line of createInterface(child.stdout)) {
    const said = JSON.parse(line) as { joined?: number } & Heard;
    if (said.joined === undefined) heard = said;
    else {
      await pause(SECONDS * 500);
      after = residentKb(pustaka);
    }
  }
  if (!heard) throw new Error('the listeners said nothing');
  return { heard, after };
}

const residentKb = ({ pid }: Program): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
