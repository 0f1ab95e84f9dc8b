import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '../../src/cli/messages.ts';
import { requireNewEnough } from '../../src/database-external.ts';
import { ADMIN, Library } from '../support/program.ts';

const URL_OF_TESTS = process.env.PUSTAKA_TEST_POSTGRES_URL;
const ENGLISH = { LANG: 'en_GB.UTF-8', LC_ALL: '', NO_COLOR: '1' };

describe('a PostgreSQL of the operator’s own', () => {
  it('is tested wherever everything is', () => {
    if (process.env.CI) expect(URL_OF_TESTS, 'PUSTAKA_TEST_POSTGRES_URL').toBeTruthy();
  });

  it('is refused below version 15, with code 2', () => {
    const server = (majorVersion: number) => ({ majorVersion }) as Parameters<typeof requireNewEnough>[0];
    expect(() => requireNewEnough(server(14))).toThrow('PostgreSQL 14 is too old; Pustaka needs version 15');
    expect(requireNewEnough(server(15)).majorVersion).toBe(15);
  });
});

describe.skipIf(!URL_OF_TESTS)('a library on another PostgreSQL', () => {
  const name = `pustaka-${randomUUID().slice(0, 8)}`;
  const [owner, app, solo] = [`${name}-own`, `${name}-app`, `${name}-solo`];
  let admin: pg.Client;
  const libraries: Library[] = [];
  const quoted = (id: string) => pg.escapeIdentifier(id);

  beforeAll(async () => {
    admin = new pg.Client(URL_OF_TESTS);
    await admin.connect();
    for (const role of [owner, app, solo]) await admin.query(`create role ${quoted(role)} login password 'p w'`);
    await admin.query(`create database ${quoted(owner)} owner ${quoted(owner)}`);
    await admin.query(`create database ${quoted(solo)} owner ${quoted(solo)}`);
  });
  afterAll(async () => {
    for (const library of libraries) await library.close();
    for (const database of [owner, solo]) await admin.query(`drop database ${quoted(database)} with (force)`);
    for (const role of [owner, app, solo]) await admin.query(`drop role ${quoted(role)}`);
    await admin.end();
  });

  const urlFor = (user: string, database: string, change: { password?: string; port?: number } = {}): string => {
    const url = new URL(URL_OF_TESTS ?? '');
    url.username = user;
    url.password = change.password ?? 'p w';
    url.pathname = `/${database}`;
    if (change.port) Object.assign(url, { hostname: '127.0.0.1', port: String(change.port) });
    return url.href;
  };
  const make = async (): Promise<Library> => {
    const library = await Library.make();
    libraries.push(library);
    return library;
  };
  const two = () => ({ ...ENGLISH, DATABASE_URL: urlFor(app, owner), DATABASE_OWNER_URL: urlFor(owner, owner) });
  const one = () => ({ ...ENGLISH, DATABASE_URL: urlFor(solo, solo) });
  const setup = ['setup', '--yes', '--email', ADMIN.email, '--password-stdin', '--preset', 'school'];
  const signIn = (library: Library) =>
    fetch(`${library.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ADMIN),
    });
  const ask = async (url: string, sql: string) => {
    const client = new pg.Client(url);
    await client.connect();
    return client.query(sql).finally(() => client.end());
  };

  it('runs with two roles of any name: the application’s owns nothing and cannot change the log', async () => {
    const library = await make();
    expect(await library.command(setup, two(), `${ADMIN.password}\n`)).toMatchObject({ code: 0 });
    await library.start(two());
    expect((await signIn(library)).status).toBe(200);
    const asApp = (sql: string) => ask(urlFor(app, owner), sql);
    await expect(asApp('delete from facts')).rejects.toThrow('permission denied');
    await expect(asApp("update facts set action = 'x.y'")).rejects.toThrow('permission denied');
    await expect(asApp('create table mine (n int)')).rejects.toThrow('permission denied');
    const { rows } = await asApp("select count(*)::int as n from facts where action = 'setup.completed'");
    expect(rows[0].n).toBe(1);
    expect(await library.stop()).toBe(0);
    const doctor = await library.command(['doctor', '--json'], two());
    expect(doctor.code).toBe(0);
    expect(JSON.parse(doctor.stdout).map((f: { name: string }) => f.name)).not.toContain('roles');
  }, 180_000);

  it('runs with one role for everything, which doctor advises against', async () => {
    const library = await make();
    expect(await library.command(setup, one(), `${ADMIN.password}\n`)).toMatchObject({ code: 0 });
    await library.start(one());
    expect((await signIn(library)).status).toBe(200);
    await library.stop();
    const doctor = await library.command(['doctor', '--json'], one());
    expect(JSON.parse(doctor.stdout)).toContainEqual(expect.objectContaining({ name: 'roles', state: 'advice' }));
  }, 180_000);

  it('gives a role that becomes the application’s later the rights it needs, at the next start', async () => {
    const library = await make();
    const later = { ...ENGLISH, DATABASE_URL: urlFor(app, solo), DATABASE_OWNER_URL: urlFor(solo, solo) };
    await library.start(later);
    expect((await signIn(library)).status).toBe(200);
    await expect(ask(urlFor(app, solo), 'delete from facts')).rejects.toThrow('permission denied');
  }, 120_000);

  it('waits at its start for a database that is not there yet, and a command does not', async () => {
    const library = await make();
    const to = new URL(URL_OF_TESTS ?? '');
    const proxy: Server = createServer((socket) => {
      const there = connect(Number(to.port || 5432), to.hostname);
      socket.pipe(there).pipe(socket);
      for (const end of [socket, there]) end.on('error', () => end.destroy());
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as { port: number };
    await new Promise((resolve) => proxy.close(resolve));
    const env = { ...ENGLISH, DATABASE_URL: urlFor(solo, solo, { port }) };
    const impatient = await library.command(['user', 'list'], env);
    expect(impatient.code).toBe(1);
    expect(impatient.stderr).toContain('does not answer (');
    expect(impatient.stderr).not.toContain('p%20w');
    const starting = library.start(env);
    await expect.poll(() => library.output, { timeout: 20_000 }).toContain('waiting for it');
    proxy.listen(port, '127.0.0.1');
    await starting;
    expect((await signIn(library)).status).toBe(200);
    await library.stop();
    proxy.close();
  }, 120_000);

  it.each([
    ['a wrong password', () => urlFor(solo, solo, { password: 'wrong' }), 1, 'password authentication failed'],
    ['a database that is not there', () => urlFor(solo, 'nothing-here'), 1, 'does not exist'],
    ['what is no address', () => 'mysql://x@y/z', 2, 'is not a postgres:// address'],
    ['an owner that owns nothing', () => urlFor(app, 'postgres'), 1, 'permission denied'],
  ])(
    'says what is wrong with %s, at once',
    async (_what, url, code, words) => {
      const library = await make();
      const ended = await library.command(['start'], { ...ENGLISH, DATABASE_URL: url() });
      expect(ended.code).toBe(code);
      expect(ended.stderr).toContain(words);
      expect(ended.stderr).not.toContain('    at ');
    },
    60_000,
  );
});
