import { mkdirSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, expect, it } from 'vitest';
import { makeApp } from '../../app.ts';
import { makeCtx, systemActor } from '../../kernel/context.ts';
import { Bench, until } from '../postgres/testing.ts';
import { backupHealth, backupSchedule, keepArchive } from './nightly.ts';
import { backupsOf, library } from './testing.ts';

const bench = new Bench();
afterEach(() => bench.clean());
afterAll(() => bench.end());

async function running(env: Record<string, string> = {}) {
  const lib = await library(bench);
  const app = makeApp({ postgres: lib.server, dataRoot: lib.dataRoot, env, log: pino({ level: 'silent' }) });
  app.pool.on('error', () => undefined);
  const night = () => backupSchedule.run(makeCtx(app, systemActor('backup')));
  const health = () => backupHealth.check(app);
  return { ...lib, app, night, health };
}

const old = (file: string) => utimesSync(file, Date.now() / 1000 - 3 * 86_400, Date.now() / 1000 - 3 * 86_400);

it('the nightly backup is made beside the running library and shows in health', async () => {
  const { dataRoot, app, night, health } = await running({ BACKUP_KEEP: '1' });
  expect(await health()).toMatchObject({ ok: true, lastBackup: null, kept: 0, second: 'none' });
  old(path.join(dataRoot, 'postgres', 'PG_VERSION'));
  expect(await health()).toMatchObject({ ok: false, archiving: true });
  await night();
  await night();
  expect(readdirSync(backupsOf(dataRoot)).length).toBe(1);
  expect(await health()).toMatchObject({ ok: true, kept: 1, ageHours: 0, bytes: expect.any(Number) });
  await app.pool.end();
});

it('health says when changes can no longer be archived, and when the second target is behind or away', async () => {
  const second = path.join(path.dirname(bench.folder()));
  const { dataRoot, app, night, health, server } = await running({ BACKUP_TO: second });
  expect(await health()).toMatchObject({ second: 'missing' });
  await night();
  expect(await health()).toMatchObject({ ok: true, second: 'up to date' });
  rmSync(path.join(dataRoot, 'wal-archive'), { recursive: true });
  const client = new pg.Client(server.superuser);
  await client.connect();
  await client.query('select pg_current_xact_id()');
  await client.query('select pg_switch_wal()');
  await until(async () => (await health()).archiving === false);
  expect(await health()).toMatchObject({ ok: false });
  await client.end();
  await app.pool.end();
});

it('while the library runs its archive is packed and taken to the second target', async () => {
  const second = path.join(path.dirname(bench.folder()));
  const { dataRoot, app, sql, server } = await running({ BACKUP_TO: second });
  await sql('create table t (n int)');
  const client = new pg.Client(server.superuser);
  await client.connect();
  await client.query('select pg_switch_wal()');
  await client.end();
  await until(() => readdirSync(path.join(dataRoot, 'wal-archive')).some((name) => /^[0-9A-F]{24}$/.test(name)));
  await keepArchive(app)();
  const packed = readdirSync(path.join(dataRoot, 'wal-archive'));
  expect(packed).toEqual([expect.stringMatching(/^[0-9A-F]{24}\.gz$/)]);
  expect(readdirSync(path.join(second, 'wal-archive'))).toEqual(packed);
  await app.pool.end();
});

it('where the database is not ours nothing is made, and health has nothing to say', async () => {
  const dataRoot = bench.folder();
  mkdirSync(dataRoot, { recursive: true });
  const { app, ...lib } = await running();
  const elsewhere = { ...app, dataRoot };
  await backupSchedule.run(makeCtx(elsewhere, systemActor('backup')));
  await backupSchedule.run(makeCtx({ ...app, env: { BACKUP_NIGHTLY: 'off' } }, systemActor('backup')));
  expect(await backupHealth.check(elsewhere)).toEqual({ ok: true });
  expect(readdirSync(dataRoot)).toEqual([]);
  expect(readdirSync(lib.dataRoot)).not.toContain('backups');
  await app.pool.end();
});
