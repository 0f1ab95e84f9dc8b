import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexText } from './index-text.ts';
import { MAX_QUERY_WORDS, type QueryTerm, queryTerms, type SearchQuery } from './query-terms.ts';

const show = ({ words, prefix }: QueryTerm): string => words.join('+') + (prefix ? '*' : '');
const showQuery = ({ all, none }: SearchQuery): string =>
  [...all.map((group) => group.map(show).join('|')), ...none.map((term) => `-${show(term)}`)].join(' ');

describe('queryTerms', () => {
  it.each([
    ['laskar pelangi', 'laskar pelangi*'],
    ['laskar pelangi ', 'laskar pelangi'],
    ['"laskar pelangi"', 'laskar+pelangi'],
    ['“ayat dan tafsir” hadis', 'ayat+tafsir hadis*'],
    ['unclosed "laskar pel', 'unclosed laskar+pel'],
    ['kucing OR anjing rumah ', 'kucing|anjing rumah'],
    ['kucing | anjing ', 'kucing|anjing'],
    ['hewan -kucing', 'hewan -kucing'],
    ['hewan NOT kucing', 'hewan -kucing'],
    ['hewan -"kucing hutan"', 'hewan -kucing+hutan'],
    ['-kucing', '-kucing'],
    ['Soekarno - Hatta ', 'soekarno hatta'],
    ['buku-buku lama ', 'buku lama'],
    ['buku-bu', 'buku*'],
    ['anak-anaknya ', 'anaknya'],
    ['berlari-lari ', 'berlari'],
    ['sayur-mayur ', 'sayur+mayur'],
    ['perang dunia ke-2 ', 'perang dunia 2'],
    ['al quran ', 'al+quran|alquran'],
    ['al-qur', 'al+qur*|alqur*'],
    ['buku yang dan', 'buku'],
    ['OR', 'or*'],
    ['NOT ', ''],
    ["a'); DROP TABLE books; --", 'drop table books'],
    ['!!! & | ( ) :*', ''],
    ['', ''],
  ])('reads %j as %j', (text, expected) => {
    expect(showQuery(queryTerms(text))).toBe(expected);
  });

  it('says when nothing but stop words was asked, and asks for them', () => {
    expect(queryTerms('aku dan ')).toEqual({
      all: [[{ words: ['aku'], prefix: false }], [{ words: ['dan'], prefix: false }]],
      none: [],
      onlyStopWords: true,
    });
    expect(queryTerms('aku sunyi').onlyStopWords).toBe(false);
  });

  it('asks for at most 16 words of at most 200 characters', () => {
    const { all } = queryTerms(Array.from({ length: 90 }, (_, n) => n).join(' '));
    expect(all.flat().flatMap(({ words }) => words)).toHaveLength(16);
    expect(queryTerms('x'.repeat(5000)).all[0]?.[0]?.words[0]).toHaveLength(200);
  });

  it('never throws, keeps its bounds and gives bare words, whatever is typed', () => {
    const piece = fc.oneof(
      fc.constantFrom('"', '-', ' ', 'OR', 'NOT', '|', 'al', 'dan', '*'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const { all, none } = queryTerms(pieces.join(''));
        for (const terms of [all.flat(), none]) {
          const words = terms.flatMap((term) => term.words);
          expect(words.length).toBeLessThanOrEqual(MAX_QUERY_WORDS);
          for (const word of words) expect(word).toMatch(/^[\p{L}\p{M}\p{N}]+$/u);
        }
        expect([...all, ...all.flat().map(({ words }) => words)].every((list) => list.length > 0)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a title is found by its own words', () => {
  const word = fc.constantFrom(
    ...'dan yang aku di the of kupu kupu-kupu buku-buku anak-anaknya sayur-mayur al Quran al-Quran non-fiksi ke-2 2 e-book'.split(
      ' ',
    ),
    ...'Sejarah Jawa berlari-lari anak2 Muḥammad se-Jawa dan-lain'.split(' '),
  );
  const title = fc.array(word, { minLength: 1, maxLength: 7 }).map((words) => words.join(' '));
  const matches = (query: SearchQuery, index: string): boolean => {
    const found = ({ words }: QueryTerm): boolean => ` ${index} `.includes(` ${words.join(' ')} `);
    return query.all.length > 0 && query.all.every((group) => group.some(found)) && !query.none.some(found);
  };

  it('typed plainly', () => {
    fc.assert(
      fc.property(title, (text) => matches(queryTerms(`${text} `), indexText(text))),
      { numRuns: 3000 },
    );
  });

  it('typed as a phrase', () => {
    fc.assert(
      fc.property(title, (text) => matches(queryTerms(`"${text}"`), indexText(text))),
      { numRuns: 3000 },
    );
  });
});
