import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './dist.ts';
import { pause } from './figures.ts';

const mayPin = process.platform === 'linux' && cpus().length > 1 && existsSync('/usr/bin/taskset');

/** A program on a core of its own where the system can do that. */
function pinned(core: number | undefined, args: readonly string[]): [string, string[]] {
  if (core === undefined || !mayPin) return [process.execPath, [...args]];
  return ['/usr/bin/taskset', ['-c', String(core), process.execPath, ...args]];
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export interface Program {
  url: string;
  pid: number;
  /** From the start of the process to its first answer. */
  startedInMs: number;
  stop(): Promise<void>;
}

interface Starting {
  args: readonly string[];
  env?: Record<string, string>;
  port: number;
  /** Answers 200 when ready. */
  path: string;
  core?: number | undefined;
}

async function start({ args, env, port, path, core }: Starting): Promise<Program> {
  const logs = join(tmpdir(), 'pustaka-bench-logs');
  mkdirSync(logs, { recursive: true });
  const log = openSync(join(logs, `${port}.log`), 'w');
  const began = performance.now();
  const [command, all] = pinned(core, args);
  const child = spawn(command, all, { env: { ...process.env, ...env }, stdio: ['ignore', log, log] });
  // A bench that fails leaves nothing running.
  process.on('exit', () => child.kill('SIGTERM'));
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(child, url + path);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  };
  return { url, pid: child.pid ?? 0, startedInMs: performance.now() - began, stop };
}

async function untilAnswers(child: ChildProcess, url: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`the program ended with ${child.exitCode}; see its log in ${tmpdir()}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await pause(10);
  }
}

/** Rates are off: one machine asks for everybody. Logging and metrics are on, as they always are. */
const NO_LIMITS = Object.fromEntries(
  ['AUTH', 'API', 'UPLOAD', 'SEARCH', 'SUGGEST', 'STAFF', 'ADDRESS'].map((name) => [`RATE_LIMIT_${name}`, 'off']),
);
export const LIMITS_OFF = 'rate limits off; logging and metrics on';

export async function startPustaka(
  dataRoot: string,
  o: { core?: number; env?: Record<string, string>; args?: readonly string[] } = {},
): Promise<Program> {
  const port = await freePort();
  const profile = process.env.BENCH_PROFILE
    ? ['--cpu-prof', `--cpu-prof-dir=${join(root, 'bench/results/profiles')}`]
    : [];
  return start({
    args: [...profile, join(root, 'dist/main.js'), 'start', ...(o.args ?? [])],
    env: {
      ...NO_LIMITS,
      BACKUP_NIGHTLY: 'off',
      PUSTAKA_DATA: dataRoot,
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'info',
      ...o.env,
    },
    port,
    path: '/health',
    core: o.core,
  });
}

/** Another program of this folder that listens on the port it is given. */
export async function startBare(file: string, args: readonly string[], core?: number): Promise<Program> {
  const port = await freePort();
  return start({ args: [join(root, 'bench/bare', file), String(port), ...args], port, path: '/', core });
}

/** Another program of this folder that hears its task on its input and answers on its output. */
export function runBare<T>(file: string, task: object, core?: number): T {
  const [command, args] = pinned(core, [join(root, 'bench/bare', file)]);
  return JSON.parse(execFileSync(command, args, { input: JSON.stringify(task), encoding: 'utf8' }));
}

/** This process, which makes the load, on a core of its own where the system can do that. */
export function pinLoad(core: number): void {
  if (mayPin) execFileSync('/usr/bin/taskset', ['-acp', String(core), String(process.pid)], { stdio: 'ignore' });
}

export interface Cannonade {
  perSecond: number;
  p50: number;
  p99: number;
  errors: number;
}

/** autocannon in a process of its own. */
export function cannonade(url: string, o: { seconds: number; connections: number; core?: number }): Cannonade {
  const cannon = join(root, 'node_modules/autocannon/autocannon.js');
  const [command, args] = pinned(o.core, [cannon, '-j', '-d', String(o.seconds), '-c', String(o.connections), url]);
  const text = execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64e6 });
  const result: {
    requests: { average: number };
    latency: { p50: number; p99: number };
    errors: number;
    non2xx: number;
  } = JSON.parse(text);
  const { requests, latency, errors, non2xx } = result;
  return { perSecond: requests.average, p50: latency.p50, p99: latency.p99, errors: errors + non2xx };
}
