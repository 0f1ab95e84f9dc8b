import { describe, expect, it } from 'vitest';
import { isbnForms, issnIn, wordsIn } from './wish.ts';

describe('what is looked for', () => {
  it('is an ISBN in both its forms, where it has two', () => {
    expect(isbnForms('979-3062-79-7')).toEqual(['9789793062792', '9793062797']);
    expect(isbnForms('978-0-8044-2957-3')).toEqual(['9780804429573', '080442957X']);
    expect(isbnForms('9791032305690')).toEqual(['9791032305690']);
    expect(isbnForms('9789793062790')).toEqual([]);
  });

  it('is an ISSN only with its check digit', () => {
    expect(issnIn('ISSN 0126-4223')).toBeNull();
    expect(issnIn('0378-5955')).toBe('0378-5955');
    expect(issnIn('2434561x')).toBe('2434-561X');
  });

  it('is words, and nothing that a query language knows', () => {
    expect(wordsIn('Laskar "Pelangi" and (title=*) ?')).toEqual(['Laskar', 'Pelangi', 'and', 'title']);
    expect(wordsIn('書物\u0000\ud800 é')).toEqual(['書物', 'é']);
    expect(wordsIn('kata '.repeat(50))).toHaveLength(10);
  });
});
