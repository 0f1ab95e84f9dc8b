import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook, addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('what a late loan costs', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  const call = (method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) =>
    library.call(library.cast.wati, method, url, body);
  const dearRule = async (conditions: object): Promise<string> => {
    const numbers = { loanDays: 7, maxLoans: 9, maxRenewals: 0, finePerDay: 9000, holdLimit: 1, holdShelfDays: 1 };
    return (await call('POST', '/circulation-rules', { ...conditions, ...numbers })).body.data.id;
  };
  const lend = async () => {
    const { barcodes } = await addBook(library.app, library.cast);
    const { memberId } = await addMember(library.app, library.cast);
    const { body } = await call('POST', '/borrowings', { barcode: barcodes[0], memberId });
    return { barcode: barcodes[0] ?? '', memberId, id: body.data.id as string };
  };
  const seen = async (id: string) => (await call('GET', `/borrowings/${id}`)).body.data;

  it('stays what the rule said when it was lent, though a dearer one was made since', async () => {
    const loan = await lend();
    const dear = await dearRule({ memberTypeId: library.cast.student });
    library.clock.move('20d');
    const { accruedFine } = await seen(loan.id);
    const back = await call('POST', `/borrowings/${loan.id}/return`, {});
    expect(back.body.data.fine).toMatchObject({ finePerDay: 500, amount: accruedFine });
    await call('DELETE', `/circulation-rules/${dear}`);
  });

  it('stays what its rule said after the rule was retired, which no new loan gets', async () => {
    const dear = await dearRule({ materialType: 'BOOK' });
    const loan = await lend();
    const rows = async () => (await library.app.pool.query('select xmin, * from borrowings order by id')).rows;
    const before = await rows();
    await call('DELETE', `/circulation-rules/${dear}`);
    expect(await rows()).toEqual(before);
    expect((await seen((await lend()).id)).ruleId).toBe(library.cast.rule);
    library.clock.move('20d');
    expect(await seen(loan.id)).toMatchObject({ ruleId: dear });
    const back = await call('POST', `/borrowings/${loan.id}/return`, {});
    expect(back.body.data.fine).toMatchObject({ finePerDay: 9000 });
  });

  it('is shown and charged by the rule that applies now, when it came from elsewhere without one', async () => {
    const loan = await lend();
    await library.app.pool.query('update borrowings set rule_id = null where id = $1', [loan.id]);
    library.clock.move('20d');
    const { accruedFine } = await seen(loan.id);
    expect(accruedFine).toBeGreaterThan(0);
    const other = await addBook(library.app, library.cast);
    const asked = await call('POST', '/borrowings', { barcode: other.barcodes[0], memberId: loan.memberId });
    expect(asked.body.error.details.reasons.map((r: { code: string }) => r.code)).toContain('circulation.member_owes');
    const back = await call('POST', `/borrowings/${loan.id}/return`, {});
    expect(back.body.data.fine).toMatchObject({ finePerDay: 500, amount: accruedFine });
  });

  it('stops growing at the claim, on screens and in the checks as at the return', async () => {
    const loan = await lend();
    await call('POST', `/borrowings/${loan.id}/claim`, {});
    library.clock.move('40d');
    expect(await seen(loan.id)).toMatchObject({ status: 'OVERDUE', accruing: false, accruedFine: 0 });
    const other = await addBook(library.app, library.cast);
    const asked = await call('POST', '/borrowings', { barcode: other.barcodes[0], memberId: loan.memberId });
    expect(asked.body.error.details.reasons.map((r: { code: string }) => r.code)).toEqual(['circulation.has_overdue']);
    expect((await call('POST', `/borrowings/${loan.id}/return`, {})).body.data.fine).toBeNull();
  });
});
