import { parseIsbn } from '../../lib/isbn.ts';
import type { Random } from '../random.ts';
import { FICTION_CLASSICS } from './data/classics-fiction.ts';
import { KNOWLEDGE_CLASSICS } from './data/classics-knowledge.ts';
import { type People, personName } from './data/names.ts';
import { PUBLISHERS } from './data/publishers.ts';
import { commas, composeTitle, fields, type Shelf, shelves } from './shelves.ts';

export interface DemoBook {
  title: string;
  author: string;
  publisher: string;
  place: string;
  year: number;
  isbn: string | null;
  /** DDC without the R of reference books. */
  classification: string;
  callNumber: string;
  isReference: boolean;
  category: string;
  subjects: string[];
  pages: string;
  edition: string | null;
  description: string | null;
  copies: number;
  /** How gladly it is borrowed. */
  appeal: number;
}

/** As the spine says it: class, three letters of the author's last name, first letter of the title. */
export function callNumberOf(classification: string, author: string, title: string): string {
  const letters = (text: string): string => text.normalize('NFD').replace(/[^A-Za-z]/g, '');
  const last = letters(author.split(' ').at(-1) ?? author) || 'ANO';
  return `${classification} ${last.slice(0, 3).toUpperCase()} ${letters(title).slice(0, 1).toLowerCase() || 'a'}`;
}

const CLASSIC_CATEGORY: readonly [RegExp, string][] = [
  [/^8/, 'Fiksi'],
  [/^297/, 'Agama'],
  [/^37/, 'Pendidikan'],
  [/^3/, 'Sosial'],
  [/^(423|499|41)/, 'Bahasa'],
  [/^9/, 'Sejarah dan Geografi'],
  [/^1/, 'Psikologi'],
  [/^0/, 'Karya Umum'],
  [/^61/, 'Kesehatan'],
  [/^5/, 'Sains'],
];

/** Those that are asked for every day. */
const BELOVED =
  /^(Laskar Pelangi|Bumi|Bumi Manusia|Hujan|Dilan.*|Negeri 5 Menara|Laut Bercerita|Filosofi Teras|Atomic Habits.*|Perahu Kertas|Harry Potter.*|Hafalan.*)$/;

function classic(random: Random, line: string): DemoBook {
  const [title = '', author = '', publisher = '', place = '', year = '', shelf = '', subjects = '', pages = '', isbn] =
    fields(line);
  const classification = shelf.replace(/^R /, '');
  return {
    title,
    author,
    publisher,
    place,
    year: Number(year),
    isbn: isbn ? (parseIsbn(isbn)?.isbn13 ?? null) : null,
    classification,
    callNumber: callNumberOf(shelf, author, title),
    isReference: shelf.startsWith('R '),
    category: CLASSIC_CATEGORY.find(([pattern]) => pattern.test(classification))?.[1] ?? 'Karya Umum',
    subjects: commas(subjects),
    pages,
    edition: null,
    description: null,
    copies: random.int(2, 5),
    appeal: BELOVED.test(title) ? random.int(14, 22) : 4 + 6 * random.fraction(),
  };
}

/** Groups of the national agency in their times; books older than 1986 have none. */
function isbnOf(random: Random, year: number): string | null {
  if (year < 1986 || random.chance(0.06)) return null;
  const group = year < 2009 ? '978979' : year < 2020 ? '978602' : '978623';
  const first = `${group}${String(random.int(0, 999_999)).padStart(6, '0')}`;
  for (let digit = 0; digit < 10; digit++) {
    const isbn = parseIsbn(`${first}${digit}`);
    if (isbn) return isbn.isbn13;
  }
  return null;
}

const OPENINGS = [
  'Buku ini membahas',
  'Uraian lengkap tentang',
  'Panduan praktis mengenai',
  'Pengantar yang mudah dipahami tentang',
  'Kumpulan tulisan seputar',
];
const roman = ['vi', 'viii', 'x', 'xii', 'xiv', 'xvi', 'xx'];

interface Making {
  random: Random;
  taken: Set<string>;
  thisYear: number;
}

function composed({ random, taken, thisYear }: Making, shelf: Shelf, authors: readonly string[]): DemoBook {
  const title = composeTitle(random, shelf, taken);
  const author = random.pick(authors);
  const [publisher, place] = random.pick(PUBLISHERS[shelf.publishers] ?? []);
  const year = thisYear - Math.floor(28 * random.fraction() ** 1.8) - 1;
  const isFiction = /^(8|398)/.test(shelf.classification);
  const isSchoolBook = shelf.publishers === 'pelajaran';
  return {
    title,
    author,
    publisher,
    place,
    year,
    isbn: isbnOf(random, year),
    classification: shelf.classification.replace(/^R /, ''),
    callNumber: callNumberOf(shelf.classification, author, title),
    isReference: shelf.classification.startsWith('R '),
    category: shelf.category,
    subjects: shelf.subjects.slice(0, random.int(1, shelf.subjects.length)),
    pages: `${random.pick(roman)}, ${random.int(6, 42) * 8} hlm.`,
    edition: random.chance(0.3) ? `Cet. ${random.int(2, 9)}` : random.chance(0.1) ? 'Ed. revisi' : null,
    description:
      isFiction || random.chance(0.5)
        ? null
        : `${random.pick(OPENINGS)} ${commas(shelf.subjects.join(', '))[0]?.toLowerCase()}.`,
    copies: isSchoolBook ? random.int(2, 6) : random.chance(0.55) ? 1 : random.int(2, 3),
    appeal: (isFiction ? 2 : isSchoolBook ? 1.6 : 0.6) * 8 ** (random.fraction() ** 3),
  };
}

const MUSLIM: readonly People[] = ['java', 'sunda', 'minang', 'aceh', 'banjar', 'arab', 'bugis'];

/** Some write many books, most write one or two. */
function authorsOf(random: Random, shelf: Shelf): string[] {
  const from = (): People | undefined => (shelf.publishers === 'islam' ? random.pick(MUSLIM) : undefined);
  const people = Array.from({ length: Math.ceil(shelf.books / 2.5) }, () => personName(random, from()).name);
  return people.flatMap((name, at) => Array.from({ length: at % 7 === 0 ? 4 : 1 }, () => name));
}

/** What the library owns: real classics, and titles composed for every class; so many books and so many copies. */
export function demoBooks(random: Random, o: { books: number; copies: number; thisYear: number }): DemoBook[] {
  const lines = `${FICTION_CLASSICS}${KNOWLEDGE_CLASSICS}`.split('\n').filter((line) => line.includes('|'));
  const classics = lines.map((line) => classic(random, line));
  const taken = new Set(classics.map(({ title }) => title));
  const making = { random, taken, thisYear: o.thisYear };
  const others = shelves.flatMap((shelf) => {
    const authors = authorsOf(random, shelf);
    return Array.from({ length: shelf.books }, () => composed(making, shelf, authors));
  });
  const books = [...classics, ...random.shuffle(others).slice(0, o.books - classics.length)];
  return withCopies(random, random.shuffle(books), o.copies);
}

/** Adds or takes single copies until the sum is right; every book keeps one. */
function withCopies(random: Random, books: DemoBook[], wanted: number): DemoBook[] {
  let sum = books.reduce((total, { copies }) => total + copies, 0);
  while (sum !== wanted) {
    const book = random.pick(books);
    const step = sum < wanted ? 1 : -1;
    if (book.copies + step < 1 || book.copies + step > 8) continue;
    book.copies += step;
    sum += step;
  }
  return books;
}
