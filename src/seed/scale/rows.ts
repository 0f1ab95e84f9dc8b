import { personName } from '../demo/data/names.ts';
import type { Ground } from '../demo/ground.ts';
import { Random } from '../random.ts';
import { bookAt, type Scale, type ScaleBook, scaleAuthorNames, scaleSubjectNames, titleAt } from './catalogue.ts';
import type { Value } from './copy.ts';
import { KIND, scaleId } from './ids.ts';
import { copyStatus, loansOf } from './lending.ts';

type Row = readonly Value[];

/** What all generators need to know. */
export interface Making {
  scale: Scale;
  ground: Ground;
  authors: readonly string[];
  subjects: readonly string[];
  barcode(n: number): string;
  memberNumber(n: number): string;
}

export const nameLists = (scale: Scale) => ({ authors: scaleAuthorNames(scale), subjects: scaleSubjectNames(scale) });

function* books(scale: Scale): Generator<ScaleBook> {
  for (let n = 0; n < scale.books; n++) yield bookAt(scale, n);
}

const moment = (at: number): string => new Date(at).toISOString();
const headingAt = (scale: Scale): number => scale.today - 3_651 * 86_400_000;
const authorId = (scale: Scale, n: number): string => scaleId(KIND.author, n, headingAt(scale));
const subjectId = (scale: Scale, n: number): string => scaleId(KIND.subject, n, headingAt(scale));
const DAY = 86_400_000;

/** Numbers of the national agency, with their check digit; four in ten books have none. */
export function isbnAt(n: number): string | null {
  if (n % 10 < 4) return null;
  const first = `${n < 1_000_000 ? '978602' : '978623'}${String(n % 1_000_000).padStart(6, '0')}`;
  let sum = 0;
  for (let at = 0; at < 12; at++) sum += Number(first[at]) * (at % 2 === 0 ? 1 : 3);
  return `${first}${(10 - (sum % 10)) % 10}`;
}

export const callNumberAt = (book: ScaleBook, author: string, title: string): string =>
  `${book.classification} ${(author.split(' ').at(-1) ?? '').slice(0, 3).toUpperCase()} ${title.slice(0, 1).toLowerCase()}`;

export const HEADING_COLUMNS = 'id, kind, name, normalised, created_at, updated_at';
export function* headingRows(
  { scale, authors, subjects }: Making,
  normalised: (name: string) => string,
): Generator<Row> {
  const at = moment(headingAt(scale));
  for (const [n, name] of authors.entries()) yield [authorId(scale, n), 'AUTHOR', name, normalised(name), at, at];
  for (const [n, name] of subjects.entries()) yield [subjectId(scale, n), 'SUBJECT', name, normalised(name), at, at];
}

export const BOOK_COLUMNS = `id, title, author, isbn, category, material_type, language, published_year, publisher, place,
  pages, classification, call_number, created_at, updated_at`;
export function* bookRows({ scale, authors }: Making): Generator<Row> {
  for (const book of books(scale)) {
    const title = titleAt(book.n);
    const author = authors[book.author] ?? '';
    const at = moment(book.createdAt);
    const { category, materialType, language, year, publisher, place, classification } = book;
    const pages = `${40 + (book.n % 400)} hlm.`;
    const call = callNumberAt(book, author, title);
    const isbn = isbnAt(book.n);
    yield [
      book.id,
      title,
      author,
      isbn,
      category,
      materialType,
      language,
      year,
      publisher,
      place,
      pages,
      classification,
      call,
      at,
      at,
    ];
  }
}

export const CONTRIBUTOR_COLUMNS = 'book_id, heading_id, role, position';
export function* contributorRows({ scale }: Making): Generator<Row> {
  for (const book of books(scale)) yield [book.id, authorId(scale, book.author), 'AUTHOR', 0];
}

export const SUBJECT_COLUMNS = 'book_id, heading_id';
export function* subjectRows({ scale }: Making): Generator<Row> {
  for (const book of books(scale)) for (const n of book.subjects) yield [book.id, subjectId(scale, n)];
}

