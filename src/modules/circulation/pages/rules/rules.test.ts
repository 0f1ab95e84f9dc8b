import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse } from '../../../../../test/support/browse.ts';
import { addBook } from '../../../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../../../test/support/library.ts';

let library: TestLibrary;
let wati: Browser;
beforeAll(async () => {
  library = await openLibrary();
  wati = await browse(library, library.cast.wati);
});
afterAll(() => library.close());

describe('the rule matrix', () => {
  it('takes a new rule, tells that it wins, and lends by it', async () => {
    const { teacher } = library.cast;
    const rule = {
      memberTypeId: teacher,
      loanDays: '30',
      maxLoans: '10',
      maxRenewals: '1',
      finePerDay: '0',
      holdLimit: '5',
      holdShelfDays: '3',
    };
    const after = await wati.send('/staf/aturan/baru', rule);
    expect(after.text).toContain('Aturan disimpan');
    const tested = await wati.get(`/staf/aturan?uji=1&memberTypeId=${teacher}`);
    expect(tested.text).toContain('Berlaku: Guru');
    expect(tested.text).toContain('30 hari, 10 pinjaman');
    await library.app.pool.query('update members set member_type_id = $1 where id = $2', [
      teacher,
      library.cast.sari.memberId,
    ]);
    const { barcodes } = await addBook(library.app, library.cast);
    const lent = await library.call(library.cast.budi, 'POST', '/borrowings', {
      barcode: barcodes[0],
      memberId: 'LIB001',
    });
    expect(new Date(lent.body.data.dueDate).toISOString()).toContain('2026-04-01');
  });

  it('names the field that is wrong and keeps what was written', async () => {
    const answer = await wati.post('/staf/aturan/baru', {
      loanDays: 'abc',
      maxLoans: '3',
      maxRenewals: '2',
      finePerDay: '500',
      holdLimit: '3',
      holdShelfDays: '3',
    });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.errors)).toEqual(['loanDays']);
    expect(answer.value('maxLoans')).toBe('3');
  });

  it('refuses a second rule for the same combination, and to retire the general one', async () => {
    const again = await wati.post('/staf/aturan/baru', {
      loanDays: '7',
      maxLoans: '3',
      maxRenewals: '2',
      finePerDay: '500',
      holdLimit: '3',
      holdShelfDays: '3',
    });
    expect(again.text).toContain('Aturan untuk kombinasi ini sudah ada');
    const retired = await wati.post(`/staf/aturan/${library.cast.rule}/hapus`);
    expect(retired.text).toContain('Aturan umum tidak dapat dihapus');
  });
});
