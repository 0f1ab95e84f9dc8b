import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { recordFacts, tamper } from '../../test/support/audit-log.ts';
import { openLibrary, type TestLibrary } from '../../test/support/library.ts';
import type { Connection } from '../drivers/postgres/index.ts';
import { parseCheckpoint } from '../lib/checkpoint.ts';
import { run } from './run.ts';

const addressOf = ({ host, port, user, password, database }: Connection): string =>
  `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;

describe('pustaka audit', () => {
  let library: TestLibrary;
  let folder: string;
  beforeAll(async () => {
    library = await openLibrary();
    folder = await mkdtemp(join(tmpdir(), 'pustaka-audit-cli-'));
  });
  afterAll(async () => {
    await library.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    vi.stubEnv('DATABASE_URL', addressOf(library.database.app));
    vi.stubEnv('DATABASE_OWNER_URL', addressOf(library.database.owner));
    vi.stubEnv('PUSTAKA_DATA', library.app.dataRoot);
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

  it('has no checkpoint before anything was sealed, and prints the newest afterwards', async () => {
    expect(await pustaka('audit', 'checkpoint')).toMatchObject({ code: 3, out: '' });
    await recordFacts(library, 'a', 'b');
    // A transaction of another suite on the same server may hold the sealer back for a moment.
    const { code, out } = await vi.waitUntil(
      async () => {
        const tried = await pustaka('audit', 'checkpoint', '--seal');
        return Number(parseCheckpoint(tried.out.trim())?.size) === 2 ? tried : null;
      },
      { timeout: 20_000, interval: 100 },
    );
    expect([code, parseCheckpoint(out.trim())?.kind]).toEqual([0, 'seal']);
    await writeFile(join(folder, 'outside.jsonl'), out);
  });

  it('says that the log is whole and that nobody outside could tell', async () => {
    const { code, out } = await pustaka('audit', 'verify');
    expect(code).toBe(0);
    expect(out).toContain('No outside witness');
    expect(out).toContain('The log is whole');
    const against = await pustaka('audit', 'verify', '--against', join(folder, 'outside.jsonl'), '--json');
    expect(JSON.parse(against.out)).toMatchObject({ ok: true, facts: 2, witness: 'agrees', problems: [] });
  });

  it('signs a restore made by another tool', async () => {
    expect(await pustaka('audit', 'restored')).toMatchObject({ code: 0, out: expect.stringContaining('"restore"') });
    expect((await pustaka('audit', 'verify', '--against', join(folder, 'outside.jsonl'))).code).toBe(0);
  });

  it('fails when a fact was changed, and says which', async () => {
    await tamper(library, `update facts set entity_id = 'c' where entity_id = 'a'`);
    const { code, out, err } = await pustaka('audit', 'verify');
    expect([code, out]).toEqual([1, expect.stringContaining('fact_changed: Fact')]);
    expect(err).toContain('THE LOG IS NOT WHOLE: 1 problems');
    const json = await pustaka('audit', 'verify', '--json');
    expect([json.code, JSON.parse(json.out).ok]).toEqual([1, false]);
  });

  it('wants a witness file that is there', async () => {
    expect(await pustaka('audit', 'verify', '--against', join(folder, 'nowhere'))).toMatchObject({ code: 3 });
    expect((await pustaka('audit', 'verify', '--with', 'x')).code).toBe(2);
  });
});
