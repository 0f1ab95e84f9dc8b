import { failure } from '../../../kernel/errors.ts';
import { flavourOf, type MarcFlavour } from '../../../lib/marc/flavour.ts';
import type { MarcAccepted } from '../../../lib/marc/reader.ts';
import type { MarcRecord } from '../../../lib/marc/record.ts';
import { NO_AUTHOR } from '../create-books.ts';
import { ANONYMOUS, cut, type Draft, type Flag, NO_CATEGORY, yearOf } from '../import/draft.ts';
import { categoryOf, type Described, isbnIn } from './described.ts';
import { itemsOf } from './items.ts';
import { keptOf } from './kept.ts';
import { describeMarc21 } from './marc21.ts';
import { describeUnimarc } from './unimarc.ts';

export interface MarcWishes {
  readonly year: number;
  /** Copies from the record's own item fields. */
  readonly items: boolean;
}

export const describe = (record: MarcRecord, flavour: MarcFlavour): Described =>
  flavour === 'UNIMARC' ? describeUnimarc(record) : describeMarc21(record);

/** The book a record describes; a second and third draft where its copies are at several branches. */
export function draftsOf(read: MarcAccepted, isIso: boolean, wishes: MarcWishes): Draft[] {
  const { record, problems } = read;
  const flavour = flavourOf(record);
  const flags = problems.map(({ code }) => `marc_repaired:${code.slice('marc.'.length)}`);
  const book = bookOf(describe(record, flavour), wishes.year, flags);
  const marc = keptOf(record, flavour, isIso ? read.raw : null);
  const line = read.index + 1;
  const none = [{ barcodes: [], branch: undefined, price: null }];
  const items = wishes.items ? itemsOf(record, (name, value) => void flags.push(`${name}:${value}`)) : [];
  return (items.length > 0 ? items : none).map((item) => ({ line, book, stock: item.barcodes.length, marc, ...item }));
}

/** Within the limits of the columns; what does not fit is flagged, and stays in the record. */
export function bookOf(found: Described, thisYear: number, flags: string[]): Draft['book'] {
  if (found.title === '') throw failure('VALIDATION_ERROR', 'catalog.title_required', { field: 'title' });
  const flag: Flag = (name, value = '') => void flags.push(value ? `${name}:${value.slice(0, 100)}` : name);
  const fitted = (text: string | null, max: number, name: string): string | null => {
    if (text !== null && text.length > max) flag(`${name}_cut`);
    return text === null ? null : cut(text, max);
  };
  const contributors = found.contributors
    .slice(0, 50)
    .map(({ name, role }) => ({ name: fitted(name, 255, 'author') ?? '', role }));
  const author = contributors.find(({ role }) => role === 'AUTHOR') ?? contributors[0];
  if (!author) flag(NO_AUTHOR);
  const category = categoryOf(found.classification);
  if (category === undefined) flag('no_category');
  return {
    title: fitted(found.title, 500, 'title') ?? '',
    author: author?.name ?? ANONYMOUS,
    contributors,
    category: category ?? NO_CATEGORY,
    isbn: isbnOf(found.isbns, flag),
    publishedYear: yearOf(found.year, thisYear, flag),
    publisher: fitted(found.publisher, 255, 'publisher'),
    place: fitted(found.place, 255, 'place'),
    edition: fitted(found.edition, 255, 'edition'),
    series: fitted(found.series, 500, 'series'),
    pages: fitted(found.pages, 100, 'pages'),
    classification: fitted(found.classification, 50, 'classification'),
    callNumber: fitted(found.callNumber, 100, 'call_number'),
    description: fitted(found.description, 5000, 'description'),
    location: null,
    language: found.language,
    materialType: found.materialType,
    subjects: [...new Set(found.subjects.map((name) => cut(name, 255)))].slice(0, 50),
    flags,
  };
}

function isbnOf(texts: readonly string[], flag: Flag): string | null {
  const isbn = isbnIn(texts);
  if (isbn === null && texts[0]) flag('bad_isbn', texts[0]);
  return isbn;
}
