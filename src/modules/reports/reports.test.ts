import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../test/support/cast.ts';
import { expectFailure } from '../../../test/support/fines.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { reported } from '../../../test/support/reports.ts';
import { newId } from '../../kernel/ids.ts';
import { generateReport } from './index.ts';

const DAILY = { type: 'DAILY', subject: 'circulation' };

describe('reports', () => {
  let library: TestLibrary;
  const post = (who: Person | null, body: object) => library.call(who, 'POST', '/reports', body);
  const get = (who: Person | null, path: string, language = 'id') =>
    library.call(who, 'GET', path, undefined, { 'accept-language': language });
  const titles = async (who: Person, query: string) =>
    (await get(who, `/reports?${query}`)).body.data.map((report: { title: string }) => report.title);
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());

  describe('are made', () => {
    it('with the period, the author and the figures, and that is remembered', async () => {
      const { budi, central } = library.cast;
      const asked = {
        type: 'MONTHLY',
        subject: 'members',
        title: 'Anggota Maret',
        description: 'Untuk kepala sekolah',
      };
      const answer = await post(budi, { ...asked, branchId: central });
      expect(answer.status).toBe(201);
      expect(answer.body.data).toMatchObject({
        ...asked,
        branchId: central,
        branchName: 'Perpustakaan Pusat',
        startDate: '2026-03-01',
        endDate: '2026-03-31',
        generatedBy: budi.accountId,
        generatedByName: 'Budi',
        data: { version: 1, subject: 'members', zone: 'Asia/Jakarta', totals: { total: 2, active: 2 } },
      });
      expect(await library.factsSince()).toEqual(['report.generated']);
      const { id } = answer.body.data;
      const { rows } = await library.app.pool.query(
        `select f.action_type, f.entity_id, f.branch_id, d.body from facts f join fact_details d on d.fact_id = f.id
         where f.action = 'report.generated' order by f.at desc limit 1`,
      );
      expect(rows[0]).toMatchObject({
        action_type: 'CREATE',
        entity_id: id,
        branch_id: central,
        body: { entityName: 'Anggota Maret', newValues: { subject: 'members', startDate: '2026-03-01' } },
      });
      expect((await get(budi, `/reports/${id}`)).body.data).toEqual(answer.body.data);
      expect(await library.factsSince()).toEqual([]);
    });

    it('of every subject, also when there is nothing to count', async () => {
      for (const subject of ['circulation', 'collection', 'overdue', 'cash', 'members'])
        for (const type of ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'])
          expect((await reported(library, library.cast.wati, { type, subject })).data.subject).toBe(subject);
    });

    it('for up to five years, every day of them', async () => {
      const asked = { type: 'CUSTOM', subject: 'circulation', startDate: '2021-03-03', endDate: '2026-03-02' };
      const { data } = await reported(library, library.cast.budi, asked);
      expect(data.byDay).toHaveLength(1826);
    });

    it('of the first week there is', async () => {
      const { wati } = library.cast;
      for (const subject of ['circulation', 'collection', 'overdue', 'cash', 'members']) {
        const asked = { type: 'WEEKLY', subject, startDate: '1000-01-01' };
        expect(await reported(library, wati, asked)).toMatchObject({ startDate: '0999-12-30', endDate: '1000-01-05' });
      }
      const last = await post(wati, { type: 'YEARLY', subject: 'cash', startDate: '9998-12-31' });
      expectFailure(last, 400, 'reports.in_future', 'startDate');
    });

    it('called by subject and period in the reader’s language when they have no title', async () => {
      const { budi } = library.cast;
      const names: [object, string, string][] = [
        [{ type: 'DAILY' }, 'Laporan sirkulasi, 2 Maret 2026', 'Circulation report, 2 March 2026'],
        [{ type: 'WEEKLY' }, 'Laporan sirkulasi, 2–8 Maret 2026', 'Circulation report, 2–8 March 2026'],
        [{ type: 'MONTHLY' }, 'Laporan sirkulasi, Maret 2026', 'Circulation report, March 2026'],
        [{ type: 'YEARLY' }, 'Laporan sirkulasi, 2026', 'Circulation report, 2026'],
      ];
      for (const [asked, indonesian, english] of names) {
        const { id, title } = await reported(library, budi, { ...DAILY, ...asked });
        expect(title).toBe(indonesian);
        const inEnglish = (await get(budi, `/reports/${id}`, 'en')).body.data.title;
        expect(inEnglish.replace(/\p{Zs}–\p{Zs}/u, '–')).toBe(english);
      }
    });

    it('on today where the library is, not where the server or a branch is', async () => {
      library.clock.set('2026-03-03T00:30:00+09:00'); // the 2nd in Jakarta, the 3rd in Jayapura
      const { startDate, endDate } = await reported(library, library.cast.yosef, DAILY);
      expect([startDate, endDate]).toEqual(['2026-03-02', '2026-03-02']);
      library.clock.set('2026-03-03T09:00:00+07:00');
    });

    it('unless something is wrong: the field is named', async () => {
      const { budi } = library.cast;
      const custom = { type: 'CUSTOM', subject: 'cash' };
      const wrong: [object, string][] = [
        [{ subject: 'cash' }, 'type'],
        [{ type: 'HOURLY', subject: 'cash' }, 'type'],
        [{ type: 'DAILY' }, 'subject'],
        [{ type: 'DAILY', subject: 'visitors' }, 'subject'],
        [{ ...DAILY, startDate: '2026-02-30' }, 'startDate'],
        [{ ...DAILY, startDate: 'kemarin' }, 'startDate'],
        [{ ...DAILY, startDate: '2026-03-04' }, 'startDate'],
        [{ ...custom, startDate: '2026-02-02', endDate: '2026-02-01' }, 'endDate'],
        [{ ...custom, startDate: '2020-02-02', endDate: '2026-02-01' }, 'endDate'],
        [{ ...custom, startDate: '2026-02-02' }, 'endDate'],
        [{ ...custom, endDate: '2026-02-02' }, 'startDate'],
        [{ ...DAILY, title: ' ' }, 'title'],
        [{ ...DAILY, title: 'x'.repeat(256) }, 'title'],
        [{ ...DAILY, description: 'x'.repeat(2001) }, 'description'],
        [{ ...DAILY, branchId: 'PUSAT' }, 'branchId'],
        [{ ...DAILY, data: { version: 1 } }, 'data'],
        [{ ...DAILY, generatedBy: newId() }, 'generatedBy'],
      ];
      for (const [body, field] of wrong) {
        const answer = await post(budi, body);
        expect([answer.status, answer.body.error.field, JSON.stringify(body)]).toEqual([
          400,
          field,
          JSON.stringify(body),
        ]);
      }
      expectFailure(await post(budi, { ...DAILY, branchId: newId() }), 404, 'settings.branch_not_found', 'branchId');
      const english = await library.call(
        budi,
        'POST',
        '/reports',
        { ...custom, startDate: '2026-02-02', endDate: '2026-02-01' },
        { 'accept-language': 'en' },
      );
      expect(english.body.error.message).toBe('The last day is before the first');
      expect(await library.factsSince()).toEqual([]);
    });

    it('by nobody without the permission', async () => {
      const { tono, dewi, vera, operator, sari, client } = library.cast;
      for (const person of [tono, dewi, vera, operator, sari, client])
        expectFailure(await post(person, DAILY), 403, 'kernel.forbidden');
      expectFailure(await post(null, DAILY), 401, 'kernel.sign_in');
      expect(await library.factsSince()).toEqual([]);
    });
  });

  describe('of a branch', () => {
    it('are all that its librarian makes and reads', async () => {
      const { yosef, budi, central, jayapura, vera } = library.cast;
      expectFailure(await post(yosef, { ...DAILY, branchId: central }), 404, 'settings.branch_not_found', 'branchId');
      const own = await reported(library, yosef, { ...DAILY, title: 'Jayapura saja' });
      expect(own.branchId).toBe(jayapura);
      const whole = await reported(library, budi, { ...DAILY, title: 'Semua cabang' });
      const other = await reported(library, budi, { ...DAILY, title: 'Pusat saja', branchId: central });
      expect(await titles(yosef, 'limit=100')).not.toContain('Semua cabang');
      expect(await titles(yosef, `limit=100&branchId=${central}`)).toEqual([]);
      expect(await titles(yosef, 'limit=100')).toContain('Jayapura saja');
      for (const { id } of [whole, other]) {
        expectFailure(await get(yosef, `/reports/${id}`), 404, 'reports.not_found');
        expectFailure(await get(yosef, `/reports/${id}/export`), 404, 'reports.not_found');
      }
      for (const person of [budi, vera]) expect((await get(person, `/reports/${own.id}`)).status).toBe(200);
    });

    it('must be named by somebody with several, but not all', async () => {
      const { yosef, central, jayapura } = library.cast;
      const actor = await yosef.actor();
      const both = [central, jayapura].flatMap((branchId) => actor.grants.map((grant) => ({ ...grant, branchId })));
      const ctx = { ...library.as({ ...actor, grants: both }), now: library.app.clock.now() };
      await expect(generateReport(ctx, { type: 'DAILY', subject: 'members' })).rejects.toMatchObject({
        reason: 'reports.branch_needed',
        options: { field: 'branchId' },
      });
      for (const branchId of [central, jayapura])
        expect(await generateReport(ctx, { type: 'DAILY', subject: 'members', branchId })).toMatchObject({ branchId });
    });
  });

  describe('are listed', () => {
    beforeAll(async () => {
      const { budi, jayapura } = library.cast;
      library.clock.set('2026-03-03T10:00:00+07:00');
      for (const [title, asked] of [
        ['a', { type: 'CUSTOM', subject: 'cash', startDate: '2026-01-01', endDate: '2026-01-02' }],
        ['b', { type: 'CUSTOM', subject: 'overdue', startDate: '2026-01-01', endDate: '2026-01-02' }],
        ['c', { type: 'CUSTOM', subject: 'cash', startDate: '2026-01-01', endDate: '2026-01-02', branchId: jayapura }],
      ] as const)
        await reported(library, budi, { title, ...asked });
    });

    it('newest first, by type, subject and branch', async () => {
      const { vera, jayapura } = library.cast;
      expect((await titles(vera, 'limit=100')).slice(0, 3)).toEqual(['c', 'b', 'a']);
      expect((await titles(vera, 'type=CUSTOM')).slice(0, 3)).toEqual(['c', 'b', 'a']);
      expect(await titles(vera, 'type=CUSTOM&subject=cash')).toEqual(['c', 'a']);
      expect(await titles(vera, `subject=cash&type=CUSTOM&branchId=${jayapura}`)).toEqual(['c']);
      const { body } = await get(vera, '/reports?type=CUSTOM&subject=cash');
      expect(body.meta).toMatchObject({ page: 1, total: 2, hasNext: false });
      expect(body.data[0]).not.toHaveProperty('data');
    });

    it('page by page and by cursor, each once', async () => {
      const { vera } = library.cast;
      const whole = await titles(vera, 'limit=100');
      const seen: string[] = [];
      for (let cursor = ''; ; ) {
        const { body } = await get(vera, `/reports?limit=4${cursor && `&cursor=${cursor}`}`);
        seen.push(...body.data.map((report: { title: string }) => report.title));
        if (!body.meta.hasNext) break;
        cursor = body.meta.nextCursor;
      }
      expect(seen).toEqual(whole);
      expect(await titles(vera, 'limit=2&page=2')).toEqual(whole.slice(2, 4));
    });

    it('unless the question makes no sense', async () => {
      const { vera } = library.cast;
      for (const [query, field] of [
        ['type=daily', 'type'],
        ['subject=visitors', 'subject'],
        ['branchId=1', 'branchId'],
        ['cursor=x', 'cursor'],
        ['sort=data', 'sort'],
        ['page=5000&limit=100', 'page'],
      ]) {
        const answer = await get(vera, `/reports?${query}`);
        expect([answer.status, answer.body.error.field]).toEqual([400, field]);
      }
      expectFailure(await get(vera, `/reports/${newId()}`), 404, 'reports.not_found');
      expect((await get(vera, '/reports/1')).body.error.field).toBe('id');
    });

    it('for nobody without the permission', async () => {
      const { tono, dewi, operator, sari, client } = library.cast;
      for (const path of ['/reports', `/reports/${newId()}`, `/reports/${newId()}/export`]) {
        for (const person of [tono, dewi, operator, sari, client])
          expectFailure(await get(person, path), 403, 'kernel.forbidden');
        expectFailure(await get(null, path), 401, 'kernel.sign_in');
      }
    });
  });
});
