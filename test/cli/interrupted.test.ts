import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from '../../src/drivers/postgres/processes.ts';

const MAIN = join(import.meta.dirname, '../../dist/main.js');

describe.skipIf(process.platform === 'win32')('a command that is interrupted', { timeout: 120_000 }, () => {
  let data: string;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'pustaka-interrupted-'));
  });
  afterAll(() => rm(data, { recursive: true, force: true }));

  function pustaka(args: string[], folder = data): { child: ChildProcess; said: () => string; ended: Promise<number> } {
    const env = { ...process.env, PUSTAKA_DATA: folder, LC_ALL: 'en_GB.UTF-8', DATABASE_URL: '' };
    const child = spawn(process.execPath, ['--no-warnings', MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
    return { child, said: () => text, ended: once(child, 'close').then(([code]) => Number(code)) };
  }

  it.each([
    ['seed', '--scale', '200000'],
    ['seed', '--demo'],
  ])('%s %s leaves no PostgreSQL running', async (...args) => {
    const { child, said, ended } = pustaka(args);
    await expect.poll(said, { timeout: 60_000, interval: 20 }).toMatch(args.includes('--demo') ? /books,/ : /headings/);
    const [pid] = readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n');
    child.kill('SIGINT');
    expect(await ended).toBe(1);
    expect(said()).toContain('Stopped as asked');
    expect(said()).not.toMatch(/\n\s+at /);
    expect(isAlive(Number(pid))).toBe(false);
  });

  it.each([['start'], ['seed', '--demo'], ['restore', 'anything', '--into', '/proc/pustaka/data', '--yes']])(
    'is not needed for a folder below /proc: %s is refused',
    async (...args) => {
      const { said, ended } = pustaka(args, '/proc/pustaka/data');
      expect(await ended).toBe(2);
      expect(said()).toContain('cannot keep files');
    },
  );
});
