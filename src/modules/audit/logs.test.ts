import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealUntil, tamper } from '../../../test/support/audit-log.ts';
import type { Person } from '../../../test/support/cast.ts';
import { OPENING, openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import type { FactInput } from '../../kernel/facts.ts';
import { asSystem } from '../../kernel/verb.ts';

describe('the activity log', () => {
  let library: TestLibrary;

  let now = OPENING;
  /** Somebody does something, from an address. */
  async function done(who: Person, action: string, fact: Omit<FactInput, 'action'>): Promise<void> {
    const ctx = { ...library.as(await who.actor()), now: new Date(now) };
    const request = { id: 'r-1', correlationId: 'c-1', ip: '10.0.0.7', userAgent: 'Firefox' };
    await asSystem({ ...ctx, request }, async (inside) => inside.record(action, fact));
  }
  const list = async (who: Person, query = '') => {
    const reply = await library.call(who, 'GET', `/activity-logs?${query}`);
    return { ...reply, events: (reply.body.data ?? []).map((entry: { event: string }) => entry.event) };
  };

  beforeAll(async () => {
    library = await openLibrary();
    const { wati, budi, tono, yosef, sari, central, jayapura } = library.cast;
    const book = { type: 'UPDATE', id: 'book-1', name: 'Laskar Pelangi' } as const;
    now = '2026-01-20T10:00:00+07:00';
    await done(wati, 'settings.updated', { type: 'UPDATE', id: 'settings', old: { name: 'A' }, new: { name: 'B' } });
    now = '2026-02-10T23:30:00+07:00';
    await done(budi, 'book.updated', { ...book, old: { title: 'Laskar' }, new: { title: 'Laskar Pelangi' } });
    now = OPENING;
    await done(tono, 'borrowing.created', {
      type: 'BORROW',
      id: 'b-1',
      name: 'Sari',
      branchId: central,
      new: { x: 1 },
    });
    await done(yosef, 'borrowing.returned', { type: 'RETURN', id: 'b-2', name: '100%_pasti', branchId: jayapura });
    await done(yosef, 'member.updated', {
      type: 'UPDATE',
      id: 'm-1',
      name: 'Andi',
      old: { name: 'A' },
      new: { name: 'B' },
    });
    await done(sari, 'hold.placed', { type: 'CREATE', id: 'h-1', name: 'Sari', branchId: central });
    await done(wati, 'account.created', { type: 'CREATE', id: 'a-1', name: 'Rahasia', new: { name: 'Rahasia' } });
  });
  afterAll(() => library.close());

  it('tells who did what to what, when and from where, with the values before and after', async () => {
    const reply = await list(library.cast.wati, 'event=book.updated');
    expect(reply.status).toBe(200);
    expect(reply.body.data).toMatchObject([
      {
        adminId: library.cast.budi.accountId,
        adminName: 'Budi',
        actorKind: 'account',
        action: 'UPDATE',
        event: 'book.updated',
        entityType: 'book',
        entityId: 'book-1',
        entityName: 'Laskar Pelangi',
        details: 'title',
        changed: ['title'],
        oldValues: { title: 'Laskar' },
        newValues: { title: 'Laskar Pelangi' },
        ipAddress: '10.0.0.7',
        userAgent: 'Firefox',
        requestId: 'r-1',
        correlationId: 'c-1',
        branchId: null,
        timestamp: '2026-02-10T16:30:00.000Z',
        erased: false,
        withheld: false,
      },
    ]);
  });

  it('is newest first, over the months, by page and by cursor', async () => {
    const all = (await list(library.cast.wati)).events;
    expect(all[0]).toBe('account.created');
    expect(all.slice(-2)).toEqual(['book.updated', 'settings.updated']);
    const pages = [await list(library.cast.wati, 'limit=3&page=1'), await list(library.cast.wati, 'limit=3&page=3')];
    expect(pages.map((page) => page.events)).toEqual([all.slice(0, 3), all.slice(6)]);
    expect(pages[0]?.body.meta).toMatchObject({ page: 1, total: 7, totalPages: 3, hasNext: true });
    const walked: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await list(library.cast.wati, `limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      walked.push(...page.events);
      expect(page.body.meta.total === undefined).toBe(cursor !== '');
      cursor = page.body.meta.nextCursor;
    }
    expect(walked).toEqual(all);
  });

  it.each([
    ['action=BORROW,RETURN', ['borrowing.returned', 'borrowing.created']],
    ['action=BORROW&action=RETURN', ['borrowing.returned', 'borrowing.created']],
    ['entityType=settings', ['settings.updated']],
    ['entityType=member,account', ['account.created', 'member.updated']],
    ['entityId=b-1', ['borrowing.created']],
    ['from=2026-01-20&to=2026-01-20', ['settings.updated']],
    // 23:30 in Jakarta is still the tenth, whatever the server's zone.
    ['from=2026-02-10&to=2026-02-10', ['book.updated']],
    ['from=2026-02-11&to=2026-03-01', []],
    ['from=2026-02-10T16:30:00Z&to=2026-02-10T16:30:00Z', ['book.updated']],
    ['q=pelangi', ['book.updated']],
    ['q=%25_', ['borrowing.returned']],
    ['q=%5C', []],
    ['correlationId=none', []],
  ])('is filtered by %s', async (query, events) => {
    expect((await list(library.cast.wati, query)).events).toEqual(events);
  });

  it('is filtered by person and branch', async () => {
    const { wati, yosef, jayapura } = library.cast;
    const returned = ['borrowing.returned'];
    expect((await list(wati, `adminId=${yosef.accountId}`)).events).toEqual(['member.updated', ...returned]);
    expect((await list(wati, `actorId=${yosef.accountId}&branchId=${jayapura}`)).events).toEqual(returned);
  });

  it.each([
    ['action=STEAL', 'action.0'],
    ['from=yesterday', 'from'],
    ['from=2026-02-30', 'from'],
    ['from=2026-03-02&to=2026-03-01', 'to'],
    ['adminId=budi', 'adminId'],
    ['cursor=abc', 'cursor'],
    [`cursor=${Buffer.from('["x","y"]').toString('base64url')}`, 'cursor'],
    ['page=200&limit=100', 'page'],
    ['sort=at', 'sort'],
    ['q=', 'q'],
  ])('refuses %s, naming the field', async (query, field) => {
    const reply = await list(library.cast.wati, query);
    expect([reply.status, reply.body.error.field]).toEqual([400, field]);
  });

  it('shows staff of a branch what happened there and what they did themselves', async () => {
    const { tono, yosef } = library.cast;
    expect((await list(tono)).events).toEqual(['hold.placed', 'borrowing.created']);
    expect((await list(yosef)).events).toEqual(['member.updated', 'borrowing.returned']);
    expect((await list(yosef)).body.meta.total).toBe(2);
  });

  it('keeps personal values to those who may see them', async () => {
    const { manager, budi, tono, yosef, sari } = library.cast;
    const hidden = {
      entityName: '',
      oldValues: null,
      newValues: null,
      ipAddress: null,
      userAgent: null,
      withheld: true,
    };
    expect((await list(manager, 'entityType=borrowing')).body.data).toMatchObject([hidden, hidden]);
    expect((await list(manager, 'entityType=book')).body.data).toMatchObject([
      { entityName: 'Laskar Pelangi', ipAddress: null, withheld: false },
    ]);
    expect((await list(manager, 'event=hold.placed')).body.data).toMatchObject([
      { adminId: sari.accountId, adminName: '', ...hidden },
    ]);
    expect((await list(budi, 'entityType=account,borrowing')).body.data).toMatchObject([
      hidden,
      { entityName: '100%_pasti', ipAddress: null },
      { entityName: 'Sari', ipAddress: null },
    ]);
    expect((await list(tono, 'event=hold.placed')).body.data).toMatchObject([{ adminName: 'Sari', withheld: false }]);
    // One's own doings are seen whole, also what nobody else of the branch may see.
    expect((await list(yosef, 'event=member.updated')).body.data).toMatchObject([
      { oldValues: { name: 'A' }, newValues: { name: 'B' }, ipAddress: '10.0.0.7' },
    ]);
  });

  it('finds nobody by a name that is withheld', async () => {
    const { manager, budi, wati, yosef } = library.cast;
    expect((await list(manager, 'q=sari')).events).toEqual([]);
    expect((await list(budi, 'q=rahasia')).events).toEqual([]);
    expect((await list(wati, 'q=rahasia')).events).toEqual(['account.created']);
    expect((await list(yosef, 'q=andi')).events).toEqual(['member.updated']);
  });

  it('shows one entry, before and after it is sealed', async () => {
    const { wati } = library.cast;
    const { id } = (await list(wati, 'event=book.updated')).body.data[0];
    const before = await library.call(wati, 'GET', `/activity-logs/${id}`);
    expect(before.body.data).toMatchObject({ id, event: 'book.updated', position: null });
    await sealUntil(library, 7);
    const after = await library.call(wati, 'GET', `/activity-logs/${id}`);
    expect(after.body.data).toEqual({ ...before.body.data, position: 1 });
    expect((await library.call(wati, 'GET', '/activity-logs/nobody')).status).toBe(400);
  });

  it('has no entry outside the scope', async () => {
    const { wati, tono, budi } = library.cast;
    const { id } = (await list(wati, 'event=borrowing.returned')).body.data[0];
    const statuses = await Promise.all([budi, tono].map((who) => library.call(who, 'GET', `/activity-logs/${id}`)));
    expect(statuses.map(({ status }) => status)).toEqual([200, 404]);
    const unknown = '018f0000-0000-7000-8000-000000000000';
    expect((await library.call(wati, 'GET', `/activity-logs/${unknown}`)).status).toBe(404);
  });

  it('keeps an entry whose values were erased, with the name of the staff who did it', async () => {
    await library.app.pool.query(`select erase_fact_details('{settings}', '{settings}')`);
    expect((await list(library.cast.wati, 'entityType=settings')).body.data).toMatchObject([
      { adminName: 'Wati', entityName: '', details: 'name', oldValues: null, erased: true, withheld: false },
    ]);
  });

  it('is closed to whoever may not read it', async () => {
    const { sari, vera, operator, client, budi, manager } = library.cast;
    const status = async (who: Person | null, path: string) => (await library.call(who, 'GET', path)).status;
    for (const path of ['/activity-logs', '/activity-logs/018f0000-0000-7000-8000-000000000000']) {
      expect(await Promise.all([sari, vera, operator, client].map((who) => status(who, path)))).toEqual([
        403, 403, 403, 403,
      ]);
      expect(await status(null, path)).toBe(401);
    }
    const exports = [sari, vera, budi, manager].map((who) => status(who, '/activity-logs/export'));
    expect(await Promise.all(exports)).toEqual([403, 403, 403, 403]);
    expect(await status(null, '/activity-logs/export')).toBe(401);
  });

  it('is exported as CSV, and the export is itself remembered', async () => {
    await done(library.cast.wati, 'book.updated', {
      type: 'UPDATE',
      id: 'book-2',
      name: '=HYPERLINK("x")',
      new: { a: 1 },
    });
    await library.factsSince();
    const reply = await library.call(library.cast.wati, 'GET', '/activity-logs/export?entityType=book');
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(reply.headers['content-disposition']).toContain('log-2026-03-02.csv');
    const [header, first, second, ...others] = reply.text.trimEnd().split('\r\n');
    expect(header).toMatch(/^\ufefftimestamp,adminName,action,event,/);
    expect(first).toContain(`"'=HYPERLINK(""x"")"`);
    expect(second).toMatch(/^2026-02-10T16:30:00.000Z,Budi,UPDATE,book.updated,book,book-1,Laskar Pelangi,title,/);
    expect(others).toEqual([]);
    expect(await library.factsSince()).toEqual(['activity-log.exported']);
    expect((await list(library.cast.wati, 'action=EXPORT')).body.data).toMatchObject([
      { event: 'activity-log.exported', adminName: 'Wati', newValues: { format: 'csv', entityType: ['book'] } },
    ]);
  });

  it('is exported as a spreadsheet and as JSON lines', async () => {
    const { wati } = library.cast;
    const path = '/api/v1/activity-logs/export?from=2026-02-01&to=2026-02-28';
    const headers = { authorization: `Bearer ${await wati.token()}` };
    const sheet = await library.web.inject({ method: 'GET', url: `${path}&format=xlsx`, headers });
    const [header, row, ...others] = await readSheet(sheet.rawPayload);
    expect([header?.slice(0, 4), others]).toEqual([['timestamp', 'adminName', 'action', 'event'], []]);
    expect(row?.slice(0, 4)).toEqual([new Date('2026-02-10T23:30:00Z'), 'Budi', 'UPDATE', 'book.updated']);
    const lines = await library.web.inject({ method: 'GET', url: `${path}&format=jsonl`, headers });
    expect(
      lines.body
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([{ event: 'book.updated', oldValues: { title: 'Laskar' }, timestamp: '2026-02-10T16:30:00.000Z' }]);
    expect((await library.call(wati, 'GET', '/activity-logs/export?format=pdf')).body.error.field).toBe('format');
  });

  it('streams a long export in batches, each entry once', async () => {
    await tamper(
      library,
      `insert into facts (id, at, action, action_type, entity_type, entity_id, actor_kind, details_digest)
       select gen_random_uuid(), timestamptz '2026-01-05' + n / 3 * interval '1 hour', 'shelf.counted', 'VIEW', 'shelf', n::text,
         'system', '\\x00' from generate_series(0, 2499) n`,
    );
    library.clock.set('2026-06-01T10:00:00+07:00');
    const reply = await library.web.inject({
      url: '/api/v1/activity-logs/export?format=jsonl&entityType=shelf',
      headers: { authorization: `Bearer ${await library.cast.wati.token()}` },
    });
    const lines = reply.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(2500);
    expect(new Set(lines.map(({ entityId }) => entityId)).size).toBe(2500);
    const times = lines.map(({ timestamp }) => timestamp);
    expect(times).toEqual(times.toSorted().reverse());
  });
});
