import type { Book } from '../book.ts';

type Cited = Pick<Book, 'title' | 'author' | 'publishedYear' | 'publisher' | 'place' | 'edition' | 'contributors'>;

const names = (book: Cited): string[] => {
  const authors = book.contributors.filter((one) => one.role === 'AUTHOR').map((one) => one.name);
  return authors.length > 0 ? authors : [book.author];
};

/** 'Tere Liye' stays; 'Andrea Hirata' becomes 'Hirata, A.'. A name with a comma is inverted already. */
function inverted(name: string, initials: boolean): string {
  const [family, given] = name.includes(',') ? name.split(/,\s*/, 2) : lastFirst(name);
  if (!given) return family ?? name;
  return `${family}, ${
    initials
      ? given
          .split(/\s+/)
          .map((part) => `${part.charAt(0)}.`)
          .join(' ')
      : given
  }`;
}

function lastFirst(name: string): [string, string] {
  const parts = name.trim().split(/\s+/);
  const family = parts.pop() ?? name;
  return [family, parts.join(' ')];
}

const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** The book in the three styles asked for most: APA 7, MLA 9 and Chicago (author-date). */
export function citations(book: Cited): { style: string; text: string }[] {
  const all = names(book);
  const year = book.publishedYear ?? 't.t.';
  const edition = book.edition ? ` (${book.edition})` : '';
  const publisher = book.publisher ? ` ${ended(book.publisher)}` : '';
  const apa = all.map((name) => inverted(name, true)).join(', & ');
  const [first = '', ...others] = all;
  const listed = [inverted(first, false), ...others].join(', ');
  const place = book.place && book.publisher ? ` ${book.place}: ${ended(book.publisher)}` : publisher;
  return [
    { style: 'APA', text: `${ended(apa)} (${year}). ${ended(book.title + edition)}${publisher}` },
    {
      style: 'MLA',
      text: `${ended(listed)} ${ended(book.title)} ${[book.publisher, year].filter(Boolean).join(', ')}.`,
    },
    { style: 'Chicago', text: `${ended(listed)} ${year}. ${ended(book.title)}${place}` },
  ];
}
