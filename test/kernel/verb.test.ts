import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ANYONE } from '../../src/kernel/access.ts';
import { type Ctx, systemActor } from '../../src/kernel/context.ts';
import { failure, Remembered } from '../../src/kernel/errors.ts';
import { BEGINNING, readFacts } from '../../src/kernel/reactions.ts';
import { asSystem, verb } from '../../src/kernel/verb.ts';
import { openLibrary, type TestLibrary } from '../support/library.ts';

const Input = z.strictObject({ id: z.string().min(1) });
const rooms = (ctx: Ctx) => ctx.sql.query('select count(*)::int as n from schedule_runs').then((r) => r.rows[0].n);

const write = verb({
  name: 'test.write',
  permission: ANYONE,
  input: Input,
  async run(ctx, { id }) {
    await ctx.sql.query('insert into schedule_runs (name, due_at) values ($1, $2)', [id, ctx.now]);
    ctx.record('test.written', {
      type: 'CREATE',
      id,
      name: 'Sari',
      new: { password: 'rahasia', title: 'Bumi', nested: { token: 'x' } },
    });
    return { id };
  },
});
const silent = verb({
  name: 'test.silent',
  permission: ANYONE,
  input: Input,
  async run(ctx, { id }) {
    await ctx.sql.query('insert into schedule_runs (name, due_at) values ($1, $2)', [id, ctx.now]);
    return { id };
  },
});
const failing = verb({
  name: 'test.failing',
  permission: ANYONE,
  input: Input,
  async run(ctx, input) {
    await write(ctx, input);
    throw failure('CONFLICT', 'kernel.duplicate');
  },
});
const refusing = verb({
  name: 'test.refusing',
  permission: ANYONE,
  input: Input,
  async run(ctx, { id }) {
    ctx.record('test.refused', { type: 'LOGIN', id });
    return new Remembered(failure('UNAUTHORIZED', 'kernel.sign_in'));
  },
});
const outer = verb({
  name: 'test.outer',
  permission: ANYONE,
  input: Input,
  async run(ctx, { id }) {
    await write(ctx, { id: `${id}-1` });
    await write(ctx, { id: `${id}-2` });
    return { id };
  },
});
const idle = verb({
  name: 'test.idle',
  permission: ANYONE,
  input: Input,
  run: async (ctx, { id }) => ctx.unchanged({ id }),
});
const hiding = verb({
  name: 'test.hiding',
  permission: ANYONE,
  input: Input,
  async run(ctx, { id }) {
    await ctx.sql.query('insert into schedule_runs (name, due_at) values ($1, $2)', [id, ctx.now]);
    return idle(ctx, { id });
  },
});
const forbidden = verb({
  name: 'test.forbidden',
  permission: 'admin:manage',
  input: Input,
  run: async (ctx, input) => write(ctx, input),
});

