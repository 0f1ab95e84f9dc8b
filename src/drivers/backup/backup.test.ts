import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { migrateUp, readMigrations } from '../postgres/migrate.ts';
import { createClient } from '../postgres/pool.ts';
import { Bench, until } from '../postgres/testing.ts';
import { damagedFiles, readManifest } from './manifest.ts';
import { systemIdentifierOf } from './second.ts';
import { backupsOf, digests, library, restore, writer } from './testing.ts';

const bench = new Bench();
afterEach(() => bench.clean());
afterAll(() => bench.end());

const manifestOf = async (folder: string) => (await readManifest(folder)) ?? expect.fail('no manifest');
const inode = (...parts: string[]) => statSync(path.join(...parts)).ino;

describe('a backup of a running library', () => {
  it('holds every table as it was, row by row, although two programs went on writing', async () => {
    const { server, backUp, sql } = await library(bench);
    const migrations = await readMigrations(path.join(import.meta.dirname, '../../../migrations'));
    const owner = createClient(server.owner, { statementTimeoutMs: 0 });
    await owner.connect();
    await migrateUp(owner, migrations).finally(() => owner.end());
    await sql("create table still as select g as n, repeat('x', g) as text from generate_series(1, 2000) g");
    const left = await writer(server.owner, 'left_hand');
    const right = await writer(server.owner, 'right_hand');
    await until(() => left.committed() > 20 && right.committed() > 20);
    const before = [left.committed(), right.committed()];
    const report = await backUp();
    const during = [left.committed(), right.committed()];
    await left.stop();
    await right.stop();

    const into = bench.folder();
    const known = migrations.map(({ name }) => name);
    const { checked } = await restore({ from: report.folder, into, migrations: known, check: digests });
    const [l, r] = ['left_hand', 'right_hand'].map((name) => Number.parseInt(checked[`public.${name}`] ?? '', 10));
    expect([l, r].map((n, i) => Number(n) >= Number(before[i]))).toEqual([true, true]);
    expect(during.map((n, i) => n > Number(before[i]))).toEqual([true, true]);
    // The state is one moment's: undoing what each of them did after it gives the same tables.
    await sql(`delete from left_hand where n > ${l}; update left_hand_last set n = ${l};
      delete from right_hand where n > ${r}; update right_hand_last set n = ${r}`);
    expect(checked).toEqual(await digests(server));
    expect(Object.keys(checked).length).toBeGreaterThan(50);
  });

  it('says in its manifest what it holds, and each file is what the manifest says', async () => {
    const { dataRoot, server, backUp } = await library(bench);
    const report = await backUp();
    const manifest = await manifestOf(report.folder);
    expect(path.dirname(report.folder)).toBe(backupsOf(dataRoot));
    expect(manifest).toMatchObject({ format: 1, version: expect.stringMatching(/^\d+\.\d+/), bytes: report.bytes });
    expect(manifest.database).toMatchObject({
      postgresMajor: 18,
      systemIdentifier: await systemIdentifierOf(server.dataFolder ?? ''),
      startLsn: expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/),
      startWal: expect.stringMatching(/^[0-9A-F]{24}$/),
    });
    expect(await damagedFiles(report.folder, manifest.files)).toEqual([]);
    const there = readdirSync(report.folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    expect(there.length).toBe(manifest.files.length + 1);
  });

  it('takes files, keys and whatever else the data folder keeps, but no process file and no other backup', async () => {
    const { dataRoot, backUp } = await library(bench);
    mkdirSync(path.join(dataRoot, 'files/covers'), { recursive: true });
    writeFileSync(path.join(dataRoot, 'files/covers/a.jpg'), 'picture');
    writeFileSync(path.join(dataRoot, 'files/covers/b.jpg.77.part'), 'half');
    mkdirSync(path.join(dataRoot, 'audit'));
    writeFileSync(path.join(dataRoot, 'audit/checkpoints'), 'one\n');
    writeFileSync(path.join(dataRoot, 'settings-of-the-house'), '');
    await backUp();
    const { folder } = await backUp();
    const paths = (await manifestOf(folder)).files
      .map((file) => file.path)
      .filter((file) => !file.startsWith('postgres/'));
    expect(paths.sort()).toEqual([
      'audit/checkpoints',
      'files/covers/a.jpg',
      'secrets/postgres.json',
      'settings-of-the-house',
    ]);
    expect(statSync(path.join(folder, 'secrets/postgres.json')).mode & 0o077).toBe(0);
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(existsSync(path.join(folder, 'postgres/postmaster.pid'))).toBe(false);
  });

  it('shares unchanged files with the backup before it, never keys or a changed file', async () => {
    const { dataRoot, backUp } = await library(bench);
    mkdirSync(path.join(dataRoot, 'files'));
    for (const name of ['same', 'changed']) writeFileSync(path.join(dataRoot, 'files', name), 'text of this file');
    const first = await backUp();
    writeFileSync(path.join(dataRoot, 'files/changed'), 'TEXT of this file');
    const second = await backUp();
    expect(second.sharedBytes).toBe(17);
    expect(inode(second.folder, 'files/same')).toBe(inode(first.folder, 'files/same'));
    for (const file of ['files/changed', 'secrets/postgres.json'])
      expect(inode(second.folder, file)).not.toBe(inode(first.folder, file));
    expect(await damagedFiles(second.folder, (await manifestOf(second.folder)).files)).toEqual([]);
  });

  it('follows a folder that the operator moved to another disk, and names links it left out', async () => {
    const { dataRoot, backUp } = await library(bench);
    const elsewhere = path.dirname(bench.folder());
    writeFileSync(path.join(elsewhere, 'book.epub'), 'text');
    symlinkSync(elsewhere, path.join(dataRoot, 'files'));
    symlinkSync('/etc/hostname', path.join(elsewhere, 'odd'));
    const { folder, warnings } = await backUp();
    expect((await manifestOf(folder)).files.map((file) => file.path)).toContain('files/book.epub');
    expect(warnings).toEqual([{ code: 'backup.link_left_out', params: { link: 'files/odd' } }]);
  });

  it('goes to another folder on request, but not into the library itself', async () => {
    const { dataRoot, backUp } = await library(bench);
    const to = path.join(bench.folder(), 'of', 'mine');
    expect(path.dirname((await backUp({ to })).folder)).toBe(to);
    for (const inside of ['files/copies', 'postgres', '.'])
      await expect(backUp({ to: path.join(dataRoot, inside) })).rejects.toMatchObject({ reason: 'backup.inside' });
  });

  it('keeps the newest ones, and drops with the others the changes nobody needs any more', async () => {
    const { dataRoot, backUp, sql } = await library(bench);
    const keep = { newest: 2, weekly: 0 };
    const made = [];
    for (let n = 0; n < 3; n++) {
      await sql(`create table t${n} (n int)`);
      made.push(await backUp({ keep }));
    }
    const names = made.map(({ folder }) => path.basename(folder));
    expect(made.map(({ removed }) => removed)).toEqual([[], [], names.slice(0, 1)]);
    expect(readdirSync(backupsOf(dataRoot)).sort()).toEqual(names.slice(1));
    const { database } = await manifestOf(made[1]?.folder ?? '');
    const archived = () =>
      readdirSync(path.join(dataRoot, 'wal-archive')).filter((name) => /\.gz$|^[0-9A-F]{24}$/.test(name));
    await until(() => archived().length >= 2);
    expect(archived().every((name) => name.slice(0, 24) >= (database?.startWal ?? ''))).toBe(true);
  });
});

