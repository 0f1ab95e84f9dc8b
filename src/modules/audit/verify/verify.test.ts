import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forgetLog, recordFacts, sealUntil, tamper } from '../../../../test/support/audit-log.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { newId } from '../../../kernel/ids.ts';
import { parseCheckpoint } from '../../../lib/checkpoint.ts';
import { ownWitness, sealFacts, verifyLog, writeRestoreCheckpoint } from '../index.ts';

const names = Array.from({ length: 12 }, (_, n) => `b${n}`);
const restOf = (problems: readonly { kind: string }[]): string[] => [...new Set(problems.map(({ kind }) => kind))];

describe('verifying the log', () => {
  let library: TestLibrary;
  let outside: string;
  beforeAll(async () => {
    library = await openLibrary();
  });
  beforeEach(async () => {
    await forgetLog(library);
    outside = join(library.app.dataRoot, 'copy-elsewhere.jsonl');
    await recordFacts(library, ...names.slice(0, 4));
    await sealUntil(library, 4);
    await recordFacts(library, ...names.slice(4));
    await sealUntil(library, 8);
    await copyFile(ownWitness(library.app.dataRoot), outside);
  });
  afterAll(() => library.close());

  /** As if no copy of the checkpoints had been kept beside the database either. */
  const forgetOwnWitness = () => rm(ownWitness(library.app.dataRoot));
  const verify = (witness?: string) => verifyLog(library.app, { witness, locale: 'en' });
  const idAt = async (position: number): Promise<string> =>
    (await library.app.pool.query('select fact_id from fact_seals where position = $1', [position])).rows[0].fact_id;

  it('finds nothing in a log nobody touched, and says so when nobody outside could tell', async () => {
    const whole = { ok: true, facts: 12, sealed: 12, unsealed: 0, erased: 0, checkpoints: 2, problems: [] };
    expect(await verify()).toMatchObject({ ...whole, witness: 'none' });
    expect(await verify(outside)).toMatchObject({ ...whole, witness: 'agrees' });
    await recordFacts(library, 'new');
    expect(await verify()).toMatchObject({ ok: true, facts: 13, sealed: 12, unsealed: 1 });
  });

  it('finds an edited fact, whichever column, and names it', async () => {
    const factId = await idAt(5);
    const columns = [
      `at = at + interval '1 microsecond'`,
      `tx = (tx::text::bigint + 1)::text::xid8`,
      `action = 'book.updated'`,
      `action_type = 'UPDATE'`,
      `entity_type = 'copy'`,
      `entity_id = 'other'`,
      `actor_kind = 'account'`,
      `actor_id = gen_random_uuid()`,
      `branch_id = gen_random_uuid()`,
      `request_id = 'other'`,
      `correlation_id = null`,
      `changed = '{name}'`,
      `details_digest = sha256('x')`,
    ];
    for (const column of columns) {
      await tamper(library, 'create table if not exists kept as select * from facts where id = $1', [factId]);
      expect(await tamper(library, `update facts set ${column} where id = $1`, [factId])).toBe(1);
      const found = await verify();
      expect([column, found.ok], column).toEqual([column, false]);
      expect(
        found.problems.some((problem) => problem.position === 5 && problem.factId === factId),
        column,
      ).toBe(true);
      await tamper(library, 'delete from facts where id = $1', [factId]);
      await tamper(library, 'insert into facts select * from kept');
    }
    expect(await verify()).toMatchObject({ ok: true });
  });

  it('finds an edited fact whose seal was edited with it', async () => {
    await tamper(library, `update facts set entity_id = 'x' where id = $1`, [await idAt(2)]);
    await tamper(library, `update fact_seals set leaf_hash = sha256('x') where position = 2`);
    expect(restOf((await verify()).problems)).toEqual(['fact_changed', 'checkpoint_differs', 'witness_differs']);
  });

  it('finds edited details, also under another salt', async () => {
    const factId = await idAt(3);
    await tamper(library, `update fact_details set body = body || '{"entityName":"Lain"}' where fact_id = $1`, [
      factId,
    ]);
    expect((await verify()).problems).toMatchObject([{ kind: 'details_changed', position: 3, factId }]);
    await tamper(library, `update fact_details set salt = decode(repeat('00', 16), 'hex') where fact_id = $1`, [
      factId,
    ]);
    expect((await verify()).problems).toMatchObject([{ kind: 'details_changed', position: 3, factId }]);
  });

  it('holds when details were erased, and counts them', async () => {
    await library.app.pool.query(`select erase_fact_details('{book}', '{b1,b2,b3}')`);
    expect(await verify(outside)).toMatchObject({ ok: true, erased: 3, facts: 12, witness: 'agrees' });
  });

  it('finds a deleted fact, sealed or slipped in', async () => {
    const factId = await idAt(0);
    await tamper(library, 'delete from facts where id = $1', [factId]);
    expect((await verify()).problems).toMatchObject([{ kind: 'fact_missing', position: 0, factId }]);
  });

  it('finds a fact put among old ones', async () => {
    const id = newId();
    await tamper(
      library,
      `insert into facts select $1, at, tx, action, action_type, entity_type, 'slipped in', actor_kind, actor_id, branch_id,
         request_id, correlation_id, changed, details_digest from facts where id = $2`,
      [id, await idAt(3)],
    );
    expect((await verify()).problems).toMatchObject([{ kind: 'fact_unsealed', factId: id }]);
  });

  it('finds a deleted seal, in the middle and at the end', async () => {
    await tamper(library, 'delete from fact_seals where position = 6');
    expect(restOf((await verify(outside)).problems)).toEqual(['seal_missing', 'fact_unsealed']);
    expect((await verify(outside)).witness).toBe('disagrees');
    await tamper(library, 'delete from fact_seals where position > 6');
    expect(restOf((await verify()).problems)).toEqual(['log_truncated', 'log_rolled_back']);
  });

  it('finds facts whose seals changed places', async () => {
    await tamper(library, 'update fact_seals set position = 100 where position = 4');
    await tamper(library, 'update fact_seals set position = 4 where position = 5');
    await tamper(library, 'update fact_seals set position = 5 where position = 100');
    expect(restOf((await verify()).problems)).toEqual(['seal_order', 'checkpoint_differs', 'witness_differs']);
  });

  it('finds a forged checkpoint, a deleted one and one that signs less than there is', async () => {
    await tamper(library, `update audit_checkpoints set body = replace(body, '"kind"', '"kinD"') where size = 4`);
    expect(restOf((await verify()).problems)).toEqual(['checkpoint_forged', 'checkpoint_missing']);
    await tamper(library, 'delete from audit_checkpoints');
    await forgetOwnWitness();
    expect((await verify()).problems).toMatchObject([{ kind: 'seals_unsigned', position: 0 }]);
    expect(restOf((await verify(outside)).problems)).toEqual(['checkpoint_missing', 'seals_unsigned']);
  });

  const cutTail = async (size: number): Promise<void> => {
    await tamper(library, 'delete from facts f using fact_seals s where s.fact_id = f.id and s.position >= $1', [size]);
    await tamper(library, 'delete from fact_seals where position >= $1', [size]);
    await tamper(library, 'delete from audit_checkpoints where size > $1', [size]);
    await tamper(library, 'delete from audit_tree');
  };

  it('finds a log cut off cleanly by its witness alone', async () => {
    await cutTail(4);
    await forgetOwnWitness();
    expect(await verify()).toMatchObject({ ok: true, sealed: 4, witness: 'none' });
    const found = await verify(outside);
    expect(found).toMatchObject({ ok: false, witness: 'disagrees' });
    expect(found.problems).toMatchObject([{ kind: 'log_rolled_back' }]);
    expect(found.problems[0]?.message).toContain('the last 8 facts were cut off');
  });

  it('says once how much was cut off, by the newest thing the witness saw', async () => {
    await cutTail(2);
    const rolledBack = (await verify(outside)).problems.filter(({ kind }) => kind === 'log_rolled_back');
    expect(rolledBack.map(({ message }) => message)).toEqual([
      expect.stringContaining('the last 10 facts were cut off'),
    ]);
  });

  it('finds an old copy that went on growing, by the witness of what it lost', async () => {
    await cutTail(4);
    await forgetOwnWitness();
    await recordFacts(library, ...names.map((name) => `other-${name}`));
    await sealUntil(library, 12);
    expect(await verify()).toMatchObject({ ok: true, sealed: 16, witness: 'none' });
    expect(await verify(outside)).toMatchObject({ ok: false, witness: 'disagrees' });
    expect(restOf((await verify(outside)).problems)).toEqual(['witness_differs']);
  });

  it('takes a signed restore for an answer, but not for facts lost beyond it', async () => {
    await cutTail(4);
    await writeRestoreCheckpoint(library.app);
    await recordFacts(library, 'after');
    await sealUntil(library, 1);
    // The copy kept elsewhere does not know the restore; the database does.
    expect(await verify(outside)).toMatchObject({ ok: true, sealed: 5, checkpoints: 3, witness: 'agrees' });
    await recordFacts(library, 'more', 'and more');
    await sealUntil(library, 2);
    await copyFile(ownWitness(library.app.dataRoot), outside);
    await cutTail(5);
    const found = await verify(outside);
    expect(found).toMatchObject({ ok: false, witness: 'disagrees' });
    expect(restOf(found.problems)).toEqual(['log_rolled_back']);
  });

  it('wants a restore to have known what the witness saw', async () => {
    await cutTail(4);
    await forgetOwnWitness();
    const [line] = (await readFile(outside, 'utf8')).split('\n');
    await writeRestoreCheckpoint(library.app, {
      size: 7,
      root: parseCheckpoint(line ?? '')?.root ?? new Uint8Array(32),
    });
    expect(restOf((await verify(outside)).problems)).toEqual(['log_rolled_back']);
  });

  it('takes a restore for an answer also when a rehearsal had moved the clock ahead', async () => {
    library.clock.move('30d');
    await recordFacts(library, 'in a month');
    await sealUntil(library, 1);
    library.clock.move('-30d');
    await copyFile(ownWitness(library.app.dataRoot), outside);
    await cutTail(12);
    await writeRestoreCheckpoint(library.app);
    await recordFacts(library, 'today');
    await sealUntil(library, 1);
    expect(await verify(outside)).toMatchObject({ ok: true, sealed: 13, witness: 'agrees' });
    const lines = (await readFile(ownWitness(library.app.dataRoot), 'utf8')).trimEnd().split('\n');
    const times = lines.map((line) => Number(parseCheckpoint(line)?.time));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('is not deceived by a restore nobody signed', async () => {
    await cutTail(4);
    await writeRestoreCheckpoint(library.app);
    const { rows } = await library.app.pool.query(`select body from audit_checkpoints where kind = 'RESTORE'`);
    const forged = String(rows[0].body).replace(/"time":"2026/, '"time":"2027');
    await tamper(library, `update audit_checkpoints set body = $1 where kind = 'RESTORE'`, [forged]);
    await forgetOwnWitness();
    expect(restOf((await verify(outside)).problems)).toEqual(['checkpoint_forged', 'log_rolled_back']);
  });

  it('says what is wrong with a witness file', async () => {
    const lines = (await readFile(outside, 'utf8')).trimEnd().split('\n');
    const other = lines[1]?.replace(/"origin":"[^"]*"/, '"origin":"elsewhere"');
    await writeFile(outside, `no checkpoint\n${other}\n${lines[1]}\n${lines[0]}\n`);
    const found = await verify(outside);
    expect(found.witness).toBe('disagrees');
    expect(restOf(found.problems)).toEqual(['witness_unreadable', 'witness_forged', 'witness_order']);
    await writeFile(outside, '');
    expect(restOf((await verify(outside)).problems)).toEqual(['witness_empty']);
    await expect(verify('/nowhere/at-all')).rejects.toMatchObject({ reason: 'audit.no_witness_file' });
  });

  it('lists a hundred problems at most, of every kind some, and counts all', async () => {
    await recordFacts(library, names.concat(Array.from({ length: 150 }, (_, n) => `many${n}`)));
    await sealUntil(library, 162);
    await tamper(library, `update facts set entity_id = 'x' where entity_id like 'many%'`);
    await tamper(library, `update fact_details set body = '{}'`);
    const found = await verify();
    expect(found.problemCount).toBe(150 + 174);
    expect(found.problems.length).toBeLessThanOrEqual(100);
    expect(restOf(found.problems)).toEqual(['details_changed', 'fact_changed']);
  });

  it('does not take facts for cut off that are sealed while it looks', async () => {
    await Promise.all([
      (async () => {
        for (let n = 0; n < 10; n++) {
          await recordFacts(library, `more${n}`);
          await sealFacts(library.app);
        }
      })(),
      (async () => {
        for (let n = 0; n < 10; n++) expect(await verify()).toMatchObject({ problems: [] });
      })(),
    ]);
  });
});

describe('a long log', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
    const ids = Array.from({ length: 3500 }, (_, n) => `f${n}`);
    for (let from = 0; from < ids.length; from += 250) await recordFacts(library, ids.slice(from, from + 250));
  });
  afterAll(() => library.close());

  it('is sealed in batches and verified in batches', async () => {
    expect(await sealUntil(library, 3500)).toBe(3500);
    expect(await verifyLog(library.app)).toMatchObject({ ok: true, sealed: 3500, problems: [] });
    await tamper(library, `update facts set entity_id = 'x' where entity_id = 'f3333'`);
    expect((await verifyLog(library.app)).problems).toMatchObject([{ kind: 'fact_changed', position: 3333 }]);
  });
});

describe('the role of the application', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
    await recordFacts(library, 'a');
    await sealUntil(library, 1);
  });
  afterAll(() => library.close());

  const tables = ['facts', 'fact_details', 'facts_default', 'facts_202603', 'fact_seals', 'audit_checkpoints'];
  const changes = tables.flatMap((table) => [`delete from ${table}`, `truncate ${table}`]);
  it('writes months through their parents alone, also when its rights are given anew', async () => {
    await tamper(library, `select grant_app_rights('pustaka_app')`);
    await expect(library.app.pool.query('delete from facts_202603')).rejects.toThrow('permission denied');
  });

  it.each([
    ...changes,
    `update facts set entity_id = 'x'`,
    `update fact_details set body = '{}'`,
    'update fact_seals set position = position + 1',
    `update audit_checkpoints set body = ''`,
    `insert into fact_archives values ('2026-03-01', 1, sha256('x'), '2026-03-01')`,
    `insert into fact_erasures (types, ids, persons) values ('{a}', '{b}', '{}')`,
    'alter table facts disable trigger all',
    'drop table fact_seals',
  ])('may not %s', async (sql) => {
    await expect(library.app.pool.query(sql)).rejects.toThrow(/permission denied|must be owner/);
  });
});
