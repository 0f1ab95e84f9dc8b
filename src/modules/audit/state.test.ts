import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordFacts, sealUntil, tamper } from '../../../test/support/audit-log.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { makeCtx, systemActor } from '../../kernel/context.ts';
import { auditSchedules } from './schedules.ts';
import { state } from './state.ts';

describe('the health of the log', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  const health = async () => (await library.call(null, 'GET', '/api/health')).body;
  const gauge = async (name: string): Promise<number> => {
    const { body } = await library.web.inject('/metrics');
    return Number(new RegExp(`^${name} (.*)$`, 'm').exec(body)?.[1]);
  };

  it('counts what is sealed and what waits', async () => {
    await recordFacts(library, 'a', 'b');
    await sealUntil(library, 2);
    await recordFacts(library, 'c');
    expect((await health()).services.audit).toBe('healthy');
    expect((await health()).details.audit).toMatchObject({ sealed: 2, unsealed: 1 });
    library.clock.move('90s');
    expect(await gauge('pustaka_audit_sealed_facts')).toBe(2);
    expect(await gauge('pustaka_audit_unsealed_facts')).toBe(1);
    expect(await gauge('pustaka_audit_seal_lag_seconds')).toBeGreaterThanOrEqual(90);
  });

  it('is bad once sealing has stopped for a reason', async () => {
    await tamper(
      library,
      `insert into schedule_runs (name, due_at, ok, error) values ('sealing', $1, false, 'audit.tree_differs')`,
      [library.clock.now()],
    );
    expect((await health()).services.audit).toBe('unhealthy');
    expect((await health()).details.audit.stopped).toBe('audit.tree_differs');
    expect(await gauge('pustaka_audit_sealing_stopped')).toBe(1);
    await tamper(library, 'delete from schedule_runs');
  });

  it('is bad when facts wait for long in a library that has been up for a while', async () => {
    library.clock.move('11m');
    expect((await health()).services.audit).toBe('healthy');
    const uptime = process.uptime;
    process.uptime = () => 301;
    expect((await health()).services.audit).toBe('unhealthy');
    process.uptime = uptime;
    await sealUntil(library, 1);
    expect((await health()).services.audit).toBe('healthy');
  });

  it('seals and makes the months ahead by schedule', async () => {
    const schedule = (name: string) => auditSchedules.find((each) => each.name === name);
    library.clock.set('2030-11-05T10:00:00+07:00');
    const ctx = makeCtx(library.app, systemActor('test'));
    await schedule('partitions')?.run(ctx);
    const { rows } = await library.app.pool.query(
      `select relname from pg_class where relname ~ '^fact(s|_details)_20(30|31)' and relkind = 'r' order by relname`,
    );
    const months = ['203010', '203011', '203012', '203101', '203102'];
    expect(rows.map((row) => row.relname)).toEqual(
      ['fact_details', 'facts'].flatMap((table) => months.map((month) => `${table}_${month}`)),
    );
    await recordFacts(library, 'd');
    const unsealed = async () => {
      await schedule('sealing')?.run(ctx);
      return (await health()).details.audit.unsealed;
    };
    await expect.poll(unsealed, { timeout: 5000 }).toBe(0);
    expect((await library.app.pool.query('select count(*) from facts_default')).rows[0].count).toBe(0);
  });
});

describe('the state of a long log', () => {
  it('is read from the end of an index, whatever the months hold', async () => {
    const library = await openLibrary();
    try {
      await tamper(
        library,
        `insert into facts (id, at, action, action_type, entity_type, entity_id, actor_kind, details_digest)
         select gen_random_uuid(), $1, 'book.created', 'CREATE', 'book', n::text, 'system', '\\x00'
         from generate_series(1, 60000) n`,
        [library.clock.now()],
      );
      await tamper(library, 'analyze facts');
      const sql = state.text.replace('$1::xid8', `'0'::xid8`).replace('$2::uuid', `gen_random_uuid()`);
      const { rows } = await library.app.pool.query(`explain ${sql}`);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toContain('Index');
      expect(plan).not.toMatch(/Seq Scan on facts_\d/);
    } finally {
      await library.close();
    }
  });
});
