import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const MAIN = join(import.meta.dirname, '../../dist/main.js');
export const ADMIN = { email: 'wati@pustaka.test', password: 'rahasia-yang-panjang-2026' };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** The real program in a process of its own, on a folder of its own. */
export class Library {
  readonly port: number;
  readonly dataRoot: string;
  #process: ChildProcess | null = null;
  output = '';

  private constructor(dataRoot: string, port: number) {
    this.dataRoot = dataRoot;
    this.port = port;
  }

  /** A folder and a port; nothing runs yet. */
  static async make(): Promise<Library> {
    return new Library(await mkdtemp(join(tmpdir(), 'pustaka-program-')), await freePort());
  }

  /** Set up by the command line, not started. */
  static async create(): Promise<Library> {
    const library = await Library.make();
    const setup = library.#run([
      'setup',
      '--yes',
      '--email',
      ADMIN.email,
      '--password-stdin',
      '--name',
      'Uji',
      '--preset',
      'public',
    ]);
    setup.stdin?.end(`${ADMIN.password}\n`);
    const [code] = await once(setup, 'exit');
    if (code !== 0) throw new Error(`setup failed: ${library.output}`);
    return library;
  }

  /** PUSTAKA_DATA. */
  get data(): string {
    return join(this.dataRoot, 'data');
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  #run(args: string[], more: Record<string, string> = {}, by: readonly string[] = [process.execPath]): ChildProcess {
    const limits = ['AUTH', 'API', 'STAFF', 'SEARCH', 'SUGGEST', 'UPLOAD', 'ADDRESS'].map((name) => [
      `RATE_LIMIT_${name}`,
      'off',
    ]);
    const env = {
      ...process.env,
      ...Object.fromEntries(limits),
      PUSTAKA_DATA: join(this.dataRoot, 'data'),
      PORT: String(this.port),
      LOG_LEVEL: 'error',
      ...more,
    };
    const [program = '', ...before] = by;
    const child = spawn(program, [...before, MAIN, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output = (this.output + chunk.toString()).slice(-20_000);
      });
    }
    return child;
  }

  async start(env: Record<string, string> = {}, args: readonly string[] = []): Promise<void> {
    this.#process = this.#run(['start', ...args], env);
    await this.ready();
  }

  /** SIGTERM, waits for the end and gives the exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = await ended;
    return code;
  }

  /** Waits until the program has printed this, and gives it back. */
  async said(pattern: RegExp): Promise<string> {
    for (let n = 0; n < 2_000; n++) {
      const found = pattern.exec(this.output)?.[0];
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`it did not say ${pattern}: ${this.output}`);
  }

  /** As npm runs it: below a shell that does not pass signals on. */
  underShell(): ChildProcess {
    const env = { npm_lifecycle_event: 'start' };
    this.#process = this.#run(['start'], env, ['sh', '-c', '"$@"; true', 'sh', process.execPath]);
    return this.#process;
  }

  signal(name: NodeJS.Signals): void {
    this.#process?.kill(name);
  }

  /** A start that is asked to stop so long after it was ready; what it wrote, apart. */
  async startFor(
    milliseconds: number,
    env: Record<string, string> = {},
  ): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const child = this.#run(['start'], env);
    this.#process = child;
    const said = collect(child);
    await this.ready();
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return { code: await this.stop(), ...said };
  }

  /** Some process has taken the folder and is starting. */
  async lockTaken(): Promise<void> {
    for (let n = 0; n < 500 && !existsSync(join(this.data, 'pustaka.pid')); n++)
      await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /** Runs a command to its end, with something on its stdin. */
  async command(
    args: string[],
    env: Record<string, string> = {},
    input = '',
  ): Promise<{ code: number; stdout: string; stderr: string }> {
    const child = this.#run(args, env);
    const said = collect(child);
    child.stdin?.end(input);
    const [code] = await once(child, 'close');
    return { code, ...said };
  }

  async ready(timeoutMs = 30_000): Promise<void> {
    const until = Date.now() + timeoutMs;
    while (Date.now() < until) {
      const answer = await fetch(`${this.url}/health/ready`).catch(() => null);
      if (answer?.ok) return;
      if (this.#process?.exitCode !== null && this.#process?.exitCode !== undefined)
        throw new Error(`the server ended: ${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`not ready after ${timeoutMs} ms: ${this.output}`);
  }

  /** kill -9: no time to say goodbye. PostgreSQL is left behind and adopted by the next start. */
  async killServer(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null) throw new Error(`nothing to kill: ${this.output}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async killDatabase(): Promise<void> {
    const pid = Number((await readFile(join(this.dataRoot, 'data/postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGKILL');
  }

  /** A pool of the database's superuser, to look behind the program's back. */
  async database(): Promise<pg.Pool> {
    const secrets: unknown = JSON.parse(await readFile(join(this.dataRoot, 'data/secrets/postgres.json'), 'utf8'));
    const { superuser } = secrets as { superuser: string };
    const lines = (await readFile(join(this.dataRoot, 'data/postgres/postmaster.pid'), 'utf8')).split('\n');
    return new pg.Pool({
      host: lines[4] || lines[5],
      port: Number(lines[3]),
      user: 'postgres',
      password: superuser,
      database: 'pustaka',
      max: 2,
    });
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.dataRoot, { recursive: true, force: true });
  }
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const said = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => {
    said.stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    said.stderr += chunk.toString();
  });
  return said;
}
