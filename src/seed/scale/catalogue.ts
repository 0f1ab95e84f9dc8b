import { personName } from '../demo/data/names.ts';
import { PUBLISHERS } from '../demo/data/publishers.ts';
import { Random } from '../random.ts';
import { KIND, scaleId } from './ids.ts';
import { drawWord, vocabularyWords } from './vocabulary.ts';

const DAY = 86_400_000;
const YEARS = 10;
const AUTHORS_PER_BOOK = 0.08;
const MAX_SUBJECTS = 2_000;

/** Where in time a generated library stands, and how large it is. */
export interface Scale {
  books: number;
  members: number;
  /** Midnight (UTC) before the seed. */
  today: number;
}

export const scaleOf = (books: number, now: Date): Scale => ({
  books,
  members: Math.max(10, Math.round(books / 10)),
  today: Math.floor(now.getTime() / DAY) * DAY,
});

export interface ScaleBook {
  n: number;
  id: string;
  author: number;
  subjects: number[];
  category: string;
  classification: string;
  language: string;
  materialType: string;
  year: number;
  publisher: string;
  place: string;
  copies: number;
  borrows: number;
  createdAt: number;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const TITLES = 1_000_000_007;
const JOINTS = ['dan', 'untuk', 'dalam', 'di', 'pada', 'of', 'dengan'];
const LENGTHS = [2, 3, 4, 4, 5, 5, 5, 6, 6, 7, 7, 8, 10];

/** The title of the n-th book: words as often as their rank says, none twice; stop words and a subtitle between them. */
export function titleAt(n: number): string {
  const random = new Random(n + TITLES);
  const words = new Set<string>();
  const wanted = random.pick(LENGTHS);
  while (words.size < wanted) words.add(drawWord(random));
  const parts = [...words].map(capital);
  if (wanted > 3 && random.chance(0.5)) parts.splice(random.int(1, 2), 0, random.pick(JOINTS));
  if (wanted > 5) parts[2] = `${parts[2]}:`;
  return parts.join(' ');
}

const CATEGORIES = [
  ['000', 'Karya Umum'],
  ['100', 'Filsafat'],
  ['200', 'Agama'],
  ['300', 'Sosial'],
  ['370', 'Pendidikan'],
  ['400', 'Bahasa'],
  ['500', 'Sains'],
  ['600', 'Teknologi'],
  ['610', 'Kesehatan'],
  ['700', 'Kesenian'],
  ['800', 'Fiksi'],
  ['813', 'Fiksi Anak'],
  ['900', 'Sejarah dan Geografi'],
] as const;
const LANGUAGES = [
  ...Array.from({ length: 80 }, () => 'id'),
  ...Array.from({ length: 13 }, () => 'en'),
  'ar',
  'ar',
  'ar',
  'jv',
  'jv',
  'su',
  'nl',
];
const HOUSES = Object.values(PUBLISHERS).flat();
/** Copies of a book; two on the average. */
const COPIES = [1, 1, 1, 1, 2, 2, 2, 3, 3, 4];

const READ = 0.18;
/** Few are borrowed often, most never; 0.3 times on the average. */
const borrowsOf = (random: Random): number => {
  const luck = random.fraction();
  return luck >= READ ? 0 : Math.min(60, Math.floor((READ / (luck + 1e-9)) ** 0.5));
};

export const scaleAuthors = (scale: Scale): number => Math.max(20, Math.round(scale.books * AUTHORS_PER_BOOK));
export const scaleSubjects = (scale: Scale): number =>
  Math.min(MAX_SUBJECTS, Math.max(20, Math.round(scale.books / 50)));

/** The n-th book, always the same whatever the size of the library but for who wrote it. */
export function bookAt(scale: Scale, n: number): ScaleBook {
  const random = new Random(n);
  const createdAt = scale.today - Math.round(YEARS * 365 * DAY * (1 - (n + 1) / scale.books)) - DAY;
  const [classification, category] = random.pick(CATEGORIES);
  const [publisher, place] = random.pick(HOUSES);
  const subject = (): number => Math.floor(scaleSubjects(scale) * random.fraction() ** 2);
  const subjects = random.chance(0.4) ? [subject(), subject()] : [subject()];
  return {
    n,
    id: scaleId(KIND.book, n, createdAt),
    author: Math.floor(scaleAuthors(scale) * random.fraction() ** 1.6),
    subjects: [...new Set(subjects)],
    category,
    classification,
    language: random.pick(LANGUAGES),
    materialType: random.chance(0.94) ? 'BOOK' : random.pick(['SERIAL', 'AUDIOVISUAL', 'MAP']),
    year: 2026 - Math.floor(60 * random.fraction() ** 2),
    publisher,
    place,
    copies: COPIES[n % COPIES.length] ?? 1,
    borrows: borrowsOf(random),
    createdAt,
  };
}

/** People who write: a name of the archipelago and a word that makes it their own. */
export function scaleAuthorNames(scale: Scale): string[] {
  const random = new Random('authors');
  const words = vocabularyWords();
  const names = new Set<string>();
  while (names.size < scaleAuthors(scale)) {
    const { name } = personName(random);
    const [first = '', ...rest] = name.split(' ');
    const own = random.chance(0.7) ? capital(words[random.int(1_000, 60_000)] ?? '') : '';
    names.add([first, own, ...rest].filter(Boolean).join(' '));
  }
  return [...names];
}

export function scaleSubjectNames(scale: Scale): string[] {
  const random = new Random('subjects');
  const names = new Set<string>();
  while (names.size < scaleSubjects(scale)) names.add(`${capital(drawWord(random))} - ${capital(drawWord(random))}`);
  return [...names];
}
