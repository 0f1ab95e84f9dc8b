import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook, addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { systemActor } from '../../kernel/context.ts';
import { expireHolds } from './verbs/close-hold.ts';

describe('holds', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  const desk = (method: 'POST' | 'DELETE' | 'GET', url: string, body?: object) =>
    library.call(library.cast.dewi, method, url, body);
  const lent = async () => {
    const book = await addBook(library.app, library.cast);
    const { memberId: borrower } = await addMember(library.app, library.cast);
    const loan = await desk('POST', '/borrowings', { barcode: book.barcodes[0], memberId: borrower });
    return { ...book, loanId: loan.body.data.id as string, borrower };
  };

  it('queues members in the order they came, and shelves the copy for the first at its return', async () => {
    const { bookId, barcodes, loanId } = await lent();
    const first = await library.call(library.cast.sari, 'POST', '/holds', { bookId });
    const second = await library.call(library.cast.andi, 'POST', '/holds', { bookId });
    expect([first.status, first.body.data.position, second.body.data.position]).toEqual([201, 1, 2]);
    const renewal = await desk('POST', `/borrowings/${loanId}/renew`, {});
    expect(renewal.body.error.details.reasons[0]).toMatchObject({ code: 'circulation.on_hold', strength: 'block' });
    await library.factsSince();
    const back = await desk('POST', `/copies/${barcodes[0]}/return`, {});
    expect(back.body.data.next).toMatchObject({
      act: 'HOLD_SHELF',
      memberName: 'Sari',
      message: 'Simpan di rak pemesanan untuk Sari',
    });
    expect(await library.factsSince()).toEqual(['hold.shelved', 'borrowing.returned']);
    const refused = await desk('POST', '/borrowings', { barcode: barcodes[0], memberId: 'LIB002' });
    expect(refused.body.error.details.reasons[0].code).toBe('circulation.held_for_other');
    const taken = await desk('POST', '/borrowings', { bookId, memberId: 'LIB001' });
    expect(taken.status).toBe(201);
    expect((await desk('GET', `/holds/${first.body.data.id}`)).body.data).toMatchObject({
      status: 'FULFILLED',
      borrowingId: taken.body.data.id,
    });
    expect((await library.call(library.cast.andi, 'GET', `/holds/${second.body.data.id}`)).body.data.position).toBe(1);
  });

  it('gives the copy to the next when a hold is cancelled or nobody comes', async () => {
    const { bookId, barcodes } = await lent();
    const sari = await library.call(library.cast.sari, 'POST', '/holds', { bookId });
    const andi = await library.call(library.cast.andi, 'POST', '/holds', { bookId });
    await desk('POST', `/copies/${barcodes[0]}/return`, {});
    await library.call(library.cast.sari, 'DELETE', `/holds/${sari.body.data.id}`);
    expect((await desk('GET', `/holds/${andi.body.data.id}`)).body.data).toMatchObject({
      status: 'SHELVED',
      barcode: barcodes[0],
    });
    library.clock.move('10d');
    await library.factsSince();
    await expireHolds(library.as(systemActor('test')));
    expect((await desk('GET', `/holds/${andi.body.data.id}`)).body.data.status).toBe('EXPIRED');
    expect(await library.factsSince()).toEqual(['hold.expired']);
    const { rows } = await library.app.pool.query('select status from copies where book_id = $1', [bookId]);
    expect(rows).toEqual([{ status: 'AVAILABLE' }]);
  });

  it('shelves a copy fetched from the rack for the first in the queue only', async () => {
    const book = await addBook(library.app, library.cast, { copies: 2 });
    const { memberId } = await addMember(library.app, library.cast);
    const first = await desk('POST', '/holds', { bookId: book.bookId, memberId: 'LIB002' });
    const second = await desk('POST', '/holds', { bookId: book.bookId, memberId });
    const jumped = await desk('POST', `/holds/${second.body.data.id}/shelve`, { barcode: book.barcodes[0] });
    expect(jumped.body.error.details.reason).toBe('circulation.hold_not_next');
    const shelved = await desk('POST', `/holds/${first.body.data.id}/shelve`, { barcode: book.barcodes[0] });
    expect(shelved.body.data).toMatchObject({ status: 'SHELVED', barcode: book.barcodes[0] });
  });

  it('shelves by hand only at the pick-up branch and what stands there; a copy of another branch is sent', async () => {
    const { cast } = library;
    const { bookId, barcodes } = await addBook(library.app, cast, { branch: cast.jayapura });
    const { memberId } = await addMember(library.app, cast);
    const hold = await desk('POST', '/holds', { bookId, memberId });
    expect(hold.body.data.pickupBranchId).toBe(cast.central);
    const shelve = (barcode: string | undefined, id = hold.body.data.id) =>
      library.call(cast.budi, 'POST', `/holds/${id}/shelve`, { barcode });
    const far = await shelve(barcodes[0]);
    expect([far.status, far.body.error.details.reason]).toEqual([409, 'circulation.not_at_pickup']);
    const atPickup = { bookId, memberId, pickupBranchId: cast.jayapura };
    await library.call(cast.wati, 'DELETE', `/holds/${hold.body.data.id}`);
    const elsewhere = await library.call(cast.wati, 'POST', '/holds', atPickup);
    expect((await shelve(barcodes[0], elsewhere.body.data.id)).body.error.details.reason).toBe(
      'circulation.not_at_pickup',
    );
    await library.call(cast.wati, 'DELETE', `/holds/${elsewhere.body.data.id}`);
    const again = await desk('POST', '/holds', { bookId, memberId });
    const sent = await library.call(cast.yosef, 'POST', `/copies/${barcodes[0]}/return`, {});
    expect(sent.body.data).toMatchObject({ copy: { status: 'IN_TRANSIT' }, next: { branchId: cast.central } });
    const arrived = await desk('POST', `/copies/${barcodes[0]}/return`, {});
    expect(arrived.body.data.next).toMatchObject({ act: 'HOLD_SHELF', holdId: again.body.data.id });
  });

  it('shelves a free copy for the first in the queue when it is scanned at the desk', async () => {
    const { bookId, barcodes } = await addBook(library.app, library.cast);
    const { memberId } = await addMember(library.app, library.cast);
    await desk('POST', '/holds', { bookId, memberId });
    const scanned = await desk('POST', `/copies/${barcodes[0]}/return`, {});
    expect(scanned.body.data).toMatchObject({
      borrowing: null,
      copy: { status: 'ON_HOLD_SHELF' },
      next: { act: 'HOLD_SHELF' },
    });
  });

  it('refuses a second hold on the title, too many holds, and holds of others', async () => {
    const { bookId } = await lent();
    const hold = await library.call(library.cast.andi, 'POST', '/holds', { bookId });
    const again = await library.call(library.cast.andi, 'POST', '/holds', { bookId });
    expect(again.body.error.details.reasons.map((r: { code: string }) => r.code)).toContain(
      'circulation.already_on_hold',
    );
    expect((await library.call(library.cast.sari, 'GET', `/holds/${hold.body.data.id}`)).status).toBe(404);
    expect((await library.call(library.cast.sari, 'DELETE', `/holds/${hold.body.data.id}`)).status).toBe(404);
    const forOther = await library.call(library.cast.sari, 'POST', '/holds', { bookId, memberId: 'LIB002' });
    expect(forOther.status).toBe(404);
    expect((await library.call(library.cast.vera, 'POST', '/holds', { bookId })).status).toBe(403);
    expect((await library.call(null, 'POST', '/holds', { bookId })).status).toBe(401);
    expect((await desk('POST', '/holds', { bookId })).body.error.field).toBe('memberId');
  });

  it('puts a hold back in its place when its copy is lent to another with permission', async () => {
    const { bookId, barcodes } = await lent();
    const hold = await library.call(library.cast.sari, 'POST', '/holds', { bookId });
    await desk('POST', `/copies/${barcodes[0]}/return`, {});
    const { memberId } = await addMember(library.app, library.cast);
    const confirmed = ['circulation.held_for_other', 'circulation.reserved_for_others'];
    const taken = await library.call(library.cast.wati, 'POST', '/borrowings', {
      barcode: barcodes[0],
      memberId,
      confirmed,
    });
    expect(taken.status).toBe(201);
    expect((await desk('GET', `/holds/${hold.body.data.id}`)).body.data).toMatchObject({
      status: 'WAITING',
      copyId: null,
    });
  });

  it('keeps the queue’s order when an undone return takes the copy back from the shelf', async () => {
    const { bookId, barcodes, loanId } = await lent();
    const hold = await library.call(library.cast.sari, 'POST', '/holds', { bookId });
    await desk('POST', `/copies/${barcodes[0]}/return`, {});
    await desk('POST', `/borrowings/${loanId}/undo`, {});
    expect((await desk('GET', `/holds/${hold.body.data.id}`)).body.data).toMatchObject({
      status: 'WAITING',
      position: 1,
      copyId: null,
    });
  });
});

