import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexText } from './index-text.ts';
import { stopWords } from './stop-words.ts';

describe('indexText', () => {
  it.each([
    ['Buku-buku Pelajaran', 'buku pelajaran'],
    ['kupu kupu terbang', 'kupu terbang'],
    ['Resep sayur-mayur', 'resep sayur mayur'],
    ['Anak-anaknya bermain', 'anak anaknya bermain'],
    ['Anak2 dan buku2nya', 'anak bukunya'],
    ['Perang Dunia ke-2', 'perang dunia 2'],
    ['Angkatan 1990-an', 'angkatan 1990'],
    ['Terjemah Al-Qur’an', 'terjemah al quran alquran'],
    ['Terjemah Al Quran', 'terjemah al quran alquran'],
    ['Cerita non-fiksi anak', 'cerita non fiksi anak nonfiksi'],
    ['Sejarah Indonesia dan Malaya 1945–1949', 'sejarah indonesia malaya 1945 1949'],
    ['The History of the Book in Java', 'history book java'],
  ])('reads %j as %j', (text, expected) => {
    expect(indexText(text)).toBe(expected);
  });

  it('keeps every word of a title with fewer than two words of its own', () => {
    expect(indexText('Dia dan Aku')).toBe('dia dan aku');
    expect(indexText('Aku dan Sunyi')).toBe('aku dan sunyi');
  });

  it('keeps signs when there is nothing else', () => {
    expect(indexText(' ?! ')).toBe('?!');
    expect(indexText('   ')).toBe('');
  });

  it('is never empty for a text that is not', () => {
    const words = fc.array(fc.oneof(fc.constantFrom(...stopWords), fc.string({ unit: 'binary' })), { minLength: 1 });
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join(' ');
        expect(indexText(text) === '').toBe(text.trim() === '');
      }),
    );
  });

  it('knows function words of both languages and no nouns', () => {
    for (const word of ['yang', 'dan', 'di', 'the', 'of', 'is']) expect(stopWords.has(word)).toBe(true);
    for (const word of ['buku', 'ibu', 'hal', 'it', 'who', 'book']) expect(stopWords.has(word)).toBe(false);
  });
});
