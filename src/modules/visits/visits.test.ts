import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('visits', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const scan = (body: object, who = library.cast.dewi) => library.call(who, 'POST', '/visits', body);
  const list = (query = '', who = library.cast.budi) => library.call(who, 'GET', `/visits${query}`);
  const counters = async () =>
    (await library.app.pool.query('select day, total from visit_counters order by day')).rows;

  it('greets a member by name, counts the visit at the branch of the desk, and records one fact', async () => {
    await library.factsSince();
    const { status, body } = await scan({ memberId: 'lib001', purpose: 'Membaca' });
    expect(status).toBe(201);
    expect(body.data).toMatchObject({
      counted: true,
      kind: 'MEMBER',
      member: { memberId: 'LIB001', name: 'Sari', state: 'ACTIVE' },
      branchId: library.cast.central,
      roomId: null,
    });
    expect(await library.factsSince()).toEqual(['visit.recorded']);
    expect(await counters()).toEqual([{ day: '2026-03-02', total: 1 }]);
  });

  it('takes a second scan within a minute for the same visit, and a later one for another', async () => {
    library.clock.move('1h');
    const first = await scan({ memberId: 'LIB002' });
    await library.factsSince();
    library.clock.move('50s');
    const second = await scan({ memberId: 'LIB002' });
    expect(second.body.data).toMatchObject({ counted: false, id: first.body.data.id, at: first.body.data.at });
    expect(await library.factsSince()).toEqual([]);
    library.clock.move('20s');
    expect((await scan({ memberId: 'LIB002' })).body.data.counted).toBe(true);
  });

  it('counts one of many scans of one card at the same moment', async () => {
    const { number, memberId } = await addMember(library.app, library.cast);
    const replies = await Promise.all(Array.from({ length: 12 }, () => scan({ memberId: number })));
    expect(replies.map((reply) => reply.status)).toEqual(Array(12).fill(201));
    expect(replies.filter((reply) => reply.body.data.counted)).toHaveLength(1);
    expect(new Set(replies.map((reply) => reply.body.data.id)).size).toBe(1);
    expect((await list(`?memberId=${memberId}`)).body.meta.total).toBe(1);
  });

  it('knows a guest by name and institution, and counts two sent at once as one', async () => {
    library.clock.move('1h');
    const guest = { guestName: 'Ibu Ratna', institution: 'SD Harapan', purpose: 'Studi banding' };
    const replies = await Promise.all([scan(guest), scan({ ...guest, guestName: 'IBU RATNA' })]);
    expect(replies.map((reply) => reply.body.data.counted).sort()).toEqual([false, true]);
    expect((await scan({ ...guest, institution: 'SMP Harapan' })).body.data.counted).toBe(true);
    const { body } = await list('?kind=GUEST');
    expect(body.data[0]).toMatchObject({ guestName: 'Ibu Ratna', institution: 'SMP Harapan', member: null });
    const kept = await library.app.pool.query("select who from visit_last_seen where who like 'guest:%'");
    expect(JSON.stringify(kept.rows)).not.toMatch(/ratna/i);
  });

  it('lets an expired and a suspended card in and says what they are', async () => {
    const { memberId, number } = await addMember(library.app, library.cast);
    await library.app.pool.query("update members set expiry_date = '2026-02-01' where id = $1", [memberId]);
    expect((await scan({ memberId: number })).body.data.member.state).toBe('EXPIRED');
    const other = await addMember(library.app, library.cast);
    const suspended = { from: '2026-03-01', reason: 'Buku rusak' };
    await library.call(library.cast.wati, 'POST', `/members/${other.memberId}/suspend`, suspended);
    expect((await scan({ memberId: other.number })).body.data.member.state).toBe('SUSPENDED');
    expect((await scan({ memberId: 'TIDAK-ADA' })).body.error.details.reason).toBe('members.not_found');
  });

  it.each([
    [{}, 'memberId'],
    [{ memberId: 'LIB001', guestName: 'Ratna' }, 'memberId'],
    [{ memberId: 'LIB001', institution: 'SD' }, 'institution'],
    [{ guestName: 'x'.repeat(101) }, 'guestName'],
    [{ guestName: 'Ratna', nickname: 'R' }, 'nickname'],
    [{ guestName: 'Ratna', roomId: 'x' }, 'roomId'],
  ])('refuses %j and names %s', async (body, field) => {
    const reply = await scan(body);
    expect([reply.status, reply.body.error.field]).toEqual([400, field]);
  });

  it('counts only at branches within the scope, and at open ones', async () => {
    const { central, jayapura, yosef, budi } = library.cast;
    expect((await scan({ guestName: 'A', branchId: central }, yosef)).status).toBe(404);
    expect((await scan({ guestName: 'A' }, yosef)).body.data.branchId).toBe(jayapura);
    const closed = await library.call(library.cast.wati, 'POST', '/branches', { code: 'TUTUP', name: 'Tutup' });
    await library.call(library.cast.wati, 'DELETE', `/branches/${closed.body.data.id}`);
    const reply = await scan({ guestName: 'A', branchId: closed.body.data.id }, budi);
    expect(reply.body.error.details.reason).toBe('visits.branch_closed');
  });

  it('has rooms, made and closed by the librarian of the branch', async () => {
    const { budi, yosef, dewi, central } = library.cast;
    await library.factsSince();
    const made = await library.call(budi, 'POST', '/visits/rooms', {
      branchId: central,
      code: 'baca',
      name: 'Ruang Baca',
    });
    expect([made.status, made.body.data.code]).toEqual([201, 'BACA']);
    const room = made.body.data;
    const twice = await library.call(budi, 'POST', '/visits/rooms', { branchId: central, code: 'BACA', name: 'Lain' });
    expect(twice.body.error).toMatchObject({ code: 'CONFLICT', field: 'code' });
    expect((await library.call(yosef, 'PATCH', `/visits/rooms/${room.id}`, { name: 'x' })).status).toBe(404);
    expect((await library.call(dewi, 'PATCH', `/visits/rooms/${room.id}`, { name: 'x' })).status).toBe(403);
    const visit = await scan({ guestName: 'Tamu Ruang', roomId: room.id });
    expect(visit.body.data).toMatchObject({ roomId: room.id, branchId: central });
    const closed = await library.call(budi, 'PATCH', `/visits/rooms/${room.id}`, { status: 'CLOSED' });
    expect(closed.body.data).toMatchObject({ status: 'CLOSED', version: 2 });
    expect((await scan({ guestName: 'Lain', roomId: room.id })).body.error.field).toBe('roomId');
    expect((await library.call(null, 'GET', '/visits/rooms')).body.data).toEqual([]);
    expect((await library.call(null, 'GET', '/visits/rooms?closed=true')).body.data).toHaveLength(1);
    expect(await library.factsSince()).toEqual(['visit_room.created', 'visit.recorded', 'visit_room.updated']);
  });

  it('lists by day of the library, kind, room and person, a page or a cursor at a time', async () => {
    const all = await list('?limit=100');
    expect(all.body.meta.total).toBe(all.body.data.length);
    const first = await list('?limit=3');
    const next = await list(`?limit=100&cursor=${first.body.meta.nextCursor}`);
    expect([...first.body.data, ...next.body.data].map((visit: { id: string }) => visit.id)).toEqual(
      all.body.data.map((visit: { id: string }) => visit.id),
    );
    expect((await list('?from=2026-03-02&to=2026-03-02')).body.meta.total).toBe(all.body.meta.total);
    expect((await list('?from=2026-03-03')).body.meta.total).toBe(0);
    type Listed = { kind: string; roomId: string | null; branchId: string };
    for (const field of ['roomId', 'branchId', 'kind'] as const) {
      const values = new Set(all.body.data.map((visit: Listed) => visit[field]).filter(Boolean));
      expect(values.size, field).toBeGreaterThan(0);
      for (const value of values) {
        const of = all.body.data.filter((visit: Listed) => visit[field] === value);
        expect((await list(`?limit=100&${field}=${value}`)).body.data).toEqual(of);
      }
    }
    expect((await list('?from=2026-03-03&to=2026-03-01')).body.error.field).toBe('to');
    expect((await list('?cursor=abc')).status).toBe(400);
  });

  it('shows members their own visits, a branch its own, and nobody else anything', async () => {
    const { sari, yosef, jayapura, client } = library.cast;
    const own = await list('', sari);
    expect(own.body.data.map((visit: { member: { name: string } }) => visit.member.name)).toEqual(['Sari']);
    const here = await list('', yosef);
    expect(new Set(here.body.data.map((visit: { branchId: string }) => visit.branchId))).toEqual(new Set([jayapura]));
    expect((await list('', client)).status).toBe(403);
    expect((await library.call(null, 'GET', '/visits')).status).toBe(401);
    expect((await scan({ guestName: 'A' }, sari)).status).toBe(403);
  });

  it('tells in the log who came only to who may see visits', async () => {
    const { manager, budi } = library.cast;
    const named = async (who: typeof budi) =>
      (await library.call(who, 'GET', '/activity-logs?entityType=visit&limit=100')).text.includes('Sari');
    expect([await named(budi), await named(manager)]).toEqual([true, false]);
  });

  it('exports as CSV and XLSX for who may, and remembers it', async () => {
    const { budi, dewi } = library.cast;
    await library.factsSince();
    const csv = await library.call(budi, 'GET', '/visits/export?kind=MEMBER', undefined, { 'accept-language': 'en' });
    expect(csv.status).toBe(200);
    const lines = csv.text.trim().split('\r\n');
    expect(lines[0]).toBe('Time,Kind,Member number,Name,Institution,Purpose,Branch,Room');
    expect(lines.at(-1)).toMatch(/^2026-03-02 10:00:00,MEMBER,LIB001,Sari,,Membaca,Perpustakaan Pusat,$/);
    const xlsx = await library.call(budi, 'GET', '/visits/export?format=xlsx');
    expect(xlsx.text.slice(0, 2)).toBe('PK');
    expect(await library.factsSince()).toEqual(['visits.exported', 'visits.exported']);
    expect((await library.call(dewi, 'GET', '/visits/export')).status).toBe(403);
  });

  it('puts a month into its own part and still keeps what has none; nothing is ever deleted', async () => {
    const partOf = async (at: string): Promise<string> => {
      library.clock.set(at);
      const { body } = await scan({ guestName: `Tamu ${at}` });
      const { rows } = await library.app.pool.query(
        'select tableoid::regclass::text as part from visits where id = $1',
        [body.data.id],
      );
      return rows[0].part;
    };
    await library.app.pool.query("select ensure_visit_partitions('2026-04-01', 2)");
    expect(await partOf('2026-04-10T10:00:00+07:00')).toBe('visits_202604');
    expect(await partOf('2031-04-10T10:00:00+07:00')).toBe('visits_default');
    await expect(library.app.pool.query('delete from visits')).rejects.toThrow('visits are kept');
  });
});
