import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addBook, makeCast } from '../../test/support/cast.ts';
import { makeApp } from '../app.ts';
import { archiveSettings } from '../drivers/backup/index.ts';
import { digests } from '../drivers/backup/testing.ts';
import { attachPostgres, type PostgresServer } from '../drivers/postgres/index.ts';
import { Bench, sql } from '../drivers/postgres/testing.ts';
import { asSystem } from '../kernel/verb.ts';
import { sealFacts, verifyLog } from '../modules/audit/index.ts';
import { withApp, withDatabase } from './context.ts';
import { run } from './run.ts';

const bench = new Bench();
let folder: string;
let data: string;

beforeAll(async () => {
  folder = path.dirname(bench.folder());
  data = path.join(folder, 'data');
});
afterAll(() => bench.end());
beforeEach(() => {
  vi.stubEnv('DATABASE_URL', '');
  vi.stubEnv('BACKUP_TO', '');
  vi.stubEnv('PUSTAKA_DATA', data);
  vi.stubEnv('LC_ALL', 'en_GB');
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

async function pustaka(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const keep = (to: 'out' | 'err') => (chunk: unknown) => {
    written[to] += String(chunk);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep('out'));
  vi.spyOn(process.stderr, 'write').mockImplementation(keep('err'));
  const code = await run(args);
  vi.restoreAllMocks();
  return { code, ...written };
}

/** The configuration of a process is read once, hence not by another PUSTAKA_DATA. */
async function lookInto<T>(dataRoot: string, look: (server: PostgresServer) => Promise<T>): Promise<T> {
  const server = await attachPostgres({ dataRoot, archive: archiveSettings(dataRoot), log: () => undefined });
  return look(server).finally(() => server.stop());
}

async function logIsWhole(dataRoot: string, postgres: PostgresServer): Promise<boolean> {
  const app = makeApp({ postgres, dataRoot, env: process.env, log: pino({ level: 'silent' }) });
  const { ok } = await verifyLog(app, { locale: 'en' }).finally(() => app.pool.end());
  return ok;
}

describe('pustaka backup and pustaka restore', () => {
  it('there is no library to back up before there is one', async () => {
    expect(await pustaka('backup')).toMatchObject({ code: 3 });
    expect(await pustaka('backup', '--files-only')).toMatchObject({ code: 3 });
    expect(existsSync(data)).toBe(false);
  });

  it('carry a library to another folder, every table the same but for the note that it was restored', async () => {
    await withApp({ create: true }, async (app, ctx) => {
      const cast = await makeCast(app);
      const { bookId } = await addBook(app, cast, { copies: 2 });
      await asSystem(ctx, async (verb) => verb.record('book.created', { type: 'CREATE', id: bookId }));
      mkdirSync(path.join(data, 'files/covers'), { recursive: true });
      writeFileSync(path.join(data, 'files/covers/a.jpg'), 'picture');
      await sealFacts(app);
    });
    const before = await lookInto(data, digests);
    const made = await pustaka('backup', '--json');
    expect(made.code).toBe(0);
    const report = JSON.parse(made.out);
    expect(path.dirname(report.folder)).toBe(path.join(data, 'backups'));

    const into = path.join(folder, 'restored');
    const restored = await pustaka('restore', data, '--into', into, '--yes', '--json');
    expect(restored).toMatchObject({ code: 0 });
    expect(JSON.parse(restored.out)).toMatchObject({
      backup: report.folder,
      checked: { counts: { books: 1, copies: 2, members: 2, borrowings: 0 }, broken: [] },
    });
    const { 'public.audit_checkpoints': checkpoints, ...after } = await lookInto(into, digests);
    const { 'public.audit_checkpoints': old, ...same } = before;
    expect(after).toEqual(same);
    expect(Number.parseInt(checkpoints ?? '', 10)).toBe(Number.parseInt(old ?? '', 10) + 1);
    expect(await lookInto(into, (server) => logIsWhole(into, server))).toBe(true);
    expect(readdirSync(path.join(into, 'files/covers'))).toEqual(['a.jpg']);
  });

  it('say in a person’s words what they did and what comes next', async () => {
    const made = await pustaka('backup');
    expect(made.err).toMatch(/Backup made in [\d.]+ seconds: \d+ files, \d+ MB/);
    expect(made.err).toContain('guard it like the library itself');
    const into = path.join(folder, 'second library');
    const restored = await pustaka('restore', data, '--into', into, '--yes');
    expect(restored.err).toContain('1 books, 2 copies, 2 members');
    expect(restored.err).toContain(`PUSTAKA_DATA='${into}' npm start`);
    const again = await pustaka('restore', data, '--into', into, '--yes');
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('is not empty') });
  });

  it('a moment without its zone, or with two ends, is refused before anything is done', async () => {
    const into = path.join(folder, 'never');
    const local = await pustaka('restore', data, '--into', into, '--at', '2026-11-20T10:00:00');
    expect(local).toMatchObject({ code: 2, err: expect.stringContaining('with its zone') });
    const both = ['--at', '2026-11-20T10:00:00+07:00', '--latest'];
    expect(await pustaka('restore', data, '--into', into, ...both)).toMatchObject({ code: 2 });
    expect(existsSync(into)).toBe(false);
  });

  it('data that breaks a rule is restored, and said loudly', async () => {
    await withDatabase({}, async ({ superuser }) => {
      await sql(superuser, 'set session_replication_role = replica; update book_counts set stock = stock + 5');
    });
    await pustaka('backup');
    const into = path.join(folder, 'broken');
    const { code, err } = await pustaka('restore', data, '--into', into, '--yes');
    expect([code, existsSync(path.join(into, 'postgres'))]).toEqual([1, true]);
    expect(err).toMatch(/ATTENTION: the restored data breaks rules:\n.*stock/);
  });
});
