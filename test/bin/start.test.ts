import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const repository = resolve(import.meta.dirname, '../..');
const program = `
  const [task, ...rest] = process.argv.slice(2);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { console.log(signal); process.exit(7); });
  console.log(JSON.stringify({ task, rest, node: process.execPath, pid: process.pid }));
  if (task === 'fail') process.exit(5);
  if (task === 'die') process.kill(process.pid, 'SIGKILL');
  if (task === 'wait') setInterval(() => undefined, 1000);
  else process.exit(0);
`;

describe.skipIf(process.platform === 'win32')('bin/pustaka', () => {
  const home = mkdtempSync(join(tmpdir(), 'pustaka-bin-'));
  const otherNode = join(home, 'other-node');

  const begin = (args: string[], node = otherNode) =>
    spawn(node, [join(home, 'bin/pustaka'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

  async function finish(child: ChildProcess) {
    const [stdout, stderr, [code]] = await Promise.all([read(child.stdout), read(child.stderr), once(child, 'exit')]);
    return { stdout, stderr, code };
  }
  const read = (stream: ChildProcess['stdout']) => (stream ? text(stream) : Promise.resolve(''));
  const start = (...args: string[]) => finish(begin(args));

  beforeAll(() => {
    cpSync(join(repository, 'bin'), join(home, 'bin'), { recursive: true });
    for (const name of ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']) {
      copyFileSync(join(repository, name), join(home, name));
    }
    symlinkSync(join(repository, 'node_modules'), join(home, 'node_modules'));
    mkdirSync(join(home, 'src'));
    try {
      linkSync(process.execPath, otherNode);
    } catch {
      copyFileSync(process.execPath, otherNode);
    }
  });
  beforeEach(() => writeFileSync(join(home, 'src/main.ts'), `${program}// ${Math.random()}\n`));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('hands its arguments to the program on the pinned Node and returns its exit code', async () => {
    const { stdout, code } = await start('fail', '--json', 'two words');
    expect(code).toBe(5);
    expect(JSON.parse(stdout)).toMatchObject({ task: 'fail', rest: ['--json', 'two words'] });
    expect(JSON.parse(stdout).node).toMatch(/node_modules\/node-[a-z0-9-]+\/bin\/node$/);
  });

  it('builds once when several start at the same moment', async () => {
    const all = await Promise.all(['a', 'b', 'c', 'd'].map((name) => start(name)));
    expect(all.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(all.filter(({ stderr }) => stderr.includes('Building'))).toHaveLength(1);
  });

  it('builds again only when a source changed, whatever its date', async () => {
    const main = join(home, 'src/main.ts');
    await start('a');
    writeFileSync(main, readFileSync(main));
    expect((await start('a')).stderr).toBe('');
    writeFileSync(main, `${program}// changed\n`);
    expect((await start('a')).stderr).toContain('Building');
  });

  it('keeps the last good build when a source is broken', async () => {
    await start('a');
    writeFileSync(join(home, 'src/main.ts'), 'export const broken = ');
    const { code, stderr } = await start('a');
    expect(code).not.toBe(0);
    expect(stderr).toContain('src/main.ts');
    expect(readFileSync(join(home, 'dist/main.js'), 'utf8')).not.toContain('broken');
  });

  it('takes over from a starter that was killed in the middle', async () => {
    const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(gone, 'exit');
    mkdirSync(join(home, '.cache'), { recursive: true });
    writeFileSync(join(home, '.cache/start.lock'), String(gone.pid));
    expect((await start('a')).code).toBe(0);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('passes %s on and waits for the end', async (signal) => {
    await start('a');
    const child = begin(['wait']);
    child.stdout.once('data', () => child.kill(signal));
    const { stdout, code } = await finish(child);
    expect(code).toBe(7);
    expect(stdout).toContain(signal);
  });

  it('reports a killed program as a shell would', async () => {
    expect((await start('die')).code).toBe(128 + 9);
  });

  it('does not start a second process when it already runs on the pinned Node', async () => {
    const here = begin(['a'], process.execPath);
    const { stdout } = await finish(here);
    expect(JSON.parse(stdout)).toMatchObject({ task: 'a', rest: [], pid: here.pid });
  });
});
