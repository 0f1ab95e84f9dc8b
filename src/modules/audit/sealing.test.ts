import { appendFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forgetLog, recordFacts, sealUntil, tamper } from '../../../test/support/audit-log.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { parseCheckpoint, verifyCheckpoint } from '../../lib/checkpoint.ts';
import { ownWitness, sealFacts, verifyLog, writeRestoreCheckpoint } from './index.ts';
import { knownKeys } from './keys.ts';

describe('sealing', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  beforeEach(() => forgetLog(library));
  afterAll(() => library.close());

  const witnessLines = async (): Promise<string[]> =>
    (await readFile(ownWitness(library.app.dataRoot), 'utf8')).trimEnd().split('\n');
  const rows = async (sql: string) => (await library.app.pool.query(sql)).rows;

  it('gives each committed fact one leaf, in the order of its transactions, and signs the tree', async () => {
    await recordFacts(library, 'a', ['b', 'c'], 'd');
    expect(await sealUntil(library, 4)).toBe(4);
    const seals = await rows(
      `select s.position, f.entity_id from fact_seals s join facts f on f.id = s.fact_id order by s.position`,
    );
    expect(seals.map((s) => [s.position, s.entity_id])).toEqual([
      [0, 'a'],
      [1, 'b'],
      [2, 'c'],
      [3, 'd'],
    ]);
    const [line = '', ...others] = await witnessLines();
    expect(others).toEqual([]);
    const checkpoint = parseCheckpoint(line);
    expect(checkpoint).toMatchObject({ kind: 'seal', size: 4 });
    expect(checkpoint && verifyCheckpoint(checkpoint, knownKeys(library.app.dataRoot))).toBe(true);
    expect((await rows('select body from audit_checkpoints')).map((r) => r.body)).toEqual([line]);
  });

  it('writes nothing when nothing happened', async () => {
    await recordFacts(library, 'a');
    expect([await sealUntil(library, 1), await sealFacts(library.app)]).toEqual([1, 0]);
    expect(await witnessLines()).toHaveLength(1);
  });

  it('seals a transaction that began first and committed last, and loses none of either', async () => {
    const slow = await library.app.pool.connect();
    await slow.query('begin');
    await slow.query('select pg_current_xact_id()');
    await recordFacts(library, 'fast');
    // What commits above an open transaction waits: the open one may still put facts below it.
    expect(await sealFacts(library.app)).toBe(0);
    await slow.query(
      `insert into facts (id, at, action, action_type, entity_type, entity_id, actor_kind, details_digest)
       values (gen_random_uuid(), $1, 'book.created', 'CREATE', 'book', 'slow', 'system', '\\x00')`,
      [library.clock.now()],
    );
    expect(await sealFacts(library.app)).toBe(0);
    await slow.query('commit');
    slow.release();
    await recordFacts(library, 'later');
    expect(await sealUntil(library, 3)).toBe(3);
    const order = await rows(
      'select f.entity_id from fact_seals s join facts f on f.id = s.fact_id order by s.position',
    );
    expect(order.map((row) => row.entity_id)).toEqual(['slow', 'fast', 'later']);
    expect(await verifyLog(library.app)).toMatchObject({ ok: true, sealed: 3, unsealed: 0 });
  });

  it('is done once however many do it at once', async () => {
    await recordFacts(library, ...Array.from({ length: 30 }, (_, n) => `b${n}`));
    const counts = await Promise.all(Array.from({ length: 6 }, () => sealFacts(library.app)));
    const sum = counts.reduce((total, n) => total + n);
    expect(sum + (await sealUntil(library, 30 - sum))).toBe(30);
    expect(await verifyLog(library.app)).toMatchObject({ ok: true, sealed: 30 });
  });

  it('appends to the witness what a crash kept from it, after a line torn off', async () => {
    await recordFacts(library, 'a');
    await sealUntil(library, 1);
    await recordFacts(library, 'b');
    await sealUntil(library, 1);
    const [first = '', second = ''] = await witnessLines();
    const file = ownWitness(library.app.dataRoot);
    await rm(file);
    await appendFile(file, `${first}\n${second.slice(0, 40)}`);
    expect(await verifyLog(library.app)).toMatchObject({ ok: true });
    await sealFacts(library.app);
    expect(await witnessLines()).toEqual([first, second]);
    await rm(file);
    await sealFacts(library.app);
    expect(await witnessLines()).toEqual([first, second]);
  });

  it('rebuilds its working state from the seals when that is lost or wrong', async () => {
    await recordFacts(library, 'a', 'b', 'c');
    await sealUntil(library, 3);
    await tamper(library, `update audit_tree set state = '1:${'00'.repeat(32)}'`);
    await recordFacts(library, 'd');
    expect(await sealUntil(library, 1)).toBe(1);
    await tamper(library, 'delete from audit_tree');
    await recordFacts(library, 'e');
    expect(await sealUntil(library, 1)).toBe(1);
    expect(await verifyLog(library.app)).toMatchObject({ ok: true, sealed: 5, checkpoints: 3 });
  });

  it('goes on with a new key while the old one still proves what it signed', async () => {
    await recordFacts(library, 'a');
    await sealUntil(library, 1);
    await rm(join(library.app.dataRoot, 'secrets', 'audit.key'));
    await recordFacts(library, 'b');
    expect(await sealUntil(library, 1)).toBe(1);
    expect(knownKeys(library.app.dataRoot)).toHaveLength(2);
    expect(await verifyLog(library.app)).toMatchObject({ ok: true, checkpoints: 2 });
  });

  it.each([
    ['seals were cut off', 'delete from fact_seals where position = 2', 'audit.seals_differ'],
    ['a checkpoint is gone', 'delete from audit_checkpoints', 'audit.seals_differ'],
    [
      'a checkpoint is not ours',
      `update audit_checkpoints set body = replace(body, '"size":3', '"size":2'), size = 2`,
      'audit.checkpoint_forged',
    ],
    [
      'a seal was rewritten together with the working state',
      `with gone as (delete from audit_tree) update fact_seals set leaf_hash = sha256('x') where position = 1`,
      'audit.tree_differs',
    ],
  ])('signs nothing more when %s', async (_what, sql, reason) => {
    await recordFacts(library, 'a', 'b', 'c');
    await sealUntil(library, 3);
    await tamper(library, sql);
    await recordFacts(library, 'd');
    const refused = expect(sealFacts(library.app)).rejects;
    // The witness is asked first: a checkpoint it has and the database lost stops sealing as well.
    await refused.toMatchObject({ reason: expect.stringMatching(`${reason}|audit.witness_ahead`) });
    await rm(ownWitness(library.app.dataRoot));
    await expect(sealFacts(library.app)).rejects.toMatchObject({ reason });
    expect((await verifyLog(library.app)).ok).toBe(false);
  });

  it('signs nothing over a database that went back, until a restore says so', async () => {
    await recordFacts(library, 'a');
    await sealUntil(library, 1);
    await recordFacts(library, 'b');
    await sealUntil(library, 1);
    await tamper(library, 'delete from fact_seals where position = 1');
    await tamper(library, 'delete from audit_checkpoints where size = 2');
    await tamper(library, `delete from facts where entity_id = 'b'`);
    await recordFacts(library, 'c');
    await expect(sealFacts(library.app)).rejects.toMatchObject({ reason: 'audit.witness_ahead' });
    const restored = await writeRestoreCheckpoint(library.app);
    expect(restored).toMatchObject({ kind: 'restore', size: 1, before: { size: 2 } });
    expect(await sealUntil(library, 1)).toBe(1);
    expect(await verifyLog(library.app)).toMatchObject({ ok: true, sealed: 2 });
    expect((await witnessLines()).map((line) => parseCheckpoint(line)?.size)).toEqual([1, 2, 1, 2]);
  });
});