describe('a verb', () => {
  let library: TestLibrary;
  let ctx: Ctx;
  beforeAll(async () => {
    library = await openLibrary();
    ctx = library.as(systemActor('test'));
  });
  afterAll(() => library.close());

  it('stores what it did and its fact together, secrets redacted', async () => {
    await write(ctx, { id: 'a' });
    expect(await library.factsSince()).toEqual(['test.written']);
    const { rows } = await library.app.pool.query("select body from fact_details where body ->> 'entityName' = 'Sari'");
    expect(rows[0].body.newValues).toEqual({ password: '[redacted]', title: 'Bumi', nested: { token: '[redacted]' } });
  });

  it('rolls back when it forgot to say what happened', async () => {
    const before = await rooms(ctx);
    await expect(silent(ctx, { id: 'b' })).rejects.toThrow('recorded no fact');
    expect(await rooms(ctx)).toBe(before);
  });

  it('is not excused by a verb it called that changed nothing', async () => {
    const before = await rooms(ctx);
    await expect(idle(ctx, { id: 'b' })).resolves.toEqual({ id: 'b' });
    await expect(hiding(ctx, { id: 'b' })).rejects.toThrow('test.hiding recorded no fact');
    expect(await rooms(ctx)).toBe(before);
  });

  it('takes the verbs it called down with it when it fails', async () => {
    const before = await rooms(ctx);
    await expect(failing(ctx, { id: 'c' })).rejects.toMatchObject({ kind: 'CONFLICT' });
    expect(await rooms(ctx)).toBe(before);
    expect(await library.factsSince()).toEqual([]);
  });

  it('keeps the fact of a refusal that must be remembered', async () => {
    await expect(refusing(ctx, { id: 'd' })).rejects.toMatchObject({ kind: 'UNAUTHORIZED' });
    expect(await library.factsSince()).toEqual(['test.refused']);
    const keyed = { ...ctx, request: { ...ctx.request, idempotencyKey: 'once' } };
    await expect(refusing(keyed, { id: 'd' })).rejects.toMatchObject({ kind: 'UNAUTHORIZED' });
    await expect(refusing(keyed, { id: 'd' })).rejects.toMatchObject({ kind: 'UNAUTHORIZED' });
  });

  it('joins the transaction of the verb that calls it', async () => {
    await library.factsSince();
    await outer(ctx, { id: 'e' });
    const { rows } = await library.app.pool.query(
      "select count(distinct tx)::int as n from facts where entity_id like 'e-%'",
    );
    expect(rows[0].n).toBe(1);
  });

  it('asks for its own permission, and for input that can be stored', async () => {
    const vera = library.as(await library.cast.vera.actor());
    await expect(forbidden(vera, { id: 'f' })).rejects.toMatchObject({ kind: 'FORBIDDEN' });
    await expect(write(vera, { id: 'nul\u0000' })).rejects.toMatchObject({
      kind: 'VALIDATION_ERROR',
      reason: 'kernel.bad_text',
    });
    await expect(write(vera, { id: '' })).rejects.toMatchObject({ options: { field: 'id' } });
  });

  it('shows its facts to durable readers only when nothing earlier may still commit', async () => {
    const late = await library.app.pool.connect();
    await late.query('begin');
    await late.query('select pg_current_xact_id()');
    await write(ctx, { id: 'after-late' });
    const seen = async () => (await readFacts(library.app.pool, BEGINNING, 1000)).map((fact) => fact.entityId);
    expect(await seen()).not.toContain('after-late');
    await late.query('commit');
    late.release();
    // Transactions of other suites on the same server hold readers back as well.
    await expect.poll(seen, { timeout: 20_000 }).toContain('after-late');
  });

  it('cannot rewrite facts with the application’s rights', async () => {
    for (const sql of [
      "update facts set action = 'x'",
      'delete from facts',
      'delete from fact_details',
      'truncate facts',
      'update fact_seals set position = 1',
      "update fact_erasures set ids = '{}'",
    ]) {
      await expect(library.app.pool.query(sql)).rejects.toThrow('permission denied');
    }
  });

  it('cannot say that another transaction wrote its facts or entries', async () => {
    const month = await library.app.pool.query(
      "select inhrelid::regclass as name from pg_inherits where inhparent = 'facts'::regclass",
    );
    for (const { name } of [{ name: 'facts' }, ...month.rows]) {
      const forged = `insert into ${name} (id, at, tx, action, action_type, entity_type, entity_id, actor_kind, details_digest)
        values (gen_random_uuid(), '2026-03-02', '1', 'book.created', 'CREATE', 'book', 'x', 'system', '\\x00')`;
      await expect(library.app.pool.query(forged), name).rejects.toThrow('permission denied');
    }
    const entry = `insert into ledger_entries (id, at, kind, description, tx)
      values (gen_random_uuid(), '2026-03-02', 'TEST', 'x', '1')`;
    await expect(library.app.pool.query(entry)).rejects.toThrow('permission denied');
  });
});

describe('what the system does by itself', () => {
  let library: TestLibrary;
  let ctx: Ctx;
  beforeAll(async () => {
    library = await openLibrary();
    ctx = library.as(systemActor('test'));
    await library.app.pool.query(
      "insert into schedule_runs (name, due_at) values ('left', '2026-03-02'), ('right', '2026-03-02')",
    );
  });
  afterAll(() => library.close());

  it('rolls back when it forgot to say what happened, inside a verb as well', async () => {
    const before = await rooms(ctx);
    const quiet = (inside: Ctx) =>
      asSystem(inside, (tx) => tx.sql.query("insert into schedule_runs (name, due_at) values ('quiet', '2026-03-02')"));
    await expect(quiet(ctx)).rejects.toThrow('recorded no fact');
    await expect(asSystem(ctx, async (tx) => tx.unchanged(await quiet(tx)))).rejects.toThrow('recorded no fact');
    expect(await rooms(ctx)).toBe(before);
  });

  it('is tried again after a deadlock', async () => {
    const lock = 'update schedule_runs set ok = true where name = $1';
    let tries = 0;
    const both: (() => void)[] = [];
    const together = () =>
      new Promise<void>((resolve) => {
        both.push(resolve);
        if (both.length >= 2) for (const go of both) go();
      });
    const cross = (first: string, second: string) =>
      asSystem(ctx, async (tx) => {
        tries++;
        await tx.sql.query(lock, [first]);
        if (tries <= 2) await together();
        await tx.sql.query(lock, [second]);
        tx.record('test.crossed', { type: 'UPDATE', id: first });
      });
    await library.factsSince();
    await Promise.all([cross('left', 'right'), cross('right', 'left')]);
    expect(tries).toBeGreaterThan(2);
    expect(await library.factsSince()).toEqual(['test.crossed', 'test.crossed']);
  });
});
