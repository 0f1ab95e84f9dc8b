import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { type CallNumberFormat, callNumberOf } from './call-number.ts';

const usual: CallNumberFormat = { referencePrefix: 'R', authorLetters: 3, authorFrom: 'AS_WRITTEN', titleLetters: 1 };

describe('a call number', () => {
  it.each([
    ['899.221', 'Pramoedya Ananta Toer', 'Bumi Manusia', '899.221 PRA b'],
    ['899.221', 'Toer, Pramoedya Ananta', 'Bumi Manusia', '899.221 TOE b'],
    ['297.1', 'Prof. Dr. H. Hamka', 'Tafsir Al-Azhar', '297.1 HAM t'],
    ['813', 'Österberg', 'The Hobbit', '813 OST h'],
    ['813', 'O’Brien', 'A', '813 OBR a'],
    [' 005.1  3 ', 'Li', '1984', '005.1 3 LI 1'],
    ['370', '', 'Pendidikan', '370 p'],
    ['370', '中文', '…', '370 中文'],
  ])('of %s, %s, %s is %s', (classification, author, title, wanted) => {
    expect(callNumberOf({ classification, author, title }, usual)).toBe(wanted);
  });

  it('goes by the rules of the library', () => {
    const book = { classification: '899.221', author: 'Pramoedya Ananta Toer', title: 'Sang Pemula', language: 'id' };
    expect(callNumberOf(book, { ...usual, authorFrom: 'LAST_WORD' })).toBe('899.221 TOE s');
    expect(callNumberOf(book, { ...usual, authorLetters: 2, titleLetters: 3 })).toBe('899.221 PR san');
    expect(callNumberOf(book, { ...usual, authorLetters: 0, titleLetters: 0 })).toBe('899.221');
    expect(callNumberOf({ ...book, isReference: true }, usual)).toBe('R 899.221 PRA s');
    expect(callNumberOf({ ...book, classification: 'r 899.221', isReference: true }, usual)).toBe('r 899.221 PRA s');
    expect(callNumberOf({ ...book, isReference: true }, { ...usual, referencePrefix: '' })).toBe('899.221 PRA s');
    expect(callNumberOf({ ...book, title: 'De Atjehers', language: 'nl' }, usual)).toBe('899.221 PRA a');
    expect(callNumberOf({ ...book, title: 'The Raden', language: 'id' }, usual)).toBe('899.221 PRA t');
    expect(callNumberOf({ ...book, classification: ' ' }, usual)).toBeNull();
  });
});

describe('the suggestion', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  it('follows the settings and the collection, and changes nothing', async () => {
    const { budi, wati, sari } = library.cast;
    const ask = (query: Record<string, string>, who = budi) =>
      library.call(who, 'GET', `/call-number?${new URLSearchParams(query)}`);
    const book = { classification: '899.221', author: 'Ayu Utami', title: 'Saman' };
    await library.factsSince();
    expect((await ask(book)).body.data).toEqual({ callNumber: '899.221 AYU s' });
    const types = (await library.call(budi, 'GET', '/collection-types')).body.data;
    const reference = types.find((type: { loanable: boolean }) => !type.loanable);
    if (reference)
      expect((await ask({ ...book, collectionTypeId: reference.id })).body.data.callNumber).toBe('R 899.221 AYU s');
    expect((await ask({ title: 'Saman' })).body.data).toEqual({ callNumber: null });
    const format = { referencePrefix: 'REF', authorLetters: 2, authorFrom: 'LAST_WORD', titleLetters: 2 };
    expect(await library.factsSince()).toEqual([]);
    await library.call(wati, 'PATCH', '/settings', { callNumberFormat: format });
    expect((await ask(book)).body.data).toEqual({ callNumber: '899.221 UT sa' });
    expect((await ask(book, sari)).status).toBe(403);
    const bad = await library.call(wati, 'PATCH', '/settings', { callNumberFormat: { ...format, authorLetters: 6 } });
    expect([bad.status, bad.body.error.field]).toEqual([400, 'callNumberFormat.authorLetters']);
  });
});
