import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../test/support/cast.ts';
import { charged, expectFailure, treasurer } from '../../../test/support/fines.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { newId } from '../../kernel/ids.ts';
import { updateSettings } from '../settings/index.ts';

describe('on paper', () => {
  let library: TestLibrary;
  let ratna: Person;
  const get = (path: string, who: Person | null = library.cast.dewi, headers = {}) =>
    library.call(who, 'GET', path, undefined, headers);
  const post = (path: string, body: object, who: Person) => library.call(who, 'POST', path, body);
  const pay = async (fineId: string, body: object, who = library.cast.dewi) =>
    (await post(`/fines/${fineId}/pay`, { method: 'CASH', ...body }, who)).body.data;
  beforeAll(async () => {
    library = await openLibrary();
    ratna = await treasurer(library);
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());

  describe('a receipt', () => {
    it('is printed of all payments or of one, for A4 and for the roll, and is remembered', async () => {
      const fine = await charged(library, { amount: 5000 });
      const first = await pay(fine.id, { amount: 2000 });
      await pay(fine.id, { amount: 4000, keepChange: 'credit' });
      await library.factsSince();
      for (const query of ['', '?paper=thermal', `?paymentId=${first.id}`, `?paymentId=${first.id}&paper=a4`]) {
        const answer = await get(`/fines/${fine.id}/receipt${query}`, library.cast.sari);
        expect(answer.status).toBe(200);
        expect(answer.headers['content-type']).toBe('application/pdf');
        expect(answer.text.slice(0, 5)).toBe('%PDF-');
        expect(answer.headers['content-disposition']).toContain('KW-');
      }
      expect(await library.factsSince()).toEqual(Array(4).fill('fine.receipt_printed'));
    });

    it('needs a payment, and one of this fine', async () => {
      const [a, b] = [await charged(library), await charged(library)];
      expectFailure(await get(`/fines/${a.id}/receipt`), 409, 'fines.nothing_paid');
      const payment = await pay(b.id, {});
      await pay(a.id, {});
      expectFailure(await get(`/fines/${a.id}/receipt?paymentId=${payment.id}`), 404, 'fines.no_payment', 'paymentId');
      expectFailure(await get(`/fines/${newId()}/receipt`), 404, 'fines.not_found');
      const answer = await get(`/fines/${a.id}/receipt?paper=a5`);
      expect([answer.status, answer.body.error.field]).toEqual([400, 'paper']);
    });

    it('is the member’s own and the branch’s own', async () => {
      const fine = await charged(library);
      await pay(fine.id, {});
      const { andi, yosef, vera, client } = library.cast;
      expectFailure(await get(`/fines/${fine.id}/receipt`, andi), 404, 'fines.not_found');
      expectFailure(await get(`/fines/${fine.id}/receipt`, yosef), 404, 'fines.not_found');
      for (const person of [vera, client]) expect((await get(`/fines/${fine.id}/receipt`, person)).status).toBe(403);
      expect((await get(`/fines/${fine.id}/receipt`, null)).status).toBe(401);
    });
  });

  describe('the cash report of a day', () => {
    const tally = (count: number, received: number, refundCount = 0, refunded = 0) => ({
      count,
      received,
      refundCount,
      refunded,
      net: received - refunded,
    });

    // Central on 10 March: Dewi 5.000 in cash of which 1.000 is kept, and 2.000 by card; Budi 500 from credit;
    // Ratna gave 1.000 back in cash. Jayapura: Yosef 700, just after its midnight.
    beforeAll(async () => {
      const { cast, clock } = library;
      clock.set('2026-03-10T09:00:00+07:00');
      const fine = await charged(library, { amount: 4000 });
      const payment = await pay(fine.id, { amount: 5000, keepChange: 'credit' });
      await pay((await charged(library, { amount: 2000 })).id, { method: 'CARD' });
      await pay((await charged(library, { amount: 500 })).id, { method: 'CREDIT' }, cast.budi);
      await updateSettings(library.as(await cast.wati.actor()), { refundSecondPerson: false });
      const refund = { paymentId: payment.id, amount: 1000, method: 'CASH', reason: 'x' };
      await post(`/fines/${fine.id}/refund`, refund, ratna);
      clock.set('2026-03-11T00:30:00+09:00');
      const far = await charged(library, { amount: 700, branchId: cast.jayapura });
      await pay(far.id, {}, cast.yosef);
    });

    it('says by method and by person what came in, went out, and must lie in the drawer', async () => {
      const { body, status } = await get(`/cash-reports?date=2026-03-10&branchId=${library.cast.central}`);
      expect(status).toBe(200);
      const [central, ...others] = body.data.branches;
      expect(others).toEqual([]);
      expect(central).toMatchObject({ branchName: 'Perpustakaan Pusat', expectedCash: 4000, timeZone: 'Asia/Jakarta' });
      expect(central.total).toEqual(tally(2, 7000, 1, 1000));
      const methods = Object.fromEntries(central.methods.map((m: { method: string }) => [m.method, m]));
      expect(methods.CASH).toEqual({ method: 'CASH', ...tally(1, 5000, 1, 1000) });
      expect(methods.CARD).toMatchObject(tally(1, 2000));
      expect(methods.CREDIT).toMatchObject(tally(1, 500));
      expect(methods.QRIS).toMatchObject(tally(0, 0));
      expect(central.staff).toEqual([
        { accountId: library.cast.budi.accountId, name: 'Budi', expectedCash: 0, ...tally(0, 0) },
        { accountId: library.cast.dewi.accountId, name: 'Dewi', expectedCash: 5000, ...tally(2, 7000) },
        { accountId: ratna.accountId, name: 'Ratna', expectedCash: -1000, ...tally(0, 0, 1, 1000) },
      ]);
    });

    it('counts a day by the branch’s own clock', async () => {
      const day = async (date: string) =>
        (await get(`/cash-reports?date=${date}`, library.cast.yosef)).body.data.branches.map(
          (branch: { branchName: string; expectedCash: number }) => [branch.branchName, branch.expectedCash],
        );
      expect(await day('2026-03-10')).toEqual([['Cabang Jayapura', 0]]);
      expect(await day('2026-03-11')).toEqual([['Cabang Jayapura', 700]]);
    });

    it('covers every branch within reach, today when no day is named', async () => {
      library.clock.set('2026-03-10T23:00:00+07:00');
      const { body } = await get('/cash-reports', library.cast.budi);
      expect(body.data.date).toBe('2026-03-10');
      expect(body.data.branches).toHaveLength(2);
      expect(body.data.branches[0]).toMatchObject({ branchName: 'Cabang Jayapura', total: tally(0, 0) });
      expect((await get('/cash-reports')).body.data.branches).toHaveLength(1);
    });

    it('goes out as PDF and as CSV that a spreadsheet reads, and that is remembered', async () => {
      const pdf = await get('/cash-reports/export?date=2026-03-10');
      expect(pdf.headers['content-type']).toBe('application/pdf');
      expect(pdf.text.slice(0, 5)).toBe('%PDF-');
      const csv = await get('/cash-reports/export?date=2026-03-10&format=csv', library.cast.dewi, {
        'accept-language': 'en',
      });
      expect(csv.headers['content-disposition']).toContain('kas-2026-03-10.csv');
      expect(csv.text.replace('\ufeff', '').split('\r\n')).toEqual([
        'Branch,Staff,Method,Payments,Received,Refunds,Refunded,Net',
        'Perpustakaan Pusat,Budi,Member’s credit,1,500,0,0,500',
        'Perpustakaan Pusat,Dewi,Card,1,2000,0,0,2000',
        'Perpustakaan Pusat,Dewi,Cash,1,5000,0,0,5000',
        'Perpustakaan Pusat,Ratna,Cash,0,0,1,1000,-1000',
        '',
      ]);
      expect(await library.factsSince()).toEqual(['cash_report.exported', 'cash_report.exported']);
    });

    it('stays within one’s branches and names a field that is wrong', async () => {
      const { yosef, central } = library.cast;
      for (const path of ['/cash-reports', '/cash-reports/export']) {
        expectFailure(await get(`${path}?branchId=${central}`, yosef), 404, 'settings.branch_not_found', 'branchId');
        expectFailure(await get(`${path}?branchId=${newId()}`, library.cast.budi), 404, 'settings.branch_not_found');
        expect((await get(`${path}?date=besok`)).body.error.field).toBe('date');
        expect((await get(`${path}?branchId=1`)).body.error.field).toBe('branchId');
      }
      expect((await get('/cash-reports/export?format=xls')).body.error.field).toBe('format');
    });

    it('is refused without permission', async () => {
      const { tono, vera, sari, manager, operator, client } = library.cast;
      for (const path of ['/cash-reports', '/cash-reports/export']) {
        for (const person of [tono, vera, sari, manager, operator, client])
          expect((await get(path, person)).status).toBe(403);
        expect((await get(path, null)).status).toBe(401);
      }
    });
  });
});