describe('a backup that does not come to its end', () => {
  it('refuses to begin while another one is running', async () => {
    const { dataRoot, backUp } = await library(bench);
    const both = await Promise.allSettled([backUp(), backUp()]);
    const refused = both.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(refused).toMatchObject([{ reason: 'backup.running' }]);
    expect(readdirSync(backupsOf(dataRoot)).length).toBe(1);
  });

  it('killed at once it leaves nothing that looks like a backup, and the next one clears up', async () => {
    const { dataRoot, backUp } = await library(bench);
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataRoot], { stdio: 'inherit' });
    const partial = () => (existsSync(backupsOf(dataRoot)) ? readdirSync(backupsOf(dataRoot)) : []);
    await until(() => partial().some((name) => existsSync(path.join(backupsOf(dataRoot), name, 'postgres/base'))));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(partial()).toEqual([expect.stringMatching(/\.partial$/)]);
    await expect(restore({ from: dataRoot, into: bench.folder() })).rejects.toMatchObject({
      reason: 'restore.no_backup',
    });
    const { folder } = await backUp();
    expect(partial()).toEqual([path.basename(folder)]);
  });

  it('stopped by a person it leaves nothing', async () => {
    const { dataRoot, backUp } = await library(bench);
    const stop = new AbortController();
    const going = backUp({ signal: stop.signal });
    stop.abort();
    await expect(going).rejects.toMatchObject({ reason: 'backup.stopped' });
    expect(readdirSync(backupsOf(dataRoot))).toEqual([]);
  });
});

const script = `
import { attachPostgres } from ${JSON.stringify(new URL('../postgres/index.ts', import.meta.url).href)};
import { archiveSettings, makeBackup } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
const dataRoot = process.argv[1];
const postgres = await attachPostgres({ dataRoot, archive: archiveSettings(dataRoot), log: () => undefined });
for (;;) await makeBackup({ dataRoot, postgres, keep: { newest: 7, weekly: 0 } });
`;

describe('the second target', () => {
  const files = (folder: string) => readdirSync(folder).sort();

  it('gets the same backup and the changes, and loses its older ones by the same rule', async () => {
    const { dataRoot, backUp, sql } = await library(bench);
    const folder = path.dirname(bench.folder());
    const o = { keep: { newest: 1, weekly: 0 }, second: { folder, fresh: true } };
    await backUp(o);
    await sql('create table more (n int)');
    const { folder: made, second } = await backUp(o);
    expect(second).toBe(path.join(folder, path.basename(made)));
    expect(files(folder)).toEqual([path.basename(made), 'library.json', 'wal-archive']);
    expect(await damagedFiles(second ?? '', (await manifestOf(made)).files)).toEqual([]);
    rmSync(dataRoot, { recursive: true, force: true, maxRetries: 3 });
    const { checked } = await restore({ from: folder, into: bench.folder(), latest: true, check: digests });
    expect(checked['public.more']).toMatch(/^0 rows/);
  });

  it('that is not plugged in costs a warning, not the backup', async () => {
    const { backUp } = await library(bench);
    const folder = path.dirname(bench.folder());
    await backUp({ second: { folder, fresh: false } });
    rmSync(path.join(folder, 'library.json')); // the disk is away, its mount point is an empty folder
    const { second, warnings } = await backUp({ second: { folder, fresh: false } });
    expect([second, warnings]).toMatchObject([null, [{ code: 'backup.second_missing' }]]);
    expect((await backUp({ second: { folder, fresh: true } })).warnings).toEqual([]);
  });

  it('of another library is left alone', async () => {
    const { backUp } = await library(bench);
    const folder = path.dirname(bench.folder());
    writeFileSync(path.join(folder, 'library.json'), '{"systemIdentifier":"1"}');
    const { warnings } = await backUp({ second: { folder, fresh: true } });
    expect(warnings).toEqual([{ code: 'backup.other_library', params: { folder } }]);
    expect(files(folder)).toEqual(['library.json']);
  });
});
