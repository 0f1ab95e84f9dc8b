import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('promoting a class', () => {
  let library: TestLibrary;
  let nth = 0;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  const call = (path: string, body: object = {}, who = library.cast.budi) => library.call(who, 'POST', path, body);
  const promote = (body: object, who = library.cast.budi) => call('/members/promote', body, who);
  const undo = (batchId: string, who = library.cast.budi) => call(`/member-batches/${batchId}/undo`, {}, who);
  const row = async (id: string) => (await library.app.pool.query('select * from members where id = $1', [id])).rows[0];

  /** A class of its own for each test. */
  async function aClass(size: number, branch?: string): Promise<{ name: string; ids: string[] }> {
    const name = `VII-${++nth}`;
    const ids: string[] = [];
    for (let n = 0; n < size; n++) {
      const { memberId } = await addMember(library.app, library.cast, {
        name: `Murid ${n}`,
        ...(branch ? { branch } : {}),
      });
      ids.push(memberId);
    }
    await library.app.pool.query(`update members set class_name = $2, expiry_date = '2027-06-30' where id = any ($1)`, [
      ids,
      name,
    ]);
    await library.factsSince();
    return { name, ids };
  }

  it('shows first whom it would move, and changes nothing', async () => {
    const { name, ids } = await aClass(3);
    const { body } = await promote({ from: name, to: 'VIII', dryRun: true });
    expect(body.data).toMatchObject({ dryRun: true, batchId: null, count: 3 });
    expect(body.data.members.map((member: { id: string }) => member.id)).toEqual(ids);
    expect((await row(ids[0] ?? '')).class_name).toBe(name);
    expect(await library.factsSince()).toEqual([]);
  });

  it('moves all of it with one fact, and can be undone once', async () => {
    const { teacher } = library.cast;
    const { name, ids } = await aClass(3);
    const { body } = await promote({ from: name, to: `${name}-naik`, memberTypeId: teacher });
    expect(body.data.count).toBe(3);
    expect(await row(ids[1] ?? '')).toMatchObject({ class_name: `${name}-naik`, member_type_id: teacher, version: 2 });
    const back = await undo(body.data.batchId);
    expect(back.body.data).toEqual({ batchId: body.data.batchId, restored: 3, removed: 0, skipped: [] });
    expect(await row(ids[1] ?? '')).toMatchObject({
      class_name: name,
      member_type_id: library.cast.student,
      version: 3,
    });
    expect((await undo(body.data.batchId)).body.error.details.reason).toBe('members.batch_undone');
    expect(await library.factsSince()).toEqual(['members.promoted', 'members.promotion_undone']);
  });

  it('lets a class leave: no class any more, and a last day', async () => {
    const { name, ids } = await aClass(2);
    const { body } = await promote({ from: name, to: null });
    expect(await row(ids[0] ?? '')).toMatchObject({ class_name: null, expiry_date: '2026-03-02' });
    await undo(body.data.batchId);
    expect(await row(ids[0] ?? '')).toMatchObject({ class_name: name, expiry_date: '2027-06-30' });
    await promote({ from: name, to: null, expiryDate: '2026-06-30' });
    expect(await row(ids[0] ?? '')).toMatchObject({ class_name: null, expiry_date: '2026-06-30' });
  });

  it('puts back only those untouched since, and names the others', async () => {
    const { budi, wati } = library.cast;
    const { name, ids } = await aClass(3);
    const [first = '', second = '', third = ''] = ids;
    const { body } = await promote({ from: name, to: 'IX' });
    await library.call(budi, 'PATCH', `/members/${first}`, { phone: '0812345' });
    await library.call(wati, 'DELETE', `/members/${second}`);
    const { data } = (await undo(body.data.batchId)).body;
    expect(data.restored).toBe(1);
    expect(data.skipped).toMatchObject([
      { id: first, name: 'Murid 0', reason: 'members.changed_since' },
      { id: second, reason: 'members.is_deleted' },
    ]);
    expect([(await row(first)).class_name, (await row(third)).class_name]).toEqual(['IX', name]);
  });

  it('undoes once when two press the button', async () => {
    const { name, ids } = await aClass(5);
    const { body } = await promote({ from: name, to: 'X' });
    const both = await Promise.all([undo(body.data.batchId), undo(body.data.batchId)]);
    expect(both.map((reply) => reply.status).sort()).toEqual([200, 409]);
    expect((await row(ids[0] ?? '')).version).toBe(3);
  });

  it('moves nobody twice when two do it at once', async () => {
    const { name, ids } = await aClass(5);
    const both = await Promise.all([promote({ from: name, to: 'A' }), promote({ from: name, to: 'B' })]);
    expect(both.map((reply) => reply.body.data.count).sort()).toEqual([0, 5]);
    expect((await row(ids[0] ?? '')).version).toBe(2);
  });

  it('keeps to the branch of the librarian, and to the one named', async () => {
    const { yosef, jayapura, central } = library.cast;
    const east = await aClass(2, jayapura);
    const west = await aClass(2);
    await library.app.pool.query('update members set class_name = $2 where id = any ($1)', [west.ids, east.name]);
    expect((await promote({ from: east.name, to: 'VIII', branchId: central, dryRun: true })).body.data.count).toBe(2);
    const { body } = await promote({ from: east.name, to: 'VIII' }, yosef);
    expect(body.data.members.map((member: { id: string }) => member.id)).toEqual(east.ids);
    const whole = await promote({ from: east.name, to: 'VIII' });
    expect((await undo(whole.body.data.batchId, yosef)).status).toBe(404);
    const batches = await library.call(yosef, 'GET', '/member-batches');
    expect(batches.body.data.map((batch: { id: string }) => batch.id)).toEqual([body.data.batchId]);
    const all = await library.call(library.cast.budi, 'GET', '/member-batches?limit=1&kind=PROMOTION');
    expect(all.body.data[0]).toMatchObject({ kind: 'PROMOTION', summary: { count: 2 }, undoneAt: null });
    expect(all.body.data[0]).not.toHaveProperty('before');
  });

  it.each([
    ['to', { from: 'VII', to: 'VII' }],
    ['to', { from: 'VII' }],
    ['from', { from: '', to: 'VIII' }],
    ['expiryDate', { from: 'VII', to: 'VIII', expiryDate: '2026-06-30' }],
    ['memberTypeId', { from: 'VII', to: 'VIII', memberTypeId: '0195f3a0-0000-7000-8000-000000000000' }],
  ])('refuses a wrong %s', async (field, body) => {
    const reply = await promote(body);
    expect({ status: reply.status, field: reply.body.error.field }).toEqual({ status: 400, field });
  });

  it('does not end a membership before it began', async () => {
    const { name } = await aClass(1);
    const reply = await promote({ from: name, to: null, expiryDate: '2026-01-04' });
    expect(reply.body.error).toMatchObject({
      field: 'expiryDate',
      details: { reason: 'members.expires_before_joining' },
    });
  });

  it('knows no batch that is not there, and keeps imports', async () => {
    expect((await undo('0195f3a0-0000-7000-8000-000000000000')).status).toBe(404);
  });
});
