import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { waitUntilGone } from './processes.ts';
import { type Connection, type PostgresServer, type StartOptions, startPostgres } from './server.ts';

/** Memory where there is enough of it: creating and removing clusters is all writing. */
const base = roomy('/dev/shm') ? '/dev/shm' : os.tmpdir();

function roomy(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > 2e9;
  } catch {
    return false;
  }
}

/** Data folders, servers and child programs of one test file; `clean` ends whatever a test left. */
export class Bench {
  readonly said: string[] = [];
  private readonly servers: PostgresServer[] = [];
  private readonly children: ChildProcess[] = [];
  private readonly folders: string[] = [];
  private template: string | undefined;

  folder(uid?: number): string {
    const made = mkdtempSync(path.join(base, 'pg-'));
    chmodSync(made, 0o755);
    if (uid !== undefined) chownSync(made, uid, uid);
    this.folders.push(made);
    return path.join(made, 'data');
  }

  /** A data folder that was used before and stopped cleanly: creating one takes ten times as long as copying it. */
  async used(where = this.folder()): Promise<string> {
    if (!this.template) {
      this.template = path.join(mkdtempSync(path.join(base, 'pg-')), 'data');
      chmodSync(path.dirname(this.template), 0o755);
      const server = await startPostgres({ dataRoot: this.template, log: () => undefined });
      await server.stop();
    }
    mkdirSync(path.dirname(where), { recursive: true });
    spawnSync('cp', ['-a', this.template, where]);
    return where;
  }

  /** For afterAll. */
  async end(): Promise<void> {
    await this.clean();
    if (this.template) await remove(path.dirname(this.template));
  }

  /** A folder whose socket path no system accepts. */
  longFolder = (): string => path.join(this.folder(), 'a-folder-name-that-goes-on-and-on'.repeat(4));

  async start(dataRoot: string, more: Partial<StartOptions> = {}): Promise<PostgresServer> {
    return this.keep(await startPostgres({ dataRoot, log: (line) => this.said.push(line), ...more }));
  }

  keep(server: PostgresServer): PostgresServer {
    this.servers.push(server);
    return server;
  }

  /** A program of its own that starts the server, says READY or REFUSED with the message, and then holds it. */
  async program(dataRoot: string, uid?: number): Promise<{ child: ChildProcess; said: string }> {
    const as = uid === undefined ? {} : { uid, gid: uid };
    const args = ['--input-type=module', '-e', script, dataRoot];
    const child = spawn(process.execPath, args, { ...as, cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });
    this.children.push(child);
    let said = '';
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.stdout?.on('data', (text) => {
        said += text;
        if (said.includes('\n')) resolve();
      });
    });
    return { child, said };
  }

  get newest(): ChildProcess | undefined {
    return this.children.at(-1);
  }

  async clean(): Promise<void> {
    for (const child of this.children.splice(0)) child.kill('SIGKILL');
    await Promise.allSettled(this.servers.splice(0).map((server) => server.stop()));
    for (const folder of this.folders.splice(0)) await remove(folder);
    this.said.length = 0;
  }
}

const script = `
import { startPostgres } from ${JSON.stringify(new URL('./server.ts', import.meta.url).href)};
try {
  const server = await startPostgres({ dataRoot: process.argv[1], log: () => undefined });
  process.on('SIGTERM', () => server.stop().then(() => process.exit(0)));
  console.log('READY');
  setInterval(() => undefined, 1000);
} catch (error) {
  console.log('REFUSED', error.message);
}`;

async function remove(folder: string): Promise<void> {
  const left = postmasterOf(path.join(folder, 'data'));
  if (left && killed(left)) await waitUntilGone(left, 5000);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGQUIT'); // at once, but it removes its shared memory
  } catch {
    return false;
  }
}

export function postmasterOf(dataRoot: string): number | undefined {
  try {
    return Number(readFileSync(path.join(dataRoot, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

export async function sql(connection: Connection | undefined, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

export async function until(done: () => Promise<boolean> | boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await done())) {
    if (Date.now() > end) throw new Error('it did not happen within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
