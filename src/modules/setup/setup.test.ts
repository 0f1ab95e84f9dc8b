import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmptyLibrary, openEmptyLibrary } from '../../../test/support/empty-library.ts';
import { makeCtx, systemActor } from '../../kernel/context.ts';
import { completeSetup, isSetUp, issueSetupToken, PRESETS } from './index.ts';

const PASSWORD = 'tiga-kuda-di-sawah';
const answers = {
  name: 'Ani',
  email: 'ani@perpus.test',
  password: PASSWORD,
  libraryName: 'SMAN 1 Makassar',
  branchName: 'Gedung A',
  preset: 'school',
} as const;

describe('setting a library up', () => {
  let library: EmptyLibrary;
  beforeEach(async () => {
    library = await openEmptyLibrary();
  });
  afterEach(() => library.close());
  const system = () => makeCtx(library.app, systemActor('cli'));
  const stranger = () => makeCtx(library.app, { kind: 'anonymous', grants: [] });
  const signIn = (email: string, password: string) =>
    library.web.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { email, password } });

  it('makes the administrator, who signs in at once and may do everything', async () => {
    expect(await isSetUp(library.app.pool)).toBe(false);
    await completeSetup(system(), { ...answers, timeZone: 'Asia/Makassar' });
    const reply = (await signIn('ani@perpus.test', PASSWORD)).json();
    expect(reply.data.user).toMatchObject({ name: 'Ani', roles: ['SUPER_ADMIN'] });
    const settings = await library.web.inject({
      url: '/api/v1/settings',
      headers: { authorization: `Bearer ${reply.data.token}` },
    });
    expect(settings.json().data).toMatchObject({ libraryName: 'SMAN 1 Makassar', timeZone: 'Asia/Makassar' });
    expect(await isSetUp(library.app.pool)).toBe(true);
  });

  it.each(PRESETS)('gives a %s types of members and a rule for each of them, and one for everybody', async (preset) => {
    await completeSetup(system(), { ...answers, preset });
    const types = await library.rows('select code from member_types');
    const rules = await library.rows(
      `select t.code, r.loan_days, r.max_loans, r.fine_per_day from circulation_rules r
       left join member_types t on t.id = r.member_type_id order by t.code nulls first`,
    );
    expect(rules).toHaveLength(types.length + 1);
    expect(rules[0]?.code).toBeNull();
    const collections = await library.rows('select code, loanable from collection_types');
    expect(collections).toContainEqual({ code: 'UMUM', loanable: true });
    expect(collections).toContainEqual({ code: 'REF', loanable: false });
  });

  it('gives a school its usual rules: pupils 7 days and 2 books for Rp500 a day, teachers 14 days and 5', async () => {
    await completeSetup(system(), answers);
    const rules = await library.rows(
      `select t.code, r.loan_days as days, r.max_loans as loans, r.fine_per_day as fine from circulation_rules r
       join member_types t on t.id = r.member_type_id where t.code in ('SISWA', 'GURU') order by 1`,
    );
    expect(rules).toEqual([
      { code: 'GURU', days: 14, loans: 5, fine: 0 },
      { code: 'SISWA', days: 7, loans: 2, fine: 500 },
    ]);
  });

  it('opens the first branch on the days that were chosen and brings the national holidays', async () => {
    await completeSetup(system(), { ...answers, openDays: ['saturday'], opens: '09:00', closes: '12:00' });
    const [branch] = await library.rows('select code, name from branches');
    expect(branch).toEqual({ code: 'PUSAT', name: 'Gedung A' });
    const [hours] = await library.rows("select value from settings where key = 'openingHours'");
    expect(hours?.value).toMatchObject({ saturday: [{ open: '09:00', close: '12:00' }], monday: [] });
    const days = await library.rows("select date from holidays where date in ('2026-08-17', '2027-08-17')");
    expect(days).toHaveLength(2);
  });

  it('records who and what it made', async () => {
    await completeSetup(system(), answers);
    const facts = await library.facts();
    expect(facts[0]).toBe('account.created');
    expect(facts.at(-1)).toBe('setup.completed');
    expect(new Set(facts)).toEqual(
      new Set([
        'account.created',
        'settings.updated',
        'branch.created',
        'member-type.created',
        'circulation_rule.created',
        'holiday.imported',
        'setup.completed',
      ]),
    );
    const kept = JSON.stringify(await library.rows('select body from fact_details'));
    expect(kept).not.toContain(PASSWORD);
    expect(kept).not.toContain('argon2');
  });

  it('keeps what a library that was filled before has, and adds what is missing', async () => {
    await library.app.pool.query(
      `insert into branches (id, code, name, created_at, updated_at)
       values (gen_random_uuid(), 'LAMA', 'Cabang lama', '2026-01-01', '2026-01-01')`,
    );
    await library.app.pool.query(
      `insert into member_types (id, code, name, created_at, updated_at)
       values (gen_random_uuid(), 'SISWA', 'Murid', '2026-01-01', '2026-01-01')`,
    );
    await completeSetup(system(), answers);
    expect(await library.rows('select code from branches')).toEqual([{ code: 'LAMA' }]);
    expect(await library.rows("select name from member_types where code = 'SISWA'")).toEqual([{ name: 'Murid' }]);
    expect(await library.rows("select name from member_types where code = 'GURU'")).toEqual([{ name: 'Guru' }]);
  });

  it('is not for a stranger without the link, and once done for nobody', async () => {
    await expect(completeSetup(stranger(), answers)).rejects.toMatchObject({ reason: 'setup.bad_link' });
    await expect(completeSetup(stranger(), { ...answers, token: 'x' })).rejects.toMatchObject({ kind: 'FORBIDDEN' });
    const token = (await issueSetupToken(library.app)) ?? '';
    await completeSetup(stranger(), { ...answers, token });
    await expect(completeSetup(system(), answers)).rejects.toMatchObject({ kind: 'NOT_FOUND' });
    expect(await issueSetupToken(library.app)).toBeNull();
    expect(await library.rows('select * from one_time_tokens')).toEqual([]);
  });

  it('makes exactly one administrator when ten try at the same moment', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) => completeSetup(system(), { ...answers, email: `ani${n}@perpus.test` })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await library.rows('select id from accounts')).toHaveLength(1);
    expect(await library.rows('select id from branches')).toHaveLength(1);
  });

  it('names every field that is wrong, and writes nothing', async () => {
    const wrong = { ...answers, name: ' ', email: 'ani', password: 'short', opens: '16:00', closes: '08:00' };
    const refused = completeSetup(system(), wrong);
    await expect(refused).rejects.toMatchObject({ kind: 'VALIDATION_ERROR' });
    await expect(completeSetup(system(), { ...answers, password: 'password123' })).rejects.toMatchObject({
      options: { field: 'password' },
    });
    await expect(completeSetup(system(), { ...answers, demo: true })).rejects.toMatchObject({
      reason: 'setup.no_demo',
    });
    expect(await library.rows('select id from accounts')).toEqual([]);
  });

  describe('the link', () => {
    it('is kept as a hash only and ends with the next one, or after a day', async () => {
      const first = (await issueSetupToken(library.app)) ?? '';
      const second = (await issueSetupToken(library.app)) ?? '';
      const open = async (token: string) =>
        (await library.web.inject(`/setup?token=${encodeURIComponent(token)}`)).statusCode;
      expect(await open(first)).toBe(403);
      expect(await open(second)).toBe(200);
      expect(JSON.stringify(await library.rows('select * from one_time_tokens'))).not.toContain(second);
      expect(JSON.stringify(await library.rows('select body from fact_details'))).not.toContain(second);
      library.clock.move('24h');
      expect(await open(second)).toBe(403);
    });
  });
});
