import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { externalPostgres } from './external.ts';
import { isAlive } from './processes.ts';
import { Bench, postmasterOf, sql } from './testing.ts';

const bench = new Bench();
afterEach(() => bench.clean());
afterAll(() => bench.end());

describe('the first start', () => {
  it('creates a UTF-8 cluster with checksums, whatever the locale of the machine', async () => {
    process.env.LC_ALL = 'xx_YY.UTF-8';
    const server = await bench.start(bench.folder());
    delete process.env.LC_ALL;
    const [database] = await sql(
      server.superuser,
      `select datlocprovider as provider, datlocale as locale, pg_encoding_to_char(encoding) as encoding,
              datdba::regrole::text as owner, current_setting('data_checksums') as checksums
         from pg_database where datname = 'pustaka'`,
    );
    const expected = { provider: 'b', locale: 'C.UTF-8', encoding: 'UTF8', owner: 'pustaka_owner', checksums: 'on' };
    expect(database).toEqual(expected);
    expect(server).toMatchObject({ kind: 'embedded', majorVersion: 18, crashRecovered: false });
  });

  it('lets the owner create what the app may not', async () => {
    const server = await bench.start(bench.folder());
    await sql(server.owner, 'create table books (id int); grant select on books to pustaka_app');
    await sql(server.owner, 'create extension pg_trgm');
    expect(await sql(server.app, 'select * from books')).toEqual([]);
    await expect(sql(server.app, 'drop table books')).rejects.toThrow('must be owner');
    await expect(sql(server.app, 'create table mine (id int)')).rejects.toThrow('permission denied');
    await expect(sql(server.app, 'create database mine')).rejects.toThrow('permission denied');
  });

  it('keeps the passwords where only its own user can read them', async () => {
    const root = bench.folder();
    const server = await bench.start(root);
    const file = path.join(root, 'secrets', 'postgres.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(path.join(root, 'run')).mode & 0o777).toBe(0o700);
    const passwords = [server.superuser, server.owner, server.app].map((each) => each?.password);
    expect(new Set(passwords).size).toBe(3);
    expect(readFileSync(path.join(root, 'postgres', 'pg_hba.conf'), 'utf8')).not.toMatch(/^[^#].*\btrust\b/m);
  });

  it('has settings for a small machine, which the caller may override', async () => {
    const server = await bench.start(await bench.used(), {
      settings: { shared_buffers: '48MB' },
      archive: { command: `echo '%p' "a\\b" && true` },
    });
    const rows = await sql(server.superuser, 'select name, setting from pg_settings');
    const settings = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
    expect(settings).toMatchObject({
      shared_buffers: '6144',
      fsync: 'on',
      jit: 'off',
      TimeZone: 'UTC',
      wal_level: 'replica',
    });
    expect(settings).toMatchObject({ archive_mode: 'on', archive_command: `echo '%p' "a\\b" && true` });
    expect(settings).toMatchObject({ listen_addresses: '', log_statement: 'none', max_connections: '50' });
  });
});

describe('passwords', () => {
  it('are required on the socket', async () => {
    const server = await bench.start(await bench.used());
    await expect(sql({ ...server.app, password: 'wrong' }, 'select 1')).rejects.toThrow('password authentication');
  });

  it('are required on TCP', async () => {
    const server = await bench.start(await bench.used(bench.longFolder()));
    expect(server.app.host).toBe('127.0.0.1');
    for (const login of [server.app, server.owner, server.superuser]) {
      const guess = { ...server.app, ...login, password: 'wrong' };
      await expect(sql(guess, 'select 1')).rejects.toThrow('password authentication');
    }
  });
});

describe('stop and start', () => {
  it('leaves no process behind and finds the data again', async () => {
    const root = await bench.used();
    const server = await bench.start(root);
    await sql(server.owner, "create table books as select 'Laskar Pelangi' as title");
    const pid = postmasterOf(root) ?? 0;
    expect(isAlive(pid)).toBe(true);
    await Promise.all([server.stop(), server.stop()]);
    expect(isAlive(pid)).toBe(false);
    const again = await bench.start(root);
    expect(await sql(again.owner, 'select title from books')).toEqual([{ title: 'Laskar Pelangi' }]);
    expect(again.app).toEqual(server.app);
    expect(again.crashRecovered).toBe(false);
  });

  it('refuses the data of another major version, names the way out and changes nothing', async () => {
    const root = await bench.used();
    await (await bench.start(root)).stop();
    const file = path.join(root, 'postgres', 'PG_VERSION');
    writeFileSync(file, '17\n');
    await expect(bench.start(root)).rejects.toThrow(/PostgreSQL 17.*PostgreSQL 18.*pustaka upgrade/s);
    writeFileSync(file, '18\n');
    await bench.start(root);
  });

  it('shows the end of the PostgreSQL log when it cannot start', async () => {
    const starting = bench.start(await bench.used(), { settings: { shared_buffers: 'nonsense' } });
    await expect(starting).rejects.toThrow('invalid value for parameter "shared_buffers": "nonsense"');
  });

  it('says which file is missing when the passwords are gone', async () => {
    const root = await bench.used();
    await (await bench.start(root)).stop();
    writeFileSync(path.join(root, 'secrets', 'postgres.json'), '{}');
    await expect(bench.start(root)).rejects.toThrow(path.join('secrets', 'postgres.json'));
  });
});

describe('an external PostgreSQL', () => {
  it('is described by its addresses and never stopped', async () => {
    const own = await bench.start(await bench.used(bench.longFolder()));
    const url = ({ user, password, port }: typeof own.app) =>
      `postgres://${user}:${password}@127.0.0.1:${port}/pustaka`;
    const server = await externalPostgres({ databaseUrl: url(own.app), ownerUrl: url(own.owner) });
    expect(server).toMatchObject({ kind: 'external', majorVersion: 18, app: own.app, owner: own.owner });
    await server.stop();
    expect(await sql(server.app, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('needs a complete address', async () => {
    await expect(externalPostgres({ databaseUrl: 'mysql://root@localhost/x' })).rejects.toThrow('DATABASE_URL');
    await expect(externalPostgres({ databaseUrl: 'postgres://localhost' })).rejects.toThrow('DATABASE_URL');
  });
});
