import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { systemActor } from '../../kernel/context.ts';
import { memberByRef, turnSuspensions } from './index.ts';

const everywhere = { kind: 'all' } as const;

describe('suspending a member', () => {
  let library: TestLibrary;
  let id: string;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(async () => {
    library.clock.set('2026-03-02T10:00:00+07:00');
    await library.app.pool.query(
      `update members set suspension_start = null, suspension_end = null, status = 'ACTIVE' where status <> 'DELETED'`,
    );
    id = (await addMember(library.app, library.cast, { name: 'Nakal' })).memberId;
    await library.factsSince();
  });

  const act = (verb: string, body: object = {}, headers = {}) =>
    library.call(library.cast.budi, 'POST', `/members/${id}/${verb}`, body, headers);
  const system = () => library.as(systemActor('test'));
  const turn = () => turnSuspensions(system());
  const statusNow = async () => (await memberByRef(system(), id, everywhere)).status;
  const stories = async () =>
    (
      await library.app.pool.query(
        'select starts_on as "from", ends_on as "to", reason, lifted_at is not null as lifted from member_suspensions where member_id = $1 order by created_at',
        [id],
      )
    ).rows;

  it('counts at once, tells who, when and why, and is lifted by hand', async () => {
    const { body } = await act('suspend', { reason: 'Merobek buku' });
    expect(body.data).toMatchObject({
      status: 'SUSPENDED',
      suspensionStart: '2026-03-02',
      suspensionEnd: null,
      can: { suspend: false, activate: true },
      why: { suspend: 'members.already_suspended' },
    });
    expect((await act('activate')).body.data).toMatchObject({ status: 'ACTIVE', suspensionStart: null });
    expect(await stories()).toEqual([{ from: '2026-03-02', to: null, reason: 'Merobek buku', lifted: true }]);
    expect(await library.factsSince()).toEqual(['member.suspended', 'member.activated']);
  });

  it('cannot be done twice, nor lifted where there is none', async () => {
    await act('suspend', { reason: 'Satu' });
    const twice = await act('suspend', { reason: 'Dua' });
    expect(twice.status).toBe(409);
    expect(twice.body.error.details.reason).toBe('members.already_suspended');
    await act('activate');
    const none = await act('activate');
    expect(none.body.error.details.reason).toBe('members.not_suspended');
  });

  it('lets one of two desks win', async () => {
    const both = await Promise.all([act('suspend', { reason: 'A' }), act('suspend', { reason: 'B' })]);
    expect(both.map((reply) => reply.status).sort()).toEqual([200, 409]);
    expect(await stories()).toHaveLength(1);
  });

  it('waits for its day, and ends after its last one, whether or not the schedule ran', async () => {
    const planned = await act('suspend', { from: '2026-03-05', to: '2026-03-06', reason: 'Libur' });
    expect(planned.body.data).toMatchObject({ status: 'ACTIVE', suspensionStart: '2026-03-05' });
    library.clock.set('2026-03-05T00:30:00+07:00');
    expect(await statusNow()).toBe('SUSPENDED');
    library.clock.set('2026-03-06T23:30:00+07:00');
    expect(await statusNow()).toBe('SUSPENDED');
    library.clock.set('2026-03-07T00:30:00+07:00');
    expect(await statusNow()).toBe('ACTIVE');
  });

  it('is begun and lifted by the schedule on the day of the branch', async () => {
    const { cast } = library;
    await act('suspend', { from: '2026-03-05', to: '2026-03-06', reason: 'Libur' });
    const east = (await addMember(library.app, cast, { name: 'Timur', branch: cast.jayapura })).memberId;
    await library.call(cast.budi, 'POST', `/members/${east}/suspend`, {
      from: '2026-03-05',
      to: '2026-03-06',
      reason: 'x',
    });
    await library.factsSince();
    library.clock.set('2026-03-04T23:30:00+07:00');
    expect(await turn()).toBe(1);
    const stored = await library.app.pool.query('select status from members where id = any ($1) order by id', [
      [id, east],
    ]);
    expect(stored.rows.map((row) => row.status)).toEqual(['ACTIVE', 'SUSPENDED']);
    library.clock.set('2026-03-05T00:30:00+07:00');
    expect(await turn()).toBe(1);
    expect(await turn()).toBe(0);
    library.clock.set('2026-03-07T00:30:00+07:00');
    expect(await turn()).toBe(2);
    expect(await stories()).toMatchObject([{ lifted: true }]);
    expect((await library.factsSince()).sort()).toEqual([
      'member.activated',
      'member.activated',
      'member.suspension_began',
      'member.suspension_began',
    ]);
  });

  it('may follow one that ran out and was not tidied away yet', async () => {
    await act('suspend', { to: '2026-03-03', reason: 'Pertama' });
    library.clock.set('2026-03-09T10:00:00+07:00');
    expect((await act('suspend', { reason: 'Kedua' })).body.data.status).toBe('SUSPENDED');
    expect(await stories()).toMatchObject([{ lifted: true }, { reason: 'Kedua', lifted: false }]);
  });

  it.each([
    ['to', { from: '2026-03-10', to: '2026-03-09', reason: 'x' }],
    ['to', { from: '2026-02-01', to: '2026-03-01', reason: 'x' }],
    ['reason', {}],
    ['reason', { reason: ' ' }],
    ['reason', { reason: 'x'.repeat(501) }],
    ['from', { from: 'besok', reason: 'x' }],
    ['until', { until: '2026-03-09', reason: 'x' }],
  ])('refuses a wrong %s', async (field, body) => {
    const reply = await act('suspend', body);
    expect({ status: reply.status, field: reply.body.error.field }).toEqual({ status: 400, field });
    expect(await stories()).toEqual([]);
  });

  it('stays with a member who is deleted and comes back', async () => {
    await act('suspend', { reason: 'x' });
    const { wati } = library.cast;
    await library.call(wati, 'DELETE', `/members/${id}`);
    expect((await act('activate')).body.error.details.reason).toBe('members.is_deleted');
    expect((await library.call(wati, 'POST', `/members/${id}/restore`)).body.data.status).toBe('SUSPENDED');
  });
});

