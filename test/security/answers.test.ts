import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ANYONE } from '../../src/kernel/access.ts';
import { systemActor } from '../../src/kernel/context.ts';
import { fromDatabase } from '../../src/kernel/database-errors.ts';
import { verb } from '../../src/kernel/verb.ts';
import { addBook } from '../support/cast.ts';
import { openLibrary, type TestLibrary } from '../support/library.ts';

describe('kept answers', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary({ env: { CORS_ORIGIN: 'https://app.example.id' } });
  });
  afterAll(() => library.close());
  const read = (id: string, headers = {}) => library.call(null, 'GET', `/books/${id}`, undefined, headers);

  it('fall with the book however its id was written', async () => {
    const { bookId, barcodes } = await addBook(library.app, library.cast, { copies: 2 });
    const loud = bookId.toUpperCase();
    expect((await read(loud)).body.data).toMatchObject({ id: bookId, available: 2 });
    const loan = { barcode: barcodes[0], memberId: 'LIB001' };
    await library.call(library.cast.dewi, 'POST', '/borrowings', loan);
    expect((await read(loud)).body.data.available).toBe(1);
    expect((await read(bookId)).body.data.available).toBe(1);
  });

  it('tell shared caches all that they depend on', async () => {
    const { bookId } = await addBook(library.app, library.cast);
    for (let n = 0; n < 2; n++) {
      const { headers } = await read(bookId, { origin: 'https://app.example.id' });
      const vary = String(headers.vary).toLowerCase();
      for (const name of ['origin', 'accept-language', 'authorization', 'cookie', 'x-api-key']) {
        expect(vary).toContain(name);
      }
    }
  });

  it('are not spoilt for others by a header that means nothing here', async () => {
    const { bookId } = await addBook(library.app, library.cast);
    expect((await read(bookId, { 'idempotency-key': 'two words' })).status).toBe(200);
  });

  it('are never made of errors', async () => {
    const { headers, status } = await read(library.cast.central);
    expect([status, headers['cache-control']]).toEqual([404, 'no-store']);
  });
});

describe('requests', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  it('change nothing under a version tag that is none of ours', async () => {
    const { bookId } = await addBook(library.app, library.cast);
    const edit = (tag: string) =>
      library.call(library.cast.budi, 'PATCH', `/books/${bookId}`, { title: 'Bumi' }, { 'if-match': tag });
    for (const tag of ['v1', '1', '"abc"', '"v1", "v2"']) expect((await edit(tag)).status).toBe(412);
    expect((await edit('W/"v1"')).status).toBe(200);
    expect((await edit('*')).status).toBe(200);
  });

  it('may delete with a body, so that no secret has to stand in the address', async () => {
    const { bookId } = await addBook(library.app, library.cast);
    const hold = await library.call(library.cast.sari, 'POST', '/holds', { bookId });
    const url = `/holds/${hold.body.data.id}`;
    const reply = await library.call(library.cast.sari, 'DELETE', url, { reason: 'sudah punya' });
    expect(reply.body.data.closeReason).toBe('sudah punya');
  });
});

describe('limits per address', () => {
  it('hold for the doors of signing in too', async () => {
    const library = await openLibrary({ env: { RATE_LIMIT_ADDRESS: '3/1m' } });
    try {
      const refresh = () => library.call(null, 'POST', '/auth/refresh', { refreshToken: 'x'.repeat(40) });
      const replies = [await refresh(), await refresh(), await refresh(), await refresh()];
      expect(replies.map((reply) => reply.status)).toEqual([401, 401, 401, 429]);
    } finally {
      await library.close();
    }
  });
});

describe('what goes wrong', () => {
  const given: unknown[] = [];
  const inner = verb({
    name: 'test.answers.inner',
    permission: ANYONE,
    input: z.strictObject({ id: z.string().max(3) }),
    run: async (ctx) => ctx.unchanged(true),
  });
  const outer = verb({
    name: 'test.answers.outer',
    permission: ANYONE,
    input: z.strictObject({ id: z.string() }),
    run: async (ctx, input) => ctx.unchanged(await inner(ctx, input)),
  });
  const later = verb({
    name: 'test.answers.later',
    permission: ANYONE,
    input: z.strictObject({}),
    async run(ctx) {
      ctx.afterCommit(() => {
        throw new Error('after');
      });
      ctx.afterCommit(() => given.push('second'));
      return ctx.unchanged('kept');
    },
  });

  it('is looked at by the schema of each verb, not only of the first', async () => {
    const library = await openLibrary();
    try {
      const ctx = library.as(systemActor('test'));
      await expect(outer(ctx, { id: 'long' })).rejects.toMatchObject({ kind: 'VALIDATION_ERROR' });
      expect(await outer(ctx, { id: 'abc' })).toBe(true);
      expect(await later(ctx, {})).toBe('kept');
      expect(given).toEqual(['second']);
    } finally {
      await library.close();
    }
  });

  it('is not blamed on the database when a file is missing', () => {
    const missing = Object.assign(new Error("ENOENT: no such file or directory, open '/x'"), { code: 'ENOENT' });
    expect(fromDatabase(missing)).toBe(missing);
    const socket = Object.assign(new Error('connect ENOENT /run/.s.PGSQL.5432'), { code: 'ENOENT' });
    expect(fromDatabase(socket)).toMatchObject({ kind: 'UNAVAILABLE' });
  });
});
