import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from '../postgres/processes.ts';
import { Bench, postmasterOf, sql, until } from '../postgres/testing.ts';
import { backupsOf, digests, library, restore } from './testing.ts';

const bench = new Bench();
afterEach(() => bench.clean());
afterAll(() => bench.end());

type Library = Awaited<ReturnType<typeof library>>;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const archived = (dataRoot: string) => readdirSync(path.join(dataRoot, 'wal-archive')).sort();
const names = (check: { owner: Parameters<typeof sql>[0] }) => sql(check.owner, 'select name from readers order by 1');

/** A moment between two writes, seen by the clock that the server and we share. */
async function moment(): Promise<Date> {
  await pause(20);
  const at = new Date();
  await pause(20);
  return at;
}

/** Ends the segment that is being written, and waits until it is in the archive. */
async function archiveNow({ dataRoot, server }: Library): Promise<void> {
  const rows = await sql(server.superuser, 'select pg_walfile_name(pg_switch_wal() - 1) as name');
  await until(() =>
    archived(dataRoot).some((name) => name.startsWith(String(rows[0]?.name)) && !name.endsWith('.part')),
  );
}

describe('a restored library', () => {
  it('is the one of a moment: what was written before it is there, what came later is not', async () => {
    const lib = await library(bench);
    await lib.sql("create table readers (name text); insert into readers values ('Sari')");
    await lib.backUp();
    await lib.sql("insert into readers values ('Andi')");
    const at = await moment();
    await lib.sql("insert into readers values ('Budi')");
    await archiveNow(lib);
    await lib.backUp();
    await lib.sql("insert into readers values ('Dewi')");

    const report = await restore({ from: lib.dataRoot, into: bench.folder(), at, check: names });
    expect(report.checked).toEqual([{ name: 'Andi' }, { name: 'Sari' }]);
    expect(report.lastChange && report.lastChange <= at).toBe(true);
    expect(path.basename(report.backup)).toBe(readdirSync(backupsOf(lib.dataRoot)).sort()[0]);
    // The newest backup alone, and with everything since, also what was not archived yet.
    const alone = await restore({ from: lib.dataRoot, into: bench.folder(), check: names });
    expect(alone.checked.map(({ name }) => name)).toEqual(['Andi', 'Budi', 'Sari']);
    const latest = await restore({ from: lib.dataRoot, into: bench.folder(), latest: true, check: names });
    expect(latest.checked.map(({ name }) => name)).toEqual(['Andi', 'Budi', 'Dewi', 'Sari']);
  });

  it('is the one of a quiet hour too, when nothing more was written before the next backup', async () => {
    const lib = await library(bench);
    await lib.sql('create table readers (name text)');
    const { folder } = await lib.backUp();
    await lib.sql("insert into readers values ('Sari')");
    const at = await moment();
    await lib.backUp();
    const { checked } = await restore({ from: folder, into: bench.folder(), at, check: names });
    expect(checked).toEqual([{ name: 'Sari' }]);
  });

  it('has the files that came after its backup, and the newer witness, where these are still to be found', async () => {
    const lib = await library(bench);
    const put = (file: string, text: string) => {
      mkdirSync(path.dirname(path.join(lib.dataRoot, file)), { recursive: true });
      writeFileSync(path.join(lib.dataRoot, file), text);
    };
    put('files/old.pdf', 'as it was');
    put('audit/checkpoints.jsonl', 'first\n');
    await lib.backUp();
    put('files/old.pdf', 'changed');
    put('files/covers/new.jpg', 'picture');
    put('audit/checkpoints.jsonl', 'first\nsecond\n');
    const into = bench.folder();
    const { newerFiles } = await restore({ from: lib.dataRoot, into, latest: true });
    const text = (file: string) => readFileSync(path.join(into, file), 'utf8');
    expect([newerFiles, text('files/covers/new.jpg'), text('files/old.pdf')]).toEqual([1, 'picture', 'as it was']);
    expect(text('audit/checkpoints.jsonl')).toBe('first\nsecond\n');
    put('audit/checkpoints.jsonl', 'another log that does not go on from ours\n');
    const alone = bench.folder();
    expect((await restore({ from: lib.dataRoot, into: alone })).newerFiles).toBe(0);
    expect(readFileSync(path.join(alone, 'audit/checkpoints.jsonl'), 'utf8')).toBe('first\n');
  });

  it('goes on by itself: it starts, archives, and can be backed up and restored again', async () => {
    const first = await library(bench);
    await first.sql("create table readers (name text); insert into readers values ('Sari')");
    mkdirSync(path.join(first.dataRoot, 'files'));
    writeFileSync(path.join(first.dataRoot, 'files/cover.jpg'), 'picture');
    await first.backUp();
    const into = bench.folder();
    await restore({ from: first.dataRoot, into });
    expect(readdirSync(into).sort()).toEqual(['files', 'logs', 'postgres', 'secrets', 'wal-archive']);
    expect(statSync(path.join(into, 'secrets/postgres.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(path.join(into, 'files/cover.jpg'), 'utf8')).toBe('picture');

    const second = await library(bench, into, false);
    await second.sql("insert into readers values ('Andi')");
    await second.backUp();
    await second.sql("insert into readers values ('Budi')");
    await archiveNow(second);
    expect(archived(into).some((name) => name.startsWith('00000002'))).toBe(true);
    await second.server.stop();
    const { checked } = await restore({ from: into, into: bench.folder(), latest: true, check: names });
    expect(checked.map(({ name }) => name)).toEqual(['Andi', 'Budi', 'Sari']);
  });

  it('lives in folders with odd names, and with its database on another disk', async () => {
    const odd = `it's "odd" $HOME %f %p \`x\` ; rm`;
    const root = path.join(path.dirname(bench.folder()), odd);
    await bench.used(root);
    const disk = path.join(path.dirname(bench.folder()), `${odd} 2`);
    renameSync(path.join(root, 'postgres'), disk);
    symlinkSync(disk, path.join(root, 'postgres'));
    const lib = await library(bench, root, false);
    await lib.backUp();
    await lib.sql("create table readers (name text); insert into readers values ('Sari')");
    await archiveNow(lib);
    const into = path.join(path.dirname(bench.folder()), odd);
    const { checked } = await restore({ from: root, into, latest: true, check: names });
    expect(checked).toEqual([{ name: 'Sari' }]);
  });
});

describe('a restore that cannot be right', () => {
  const shared = new Bench();
  let lib: Library;
  let first: string;
  beforeAll(async () => {
    lib = await library(shared);
    await lib.sql("create table readers (name text); insert into readers values ('Sari')");
    first = (await lib.backUp()).folder;
  });
  afterAll(() => shared.end());

  const refused = async (o: Parameters<typeof restore>[0], reason: string, params?: object) => {
    const untouched = !existsSync(o.into);
    await expect(restore(o)).rejects.toMatchObject({ reason, ...(params && { options: { params } }) });
    if (untouched) expect(existsSync(o.into)).toBe(false);
  };

  it('is refused for a folder that is not empty, or where a library runs', async () => {
    const into = bench.folder();
    mkdirSync(into);
    writeFileSync(path.join(into, 'thesis.doc'), '');
    await refused({ from: lib.dataRoot, into }, 'restore.not_empty');
    expect(readdirSync(into)).toEqual(['thesis.doc']);
    await refused({ from: lib.dataRoot, into: lib.dataRoot }, 'restore.library_runs', { pid: process.pid });
  });

  it('names the damaged and the missing file', async () => {
    const { folder } = await lib.backUp({ to: path.dirname(bench.folder()) });
    const file = path.join(folder, 'postgres/global/pg_filenode.map');
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
    writeFileSync(file, bytes);
    rmSync(path.join(folder, 'postgres/PG_VERSION'));
    const files = 'postgres/PG_VERSION, postgres/global/pg_filenode.map';
    await refused({ from: folder, into: bench.folder() }, 'restore.damaged', { files });
  });

  it('says what is wrong with the list of contents, and follows none that leads out of the folder', async () => {
    const to = path.dirname(bench.folder());
    const { folder } = await lib.backUp({ to });
    const file = path.join(folder, 'manifest.json');
    const good = readFileSync(file, 'utf8');
    const into = bench.folder();
    for (const bad of [good.slice(0, -20), good.replace('"secrets/postgres.json"', '"../../postgres.json"')]) {
      writeFileSync(file, bad);
      await refused({ from: folder, into }, 'restore.bad_manifest');
    }
    writeFileSync(file, good.replace('"format": 1', '"format": 2'));
    await refused({ from: folder, into }, 'restore.newer');
    writeFileSync(file, good.replace('"postgresMajor": 18', '"postgresMajor": 17'));
    await refused({ from: folder, into }, 'restore.other_postgres', { found: 17, expected: 18 });
    writeFileSync(file, good.replace('"migrations": []', '"migrations": ["0999_future"]'));
    await refused({ from: folder, into }, 'restore.newer');
  });

  it('knows which moments it can reach', async () => {
    const into = bench.folder();
    const from = lib.dataRoot;
    await refused({ from, into, at: new Date(Date.now() + 60_000) }, 'restore.future');
    await refused({ from, into, at: new Date('2020-01-01') }, 'restore.none_before');
    await refused({ from: first, into, at: new Date('2020-01-01') }, 'restore.before_backup');
    await refused({ from, into, at: new Date(), latest: true }, 'restore.either');
    await refused({ from: path.dirname(bench.folder()), into }, 'restore.no_backup');
  });

  it('says until when changes are known when the moment lies after them', async () => {
    await lib.sql("insert into readers values ('Andi')");
    const at = await moment();
    const last = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    await refused({ from: first, into: bench.folder(), at }, 'restore.wal_ends', { at: at.toISOString(), last });
  });

  it('notices a hole in the archive', async () => {
    const own = await library(bench);
    await own.backUp();
    for (const name of ['a', 'b', 'c']) {
      await own.sql(`create table ${name} (n int)`);
      await archiveNow(own);
    }
    await own.server.stop();
    const hole =
      archived(own.dataRoot)
        .filter((name) => /^[0-9A-F]{24}(\.gz)?$/.test(name))
        .at(-2) ?? '';
    for (const folder of ['wal-archive', 'postgres/pg_wal'])
      for (const file of [hole, hole.slice(0, 24)]) rmSync(path.join(own.dataRoot, folder, file), { force: true });
    const into = bench.folder();
    await refused({ from: own.dataRoot, into, latest: true }, 'restore.wal_missing', { segment: hole.slice(0, 24) });
    const { checked } = await restore({ from: own.dataRoot, into, check: digests });
    expect(Object.keys(checked)).toEqual([]);
  });

  it('killed in the middle it leaves no library; the next one ends what it left and does it all', async () => {
    const into = bench.folder();
    const draft = path.join(into, '.restoring');
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, first, into], { stdio: 'inherit' });
    await until(() => postmasterOf(draft) !== undefined);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    const left = postmasterOf(draft) ?? 0;
    expect(existsSync(path.join(into, 'postgres'))).toBe(false);
    const { checked } = await restore({ from: first, into, check: names });
    expect(checked).toEqual([{ name: 'Sari' }]);
    expect(isAlive(left)).toBe(false);
    expect(existsSync(draft)).toBe(false);
  });

  it('stopped by a person it leaves nothing', async () => {
    const stop = new AbortController();
    const o = { from: first, into: bench.folder(), signal: stop.signal, say: () => stop.abort() };
    await refused(o, 'backup.stopped');
  });
});

const script = `
import { restoreBackup } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
const [from, into] = process.argv.slice(1);
await restoreBackup({ from, into, migrations: [], say: () => undefined, check: () => new Promise(() => undefined) });
`;
