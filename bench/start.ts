import { readdirSync, readFileSync } from 'node:fs';
import { pause, percentile } from './lib/figures.ts';
import { startPustaka } from './lib/processes.ts';
import { atMost, type Report } from './lib/report.ts';
import { scaleData } from './lib/scale-data.ts';

export const about =
  'from the start of the process to its first answer on an existing database, and what it holds in memory when idle';

const STARTS = 5;
const IDLE_MS = 60_000;

export async function bench(): Promise<Report> {
  const dataRoot = scaleData();
  const times: number[] = [];
  for (let n = 0; n < STARTS; n++) {
    const pustaka = await startPustaka(dataRoot);
    times.push(pustaka.startedInMs);
    await pustaka.stop();
  }
  const pustaka = await startPustaka(dataRoot);
  await pause(IDLE_MS);
  const memory = familyOf(pustaka.pid).map((pid) => ({ pid, name: nameOf(pid), pssMb: pssOf(pid) / 1024 }));
  await pustaka.stop();
  const sum = (all: typeof memory): number => all.reduce((total, each) => total + each.pssMb, 0);
  const node = memory.filter(({ name }) => !/postgres(:| -D)/.test(name));
  return {
    notes: [
      `${STARTS} starts; memory is the sum of PSS of the server and its PostgreSQL, ${IDLE_MS / 1000} s after the start`,
    ],
    lines: [
      { what: 'start to first answer, median', figure: percentile(times, 50), unit: 'ms', bar: atMost(2_000) },
      { what: 'start to first answer, slowest', figure: Math.max(...times), unit: 'ms' },
      { what: 'idle memory, everything', figure: sum(memory), unit: 'MB', bar: atMost(400) },
      { what: 'idle memory, Node', figure: sum(node), unit: 'MB' },
      { what: 'idle memory, PostgreSQL', figure: sum(memory) - sum(node), unit: 'MB' },
    ],
    details: { times, memory },
  };
}

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
const nameOf = (pid: number): string => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
const pssOf = (pid: number): number => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);

/** The process and all that it started, and what those started. PostgreSQL calls its children "postgres: …". */
function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const each of readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number))
    parents.set(each, Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${each}/status`))?.[1] ?? 0));
  const family = [pid];
  for (const member of family) for (const [child, parent] of parents) if (parent === member) family.push(child);
  return family;
}
