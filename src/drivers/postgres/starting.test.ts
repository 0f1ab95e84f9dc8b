import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { isAlive, startMark, waitUntilGone } from './processes.ts';
import { attachPostgres } from './server.ts';
import { Bench, postmasterOf, sql, until } from './testing.ts';

const bench = new Bench();
afterEach(() => bench.clean());
afterAll(() => bench.end());

async function kill(pid: number | undefined): Promise<void> {
  process.kill(pid ?? 0, 'SIGKILL');
  await waitUntilGone(pid ?? 0, 5000);
}

describe('when Pustaka is killed', () => {
  it('the next start adopts the PostgreSQL that stayed, and stops it in the end', async () => {
    const root = await bench.used();
    const { child, said } = await bench.program(root);
    expect(said).toBe('READY\n');
    const pid = postmasterOf(root) ?? 0;
    await kill(child.pid);
    expect(isAlive(pid)).toBe(true);
    const server = await bench.start(root);
    expect(postmasterOf(root)).toBe(pid);
    expect(bench.said.join()).toContain(`process ${pid}`);
    await sql(server.owner, 'create table books (id int)');
    await server.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('an adopted PostgreSQL gets the new settings, and is started anew when archiving changes', async () => {
    const root = await bench.used();
    const { child } = await bench.program(root);
    await kill(child.pid);
    const pid = postmasterOf(root);
    const server = await bench.start(root, { archive: { command: 'true' } });
    expect(postmasterOf(root)).not.toBe(pid);
    expect(await sql(server.superuser, 'show archive_mode')).toEqual([{ archive_mode: 'on' }]);
  });

  it('a PostgreSQL whose socket was removed is replaced', async () => {
    const root = await bench.used();
    const { child } = await bench.program(root);
    await kill(child.pid);
    for (const file of readdirSync(path.join(root, 'run'))) rmSync(path.join(root, 'run', file));
    const server = await bench.start(root);
    expect(await sql(server.app, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('when PostgreSQL is killed', () => {
  it('a running Pustaka starts it again with what was committed', async () => {
    const root = await bench.used();
    const server = await bench.start(root);
    await sql(server.owner, 'create table books as select 7 as id');
    await kill(postmasterOf(root));
    await until(() =>
      sql(server.owner, 'select id from books').then(
        (rows) => rows[0]?.id === 7,
        () => false,
      ),
    );
    await server.stop();
    expect(postmasterOf(root)).toBeUndefined();
  });

  it('together with Pustaka, the next start recovers and says so', async () => {
    const root = await bench.used();
    const { child } = await bench.program(root);
    const server = await attachPostgres({ dataRoot: root, log: () => undefined });
    await sql(server.owner, 'create table books as select 7 as id');
    const pid = postmasterOf(root);
    await kill(child.pid);
    await kill(pid);
    const again = await bench.start(root);
    expect(again.crashRecovered).toBe(true);
    expect(await sql(again.owner, 'select id from books')).toEqual([{ id: 7 }]);
  });

  it('its lock is cleared when another program has its process id now', async () => {
    const root = await bench.used();
    const { child } = await bench.program(root);
    const pid = postmasterOf(root);
    await kill(child.pid);
    await kill(pid);
    const file = path.join(root, 'postgres', 'postmaster.pid');
    const { uid, gid } = statSync(file);
    const stranger = spawn('sleep', ['60'], { ...(process.getuid?.() === 0 ? { uid, gid } : {}), stdio: 'ignore' });
    await until(() => stranger.pid !== undefined);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(stranger.pid)));
    try {
      await bench.start(root);
      expect(stranger.exitCode).toBeNull();
    } finally {
      stranger.kill('SIGKILL');
    }
  });
});

describe('a PostgreSQL that must not be taken for dead', () => {
  it('serves the folder from another container: refused', async () => {
    const root = await bench.used();
    await bench.program(root);
    const file = path.join(root, 'postgres', 'postmaster.pid');
    const pid = postmasterOf(root);
    rmSync(path.join(root, 'pustaka.pid'));
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, '3999999'));
    await expect(bench.start(root)).rejects.toThrow(/Another PostgreSQL.*3999999/);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(pid)));
  });

  it('runs on while its folder was moved: stopped first', async () => {
    const root = await bench.used();
    const { child } = await bench.program(root);
    await kill(child.pid);
    const pid = postmasterOf(root) ?? 0;
    const moved = path.join(path.dirname(root), 'moved');
    renameSync(root, moved);
    const server = await bench.start(moved);
    expect(isAlive(pid)).toBe(false);
    expect(await sql(server.app, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('a first start that was cut short', () => {
  it('in the middle of initdb begins anew', async () => {
    const root = bench.folder();
    const starting = bench.program(root);
    const drafts = () => (existsSync(root) ? readdirSync(root) : []).filter((name) => name.startsWith('postgres.new'));
    await until(() => drafts().some((name) => existsSync(path.join(root, name, 'PG_VERSION'))));
    await kill(bench.newest?.pid);
    await starting;
    expect(drafts()).toHaveLength(1);
    const server = await bench.start(root);
    expect(await sql(server.app, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(drafts()).toEqual([]);
  });

  it.each(['drop database pustaka', 'drop database pustaka; drop role pustaka_app', 'everything'])(
    'before the roles or the database were there is repaired (%s)',
    async (step) => {
      const root = await bench.used();
      const server = await bench.start(root);
      const statements =
        step === 'everything' ? 'drop database pustaka; drop role pustaka_app; drop role pustaka_owner' : step;
      const admin = server.superuser && { ...server.superuser, database: 'postgres' };
      for (const statement of statements.split(';')) await sql(admin, statement);
      await server.stop();
      const again = await bench.start(root);
      expect(await sql(again.app, 'select current_user as me')).toEqual([{ me: 'pustaka_app' }]);
      expect(await sql(again.owner, 'select current_user as me')).toEqual([{ me: 'pustaka_owner' }]);
    },
  );
});

describe('a second starter', () => {
  it('is refused and told which process holds the folder', async () => {
    const root = await bench.used();
    const { child } = await bench.program(root);
    await expect(bench.start(root)).rejects.toThrow(`process ${child.pid}`);
    expect(await (await bench.program(root)).said).toContain(`process ${child.pid}`);
    child.kill('SIGTERM');
    await waitUntilGone(child.pid ?? 0, 5000);
    await bench.start(root);
  });

  it('is not put off by a lock whose process id belongs to a later program', async () => {
    const root = await bench.used();
    writeFileSync(path.join(root, 'pustaka.pid'), JSON.stringify({ pid: process.pid, started: 'another-boot:1' }));
    await bench.start(root);
    expect(JSON.parse(readFileSync(path.join(root, 'pustaka.pid'), 'utf8'))).toEqual({
      pid: process.pid,
      started: startMark(process.pid),
    });
  });

  it('at the same moment: exactly one of four wins', async () => {
    const root = await bench.used();
    writeFileSync(path.join(root, 'pustaka.pid'), JSON.stringify({ pid: 4_000_000, started: 'dead' }));
    const said = await Promise.all([1, 2, 3, 4].map(async () => (await bench.program(root)).said));
    expect(said.filter((each) => each === 'READY\n')).toHaveLength(1);
    expect(said.filter((each) => each.includes('already running'))).toHaveLength(3);
  });
});

describe('the command line', () => {
  it('uses the server that runs and leaves it running', async () => {
    const root = await bench.used();
    const server = await bench.start(root);
    const attached = await attachPostgres({ dataRoot: root, log: () => undefined });
    expect(attached.app).toEqual(server.app);
    await attached.stop();
    expect(await sql(server.app, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('starts one where none runs; the last program to leave stops it', async () => {
    const root = await bench.used();
    const log = (line: string) => bench.said.push(line);
    const first = bench.keep(await attachPostgres({ dataRoot: root, log }));
    const second = bench.keep(await attachPostgres({ dataRoot: root, log }));
    const working = sql(second.app, 'select pg_sleep(1.5)');
    const pid = postmasterOf(root) ?? 0;
    await first.stop();
    await working;
    expect(isAlive(pid)).toBe(true);
    await second.stop();
    expect(isAlive(pid)).toBe(false);
  });
});

describe('a port', () => {
  let squatter: Server | undefined;
  afterEach(() => squatter?.close());

  it('is remembered, and replaced when another program took it', async () => {
    const root = await bench.used(bench.longFolder());
    const first = await bench.start(root);
    await sql(first.owner, 'create table books as select 7 as id');
    await first.stop();
    const second = await bench.start(root);
    expect(second.app.port).toBe(first.app.port);
    await second.stop();
    squatter = createServer().listen(first.app.port, '127.0.0.1');
    const third = await bench.start(root);
    expect(third.app.port).not.toBe(first.app.port);
    expect(bench.said.join()).toContain(`port ${first.app.port} is taken`);
    expect(await sql(third.owner, 'select id from books')).toEqual([{ id: 7 }]);
  });
});
