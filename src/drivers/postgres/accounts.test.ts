import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { accountFor, giveTree, openWay } from './accounts.ts';
import { findBinaries, installedFolder } from './binaries.ts';
import { Bench, sql } from './testing.ts';

const root = process.getuid?.() === 0;
const other = 65_534;
const bench = new Bench();
afterEach(() => bench.clean());
afterAll(() => bench.end());

describe.runIf(root)('as root', () => {
  it('PostgreSQL runs as an unprivileged user that owns its folders, and only those', async () => {
    const data = bench.folder();
    await bench.start(data);
    const user = accountFor(path.join(data, 'postgres'));
    expect(user?.uid).toBeGreaterThan(0);
    expect(statSync(path.join(data, 'postgres')).uid).toBe(user?.uid);
    expect(statSync(path.join(data, 'run')).uid).toBe(user?.uid);
    expect(statSync(path.join(data, 'secrets')).uid).toBe(0);
  });

  it('opens its own data folder to that user', async () => {
    const data = bench.folder();
    mkdirSync(data, { mode: 0o700 });
    await bench.start(data);
    expect(statSync(data).mode & 0o007).toBe(0);
  });

  it('names the folder that bars the way where nothing else helps, and what to type', () => {
    const data = bench.folder();
    const parent = path.dirname(data);
    chmodSync(parent, 0o700);
    mkdirSync(data);
    const account = { name: 'nobody', uid: other, gid: other };
    expect(() => openWay(data, account)).toThrow(new RegExp(`cannot enter ${parent}\\..*PUSTAKA_DATA=`));
  });

  it('another user can start it as well, without root', async () => {
    const data = bench.folder(other);
    const { said } = await bench.program(data, other);
    expect(said).toBe('READY\n');
    expect(statSync(path.join(data, 'postgres')).uid).toBe(other);
  });

  it('data of another user is refused, in both directions, with the command that hands it over', async () => {
    const theirs = bench.folder(other);
    const { child } = await bench.program(theirs, other);
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
    await expect(bench.start(theirs)).rejects.toThrow(/started by root.*chown -R root/);
    const ours = bench.folder();
    await (await bench.start(ours)).stop();
    expect((await bench.program(ours, other)).said).toMatch(/belongs to the system user root.*chown -R nobody/);
  });

  it('data handed over to root with chown works', async () => {
    const data = bench.folder(other);
    const { child } = await bench.program(data, other);
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
    giveTree({ name: 'root', uid: 0, gid: 0 }, data);
    expect(await sql((await bench.start(data)).app, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('a folder below one that only root may enter works too, now and at the next start', async () => {
    const closed = mkdtempSync(path.join(os.tmpdir(), 'closed-'));
    try {
      const data = path.join(closed, 'data');
      const first = await bench.start(data);
      await sql(first.owner, 'create table kept (n int)');
      await first.stop();
      expect(statSync(path.join(data, 'postgres')).uid).toBe(0);
      const again = await bench.start(data);
      expect(await sql(again.owner, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
      await again.stop();
    } finally {
      rmSync(closed, { recursive: true });
    }
  });

  it('programs in a closed folder, without their library links, are copied once to where that user can run them', async () => {
    const closed = mkdtempSync(path.join(os.tmpdir(), 'closed-'));
    const temporary = mkdtempSync(path.join(os.tmpdir(), 'tmp-'));
    chmodSync(temporary, 0o755);
    const native = path.join(closed, 'native');
    await cp(path.join(installedFolder(), '..', 'package.json'), path.join(closed, 'package.json'));
    await cp(installedFolder(), native, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !/lib\/lib[^/]+\.so(\.\d+)?$/.test(file) || !lstatSync(file).isSymbolicLink(),
    });
    const before = process.env.TMPDIR;
    process.env.TMPDIR = temporary;
    try {
      const account = accountFor(path.join(closed, 'none'));
      const { postgres } = await findBinaries(account, native);
      expect(postgres.startsWith(temporary)).toBe(true);
      const inode = statSync(postgres).ino;
      rmSync(path.join(path.dirname(postgres), '..', 'share', 'postgresql', 'postgres.bki'));
      const repaired = await findBinaries(account, native);
      expect(statSync(repaired.postgres).ino).not.toBe(inode);
      expect(statSync((await findBinaries(account, native)).postgres).ino).toBe(statSync(repaired.postgres).ino);
      chownSync(path.join(path.dirname(postgres), '..'), other, other);
      await findBinaries(account, native);
      expect(statSync(path.join(path.dirname(postgres), '..')).uid).toBe(0);
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
      rmSync(closed, { recursive: true });
      rmSync(temporary, { recursive: true });
    }
  });
});