describe('renewing', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  it('lets a member renew his own loan, as often as the rule says', async () => {
    const { barcodes } = await addBook(library.app, library.cast);
    const loan = await library.call(library.cast.dewi, 'POST', '/borrowings', {
      barcode: barcodes[0],
      memberId: 'LIB001',
    });
    const url = `/borrowings/${loan.body.data.id}/renew`;
    library.clock.move('3d');
    await library.factsSince();
    const renewed = await library.call(library.cast.sari, 'POST', url, {});
    expect(renewed.body.data).toMatchObject({ renewals: 1, status: 'BORROWED' });
    expect(new Date(renewed.body.data.dueDate).getTime()).toBeGreaterThan(new Date(loan.body.data.dueDate).getTime());
    expect(await library.factsSince()).toEqual(['borrowing.renewed']);
    expect((await library.call(library.cast.andi, 'POST', url, {})).status).toBe(404);
    library.clock.move('3d');
    await library.call(library.cast.sari, 'POST', url, {});
    library.clock.move('3d');
    const third = await library.call(library.cast.sari, 'POST', url, {});
    expect(third.body.error.details.reasons[0]).toMatchObject({
      code: 'circulation.renewals_used',
      rule: library.cast.rule,
    });
    const seen = await library.call(library.cast.sari, 'GET', `/borrowings/${loan.body.data.id}`);
    expect(seen.body.data).toMatchObject({ can: { renew: false }, why: { renew: 'circulation.renewals_used' } });
  });

  it('lets nobody answer the desk’s questions for himself', async () => {
    const { barcodes } = await addBook(library.app, library.cast);
    const loan = await library.call(library.cast.dewi, 'POST', '/borrowings', {
      barcode: barcodes[0],
      memberId: 'LIB002',
    });
    library.clock.move('20d');
    const confirmed = ['circulation.renew_overdue', 'circulation.member_owes'];
    const own = await library.call(library.cast.andi, 'POST', `/borrowings/${loan.body.data.id}/renew`, { confirmed });
    expect(own.status).toBe(409);
    expect(own.body.error.details.reasons[0].canConfirm).toBe(false);
    const staff = await library.call(library.cast.dewi, 'POST', `/borrowings/${loan.body.data.id}/renew`, {
      confirmed,
    });
    expect(staff.status).toBe(200);
  });

  it('charges what a late loan has run up when it is renewed, and again if it is late again', async () => {
    const { barcodes } = await addBook(library.app, library.cast);
    const { memberId } = await addMember(library.app, library.cast);
    const loan = await library.call(library.cast.dewi, 'POST', '/borrowings', { barcode: barcodes[0], memberId });
    library.clock.move('20d');
    const asked = await library.call(library.cast.dewi, 'POST', `/borrowings/${loan.body.data.id}/renew`, {});
    expect(asked.body.error.details.reasons.map((r: { code: string }) => r.code)).toContain(
      'circulation.renew_overdue',
    );
    const confirmed = ['circulation.renew_overdue', 'circulation.member_owes', 'circulation.has_overdue'];
    const renewed = await library.call(library.cast.dewi, 'POST', `/borrowings/${loan.body.data.id}/renew`, {
      confirmed,
    });
    expect(renewed.body.data.fine).toBeGreaterThan(0);
    library.clock.move('20d');
    const back = await library.call(library.cast.dewi, 'POST', `/copies/${barcodes[0]}/return`, {});
    const { rows } = await library.app.pool.query('select amount from fines where borrowing_id = $1 order by period', [
      loan.body.data.id,
    ]);
    expect(rows).toHaveLength(2);
    expect(back.body.data.borrowing.fine).toBe(rows[0].amount + rows[1].amount);
  });
});

