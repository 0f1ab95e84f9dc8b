import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { systemActor } from '../../kernel/context.ts';
import { memberByRef, type OnMemberMerge } from './index.ts';
import { onMemberMerge } from './lists.ts';

describe('merging two records of one person', () => {
  let library: TestLibrary;
  let older: { memberId: string; number: string };
  let newer: { memberId: string; number: string };
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(async () => {
    older = await addMember(library.app, library.cast, { name: 'Rina Lama' });
    newer = await addMember(library.app, library.cast, { name: 'Rina Baru' });
    await set(newer.memberId, { join_date: '2026-02-01' });
    await library.factsSince();
  });

  const set = async (id: string, columns: Record<string, unknown>): Promise<void> => {
    const names = Object.keys(columns);
    const text = `update members set ${names.map((name, i) => `${name} = $${i + 2}`).join(', ')} where id = $1`;
    await library.app.pool.query(text, [id, ...Object.values(columns)]);
  };
  const row = async (id: string) => (await library.app.pool.query('select * from members where id = $1', [id])).rows[0];
  const merge = (id: string, otherId: string, who = library.cast.budi) =>
    library.call(who, 'POST', `/members/${id}/merge`, { otherId });
  const find = (ref: string) => memberByRef(library.as(systemActor('test')), ref, { kind: 'all' });

  it('keeps the record named, with the older number and what the other one had', async () => {
    await set(older.memberId, {
      email: 'rina@contoh.id',
      phone: '0811',
      notes: 'Dari dulu',
      expiry_date: '2026-12-31',
    });
    await set(newer.memberId, { phone: '0822', class_name: 'VII A', notes: 'Baru', expiry_date: '2027-06-30' });
    const { status, body } = await merge(newer.memberId, older.memberId);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      id: newer.memberId,
      memberId: older.number,
      name: 'Rina Baru',
      email: 'rina@contoh.id',
      phone: '0822',
      className: 'VII A',
      notes: 'Baru\nDari dulu',
      joinDate: '2026-01-05',
      expiryDate: '2027-06-30',
    });
    expect(await row(older.memberId)).toMatchObject({
      status: 'DELETED',
      merged_into: newer.memberId,
      member_id: newer.number,
    });
    expect(await library.factsSince()).toEqual(['member.merged', 'member.merged_away']);
  });

  it('finds the person by both cards, and by the third after another merge', async () => {
    await merge(older.memberId, newer.memberId);
    expect((await find(newer.number)).id).toBe(older.memberId);
    expect((await find(older.number)).id).toBe(older.memberId);
    const third = await addMember(library.app, library.cast, { name: 'Rina Ketiga' });
    await merge(third.memberId, older.memberId);
    for (const ref of [older.number, newer.number.toLowerCase(), third.number, older.memberId])
      expect((await find(ref)).id).toBe(third.memberId);
    expect((await row(newer.memberId)).merged_into).toBe(third.memberId);
  });

  it('takes along what hangs on the other record, in the same transaction', async () => {
    const { budi } = library.cast;
    const fine = { memberId: newer.memberId, reason: 'OTHER', amount: 5000, description: 'x' };
    expect((await library.call(budi, 'POST', '/fines', fine)).status).toBe(201);
    expect((await merge(older.memberId, newer.memberId)).status).toBe(200);
    const { rows } = await library.app.pool.query('select count(*)::int as fines from fines where member_id = $1', [
      older.memberId,
    ]);
    expect(rows[0]).toEqual({ fines: 1 });
  });

  it('is undone whole when a module below refuses', async () => {
    const refuse: OnMemberMerge = async () => {
      throw new Error('no');
    };
    onMemberMerge.push(refuse);
    try {
      expect((await merge(older.memberId, newer.memberId)).status).toBe(500);
    } finally {
      onMemberMerge.pop();
    }
    expect(await row(newer.memberId)).toMatchObject({ status: 'ACTIVE', member_id: newer.number });
  });

  it('lets one win when two merge both ways at once', async () => {
    const both = await Promise.all([
      merge(older.memberId, newer.memberId),
      merge(newer.memberId, older.memberId),
      merge(older.memberId, newer.memberId),
    ]);
    expect(both.map((reply) => reply.status).sort()).toEqual([200, 409, 409]);
    const rows = [await row(older.memberId), await row(newer.memberId)];
    expect(rows.map((r) => r.status).sort()).toEqual(['ACTIVE', 'DELETED']);
  });

  it('lets nobody out of a suspension', async () => {
    const { budi } = library.cast;
    const suspend = (id: string, body: object) => library.call(budi, 'POST', `/members/${id}/suspend`, body);
    await suspend(older.memberId, { to: '2026-03-10', reason: 'A' });
    await suspend(newer.memberId, { from: '2026-03-05', to: '2026-04-01', reason: 'B' });
    const { body } = await merge(older.memberId, newer.memberId);
    expect(body.data).toMatchObject({
      status: 'SUSPENDED',
      suspensionStart: '2026-03-02',
      suspensionEnd: '2026-04-01',
    });
    const { rows } = await library.app.pool.query(
      'select reason, lifted_at is null as open from member_suspensions where member_id = $1 order by created_at',
      [older.memberId],
    );
    expect(rows).toEqual([
      { reason: 'A', open: true },
      { reason: 'B', open: false },
    ]);
  });

  it('takes the suspension over where only the other record has one', async () => {
    await library.call(library.cast.budi, 'POST', `/members/${newer.memberId}/suspend`, { reason: 'B' });
    const { body } = await merge(older.memberId, newer.memberId);
    expect(body.data).toMatchObject({ status: 'SUSPENDED', suspensionStart: '2026-03-02', suspensionEnd: null });
  });

  it('leaves one account: the kept record’s, or the other’s when it has none', async () => {
    const { sari } = library.cast;
    const moved = await merge(older.memberId, sari.memberId);
    expect(moved.body.data).toMatchObject({ id: older.memberId, email: sari.email });
    expect((await row(older.memberId)).account_id).toBe(sari.accountId);
    const me = await library.call(sari, 'GET', `/members/${older.memberId}`);
    expect(me.body.data.name).toBe('Rina Lama');
    await library.call(library.cast.budi, 'POST', `/members/${newer.memberId}/pin`, {});
    await merge(newer.memberId, older.memberId);
    expect((await library.call(sari, 'GET', `/members/${newer.memberId}`)).status).toBe(401);
    const { rows } = await library.app.pool.query('select status from accounts where id = $1', [sari.accountId]);
    expect(rows).toEqual([{ status: 'DELETED' }]);
  });

  it('refuses a record with itself, a deleted one and an unknown one', async () => {
    const self = await merge(older.memberId, older.memberId);
    expect(self.body.error).toMatchObject({ code: 'VALIDATION_ERROR', field: 'otherId' });
    await library.call(library.cast.wati, 'DELETE', `/members/${newer.memberId}`);
    expect((await merge(older.memberId, newer.memberId)).body.error.details.reason).toBe('members.is_deleted');
    expect((await merge(older.memberId, '0195f3a0-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await merge(older.memberId, newer.memberId, library.cast.yosef)).status).toBe(404);
    const restored = await merge(newer.memberId, older.memberId);
    expect(restored.status).toBe(409);
  });

  it('is not undone by restoring the other record', async () => {
    await merge(older.memberId, newer.memberId);
    const back = await library.call(library.cast.wati, 'POST', `/members/${newer.memberId}/restore`);
    expect(back.body.error.details.reason).toBe('members.is_merged');
  });
});