describe('renewing a membership', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  const renew = (id: string, body: object) =>
    library.call(library.cast.budi, 'POST', `/members/${id}/renew-membership`, body);
  const withExpiry = async (expiry: string | null) => {
    const { memberId } = await addMember(library.app, library.cast);
    await library.app.pool.query('update members set expiry_date = $2 where id = $1', [memberId, expiry]);
    await library.factsSince();
    return memberId;
  };

  it('adds the days of the type to the last good day', async () => {
    const id = await withExpiry('2026-06-30');
    expect((await renew(id, {})).body.data).toMatchObject({ expiryDate: '2027-06-30', version: 2 });
    expect(await library.factsSince()).toEqual(['member.renewed']);
  });

  it('counts from today when the membership has run out', async () => {
    const id = await withExpiry('2026-01-31');
    expect((await renew(id, { days: 30 })).body.data).toMatchObject({ expiryDate: '2026-04-01', isExpired: false });
  });

  it('takes a day, once', async () => {
    const id = await withExpiry('2026-06-30');
    expect((await renew(id, { until: '2026-12-31' })).body.data.expiryDate).toBe('2026-12-31');
    const again = await renew(id, { until: '2026-12-31' });
    expect(again.body.error).toMatchObject({ field: 'until', details: { reason: 'members.renewal_too_short' } });
  });

  it('adds up when two desks do it at once', async () => {
    const id = await withExpiry('2026-06-30');
    await Promise.all([renew(id, { days: 10 }), renew(id, { days: 10 })]);
    const { rows } = await library.app.pool.query('select expiry_date, version from members where id = $1', [id]);
    expect(rows).toEqual([{ expiry_date: '2026-07-20', version: 3 }]);
  });

  it('has an end even for those who renew for centuries', async () => {
    const id = await withExpiry('2999-01-01');
    expect((await renew(id, { days: 36500 })).body.data.expiryDate).toBe('2999-12-31');
    expect((await renew(id, { days: 36500 })).status).toBe(400);
  });

  it('is nothing for a membership that never expires', async () => {
    const reply = await renew(await withExpiry(null), { days: 10 });
    expect(reply.status).toBe(409);
    expect(reply.body.error.details.reason).toBe('members.never_expires');
  });

  it('needs a length where the type says none', async () => {
    const { wati, budi } = library.cast;
    const type = await library.call(wati, 'POST', '/member-types', { code: 'UMUM', name: 'Umum' });
    const id = await withExpiry('2026-06-30');
    await library.call(budi, 'PATCH', `/members/${id}`, { memberTypeId: type.body.data.id });
    const reply = await renew(id, {});
    expect(reply.body.error).toMatchObject({ code: 'VALIDATION_ERROR', field: 'days' });
  });

  it.each([
    ['days', { days: 0 }],
    ['days', { days: 1.5 }],
    ['days', { days: 36_501 }],
    ['until', { until: '3000-01-01' }],
    ['until', { until: '2026-03-01' }],
    ['days', { until: '2027-01-01', days: 3 }],
  ])('refuses a wrong %s', async (field, body) => {
    const reply = await renew(await withExpiry('2026-06-30'), body);
    expect({ status: reply.status, field: reply.body.error.field }).toEqual({ status: 400, field });
  });
});