const copyId = (book: ScaleBook, copy: number): string => scaleId(KIND.copy, book.n * 8 + copy, book.createdAt);
/** Half stand in the main branch. */
const PLACES = ['central', 'central', 'second', 'central', 'second', 'van', 'central', 'second'] as const;
export const branchOfCopy = ({ branches }: Ground, book: ScaleBook, copy: number): string =>
  branches[PLACES[(book.n * 3 + copy) % PLACES.length] ?? 'central'];

export const COPY_COLUMNS = `id, book_id, barcode, branch_id, collection_type_id, status, withdrawn_at, withdrawn_reason, price,
  acquired_on, created_at, updated_at`;
export function* copyRows({ scale, ground, barcode }: Making): Generator<Row> {
  let number = 0;
  for (const book of books(scale)) {
    const loans = loansOf(scale, book);
    const at = moment(book.createdAt);
    const collection = ground.collections[book.n % 50 === 49 ? 'reference' : 'general'];
    for (let copy = 0; copy < book.copies; copy++) {
      const status = copyStatus(book, copy, loans);
      const gone = status === 'WITHDRAWN' ? moment(scale.today - DAY) : null;
      const place = branchOfCopy(ground, book, copy);
      const price = 20_000 + (book.n % 300) * 500;
      number += 1;
      yield [
        copyId(book, copy),
        book.id,
        barcode(number),
        place,
        collection,
        status,
        gone,
        gone && 'Rusak berat',
        price,
        at.slice(0, 10),
        at,
        at,
      ];
    }
  }
}

export const MEMBER_COLUMNS =
  'id, member_id, member_type_id, branch_id, name, email, join_date, expiry_date, created_at, updated_at';
const memberAt = (scale: Scale, n: number): number =>
  scale.today - Math.round(4 * 365 * DAY * (1 - n / scale.members)) - 400 * DAY;
const memberId = (scale: Scale, n: number): string => scaleId(KIND.member, n, memberAt(scale, n));
export function* memberRows({ scale, ground, memberNumber }: Making): Generator<Row> {
  const random = new Random('members of scale');
  const branches = Object.values(ground.branches);
  const expiry = moment(scale.today + 700 * DAY).slice(0, 10);
  for (let n = 0; n < scale.members; n++) {
    const at = moment(memberAt(scale, n));
    const type = ground.kinds[n % ground.kinds.length]?.typeId ?? '';
    const mail = n % 3 === 0 ? `anggota${n}@surel.example` : null;
    const branch = branches[n % branches.length] ?? '';
    yield [
      memberId(scale, n),
      memberNumber(n + 1),
      type,
      branch,
      personName(random).name,
      mail,
      at.slice(0, 10),
      expiry,
      at,
      at,
    ];
  }
}

export const BORROWING_COLUMNS = `id, copy_id, book_id, member_id, branch_id, rule_id, borrow_date, due_date, return_date,
  return_branch_id, status, outcome, created_at, updated_at`;
export function* borrowingRows({ scale, ground }: Making): Generator<Row> {
  let n = 0;
  for (const book of books(scale)) {
    for (const loan of loansOf(scale, book)) {
      const place = branchOfCopy(ground, book, loan.copy);
      const type = ground.kinds[loan.member % ground.kinds.length]?.typeId ?? '';
      const rule = ground.ruleFor(type, place).id;
      const isBack = loan.returnDate !== null;
      const status = isBack ? 'RETURNED' : loan.dueDate < scale.today ? 'OVERDUE' : 'BORROWED';
      const [out, due] = [moment(loan.borrowDate), moment(loan.dueDate)];
      const back = loan.returnDate === null ? null : moment(loan.returnDate);
      const touched = back ?? (status === 'OVERDUE' ? moment(scale.today) : out);
      const ids = [copyId(book, loan.copy), book.id, memberId(scale, loan.member), place, rule];
      n += 1;
      yield [
        scaleId(KIND.borrowing, n, loan.borrowDate),
        ...ids,
        out,
        due,
        back,
        isBack ? place : null,
        status,
        isBack ? 'RETURNED' : null,
        out,
        touched,
      ];
    }
  }
}