describe('circulation rules', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const values = { loanDays: 7, maxLoans: 2, maxRenewals: 1, finePerDay: 1000, holdLimit: 2, holdShelfDays: 2 };
  const admin = (method: 'POST' | 'PATCH' | 'DELETE' | 'GET', url: string, body?: object, headers = {}) =>
    library.call(library.cast.wati, method, url, body, headers);

  it('lets the most specific row win, and explains which and why', async () => {
    await admin('POST', '/circulation-rules', { ...values, materialType: 'BOOK' });
    const typed = await admin('POST', '/circulation-rules', {
      ...values,
      memberTypeId: library.cast.student,
      loanDays: 5,
    });
    const explained = await admin(
      'GET',
      `/circulation-rules/explain?memberTypeId=${library.cast.student}&materialType=BOOK&branchId=${library.cast.central}`,
    );
    expect(explained.body.data.winner.id).toBe(typed.body.data.id);
    expect(explained.body.data.candidates).toHaveLength(3);
    const { barcodes } = await addBook(library.app, library.cast);
    const loan = await library.call(library.cast.dewi, 'POST', '/borrowings', {
      barcode: barcodes[0],
      memberId: 'LIB001',
    });
    expect(loan.body.data).toMatchObject({ ruleId: typed.body.data.id, dueDate: '2026-03-07T16:59:59.999Z' });
  });

  it('keeps one row a combination, versions and the general rule', async () => {
    const rule = await admin('POST', '/circulation-rules', { ...values, branchId: library.cast.jayapura });
    expect(
      (await admin('POST', '/circulation-rules', { ...values, branchId: library.cast.jayapura })).body.error.details
        .reason,
    ).toBe('circulation.rule_exists');
    const unknown = await admin('POST', '/circulation-rules', { ...values, memberTypeId: library.cast.wati.accountId });
    expect([unknown.status, unknown.body.error.field]).toEqual([400, 'memberTypeId']);
    const url = `/circulation-rules/${rule.body.data.id}`;
    const changed = await admin('PATCH', url, { loanDays: 9 }, { 'if-match': '"v1"' });
    expect(changed.body.data).toMatchObject({ loanDays: 9, maxLoans: 2, version: 2 });
    expect((await admin('PATCH', url, { loanDays: 10 }, { 'if-match': '"v1"' })).status).toBe(412);
    expect((await admin('PATCH', url, { branchId: null })).body.error.field).toBe('branchId');
    expect((await admin('DELETE', `/circulation-rules/${library.cast.rule}`)).body.error.details.reason).toBe(
      'circulation.last_rule',
    );
    await library.factsSince();
    expect((await admin('DELETE', url)).status).toBe(200);
    expect(await library.factsSince()).toEqual(['circulation_rule.retired']);
    for (const who of [library.cast.budi, library.cast.dewi, library.cast.sari]) {
      expect((await library.call(who, 'POST', '/circulation-rules', values)).status).toBe(403);
    }
  });

  it('are retired: kept for those who ask, matched no more, and their place is free', async () => {
    const here = { ...values, branchId: library.cast.central, materialType: 'MAP' };
    const { id } = (await admin('POST', '/circulation-rules', here)).body.data;
    const listed = async (query = '') =>
      (await admin('GET', `/circulation-rules${query}`)).body.data.map((rule: { id: string }) => rule.id);
    expect(await listed()).toContain(id);
    expect((await library.call(library.cast.budi, 'DELETE', `/circulation-rules/${id}`)).status).toBe(403);
    await admin('DELETE', `/circulation-rules/${id}`);
    expect(await listed()).not.toContain(id);
    expect(await listed('?retired=true')).toContain(id);
    const kept = await admin('GET', `/circulation-rules/${id}`);
    expect(kept.body.data).toMatchObject({ retiredBy: library.cast.wati.accountId, retiredAt: expect.any(String) });
    const asked = `/circulation-rules/explain?branchId=${library.cast.central}&materialType=MAP`;
    expect(
      (await admin('GET', asked)).body.data.candidates.map((c: { rule: { id: string } }) => c.rule.id),
    ).not.toContain(id);
    for (const method of ['DELETE', 'PATCH'] as const) {
      const again = await admin(method, `/circulation-rules/${id}`, method === 'PATCH' ? { loanDays: 3 } : undefined);
      expect([again.status, again.body.error.details.reason]).toEqual([409, 'circulation.rule_retired']);
    }
    expect((await admin('POST', '/circulation-rules', here)).status).toBe(201);
  });
});
