import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type EmptyLibrary, openEmptyLibrary } from '../../test/support/empty-library.ts';
import type { Connection } from '../drivers/postgres/index.ts';
import { run } from './run.ts';

const addressOf = ({ host, port, user, password, database }: Connection): string =>
  `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;

describe('pustaka seed', () => {
  let library: EmptyLibrary;
  beforeAll(async () => {
    library = await openEmptyLibrary();
  });
  afterAll(() => library.close());
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

  it('asks which of the two, and for a number of books that makes sense', async () => {
    expect(await pustaka('seed')).toMatchObject({ code: 2, err: expect.stringContaining('--demo') });
    expect(await pustaka('seed', '--demo', '--scale', '100')).toMatchObject({ code: 2 });
    expect(await pustaka('seed', '--scale', '3')).toMatchObject({ code: 2, err: expect.stringContaining('10') });
    expect(await pustaka('seed', '--scale', 'many')).toMatchObject({ code: 2 });
  });

  it('generates so many books, tells progress on stderr and counts on stdout, and then no more', async () => {
    const { code, out, err } = await pustaka('seed', '--scale', '50', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ books: 50, copies: 100, members: 10 });
    expect(err).toContain('copies: 100 rows');
    const again = await pustaka('seed', '--demo');
    expect(again).toMatchObject({ code: 1, out: '', err: expect.stringContaining('not empty') });
  });
});
