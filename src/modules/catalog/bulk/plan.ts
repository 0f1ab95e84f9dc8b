import { inBranchScope, type Scope } from '../../../kernel/access.ts';
import { type CopyStatus, isBusy } from '../copy.ts';
import { headingKey } from '../headings.ts';
import type { BulkChange, TextField } from './change.ts';

export interface BulkCopy {
  id: string;
  barcode: string;
  branchId: string;
  collectionTypeId: string;
  location: string | null;
  status: CopyStatus;
  version: number;
}

export interface BulkColumns {
  category: string;
  location: string | null;
  classification: string | null;
  callNumber: string | null;
  language: string | null;
  materialType: string;
  status: string;
}
export const COLUMNS = [
  'category',
  'location',
  'classification',
  'callNumber',
  'language',
  'materialType',
  'status',
] as const satisfies readonly (keyof BulkColumns)[];

export interface BulkBook extends BulkColumns {
  id: string;
  title: string;
  version: number;
  flags: string[];
  subjects: string[];
  copies: BulkCopy[];
}

export type CopyPlaces = Pick<BulkCopy, 'branchId' | 'collectionTypeId' | 'location'>;

export interface BookPlan {
  readonly book: BulkBook;
  /** Columns as they shall be; null: none of them changes. */
  readonly columns: BulkColumns | null;
  readonly subjects: readonly string[] | null;
  readonly copies: readonly { copy: BulkCopy; now: CopyPlaces }[];
  /** Why nothing of this book is changed: a message code. */
  readonly refused: string | null;
  /** Copies that stay as they are, by reason. */
  readonly copiesRefused: readonly string[];
}

const MOST: Readonly<Record<TextField, number>> = {
  category: 100,
  location: 100,
  classification: 50,
  callNumber: 100,
  language: 3,
  copyLocation: 100,
};
const MOST_SUBJECTS = 50;

/** Every occurrence, as it is written: a librarian's find-and-replace knows no patterns. */
function textAfter(
  before: string | null,
  { mode, value, find }: { mode: string; value: string; find?: string | undefined },
) {
  if (mode === 'set') return value.trim() || null;
  if (mode === 'append') return `${before ?? ''}${value}`.trim() || null;
  return before === null ? null : before.replaceAll(find ?? '', value).trim() || null;
}

function subjectsAfter(before: readonly string[], change: Extract<BulkChange, { field: 'subjects' }>): string[] {
  const key = headingKey(change.find ?? '');
  const wanted =
    change.mode === 'set'
      ? change.value
      : change.mode === 'append'
        ? [...before, ...change.value]
        : before.flatMap((name) => (headingKey(name) === key ? change.value : [name]));
  return [...new Map(wanted.map((name) => [headingKey(name), name])).values()];
}

const badText = (field: TextField, text: string | null): string | null => {
  if (text !== null && text.length > MOST[field]) return 'catalog.bulk_too_long';
  if (field === 'category' && text === null) return 'catalog.category_required';
  if (field === 'language' && text !== null && !/^[a-z]{2,3}$/.test(text)) return 'catalog.bad_language';
  return null;
};

interface Draft {
  columns: BulkColumns;
  subjects: string[];
  copy: (copy: BulkCopy) => CopyPlaces;
  refused: string | null;
}

function apply(draft: Draft, change: BulkChange): void {
  const placed = draft.copy;
  switch (change.field) {
    case 'subjects':
      draft.subjects = subjectsAfter(draft.subjects, change);
      if (draft.subjects.length > MOST_SUBJECTS) draft.refused ??= 'catalog.bulk_too_many_subjects';
      return;
    case 'materialType':
    case 'status':
      draft.columns = { ...draft.columns, [change.field]: change.value };
      return;
    case 'branchId':
    case 'collectionTypeId':
      draft.copy = (copy) => ({ ...placed(copy), [change.field]: change.value });
      return;
    case 'copyLocation':
      draft.copy = (copy) => {
        const location = textAfter(copy.location, change);
        if (badText('copyLocation', location)) draft.refused ??= 'catalog.bulk_too_long';
        return { ...placed(copy), location };
      };
      return;
    default: {
      const text = textAfter(draft.columns[change.field], change);
      const now = change.field === 'language' ? (text?.toLowerCase() ?? null) : text;
      draft.refused ??= badText(change.field, now);
      draft.columns = { ...draft.columns, [change.field]: now };
    }
  }
}

const placesOf = ({ branchId, collectionTypeId, location }: BulkCopy): CopyPlaces => ({
  branchId,
  collectionTypeId,
  location,
});
const differs = (a: object, b: object): boolean => JSON.stringify(a) !== JSON.stringify(b);
const columnsOf = (book: BulkBook): BulkColumns => ({
  category: book.category,
  location: book.location,
  classification: book.classification,
  callNumber: book.callNumber,
  language: book.language,
  materialType: book.materialType,
  status: book.status,
});

/** What becomes of one book, and why not: the same for the preview and for the deed. `reach` is of copies. */
export function planFor(book: BulkBook, changes: readonly BulkChange[], reach: Scope): BookPlan {
  const before = columnsOf(book);
  const draft: Draft = { columns: before, subjects: book.subjects, copy: placesOf, refused: null };
  for (const change of changes) apply(draft, change);
  const moved = book.copies.flatMap((copy) => {
    const now = draft.copy(copy);
    return differs(now, placesOf(copy)) ? [{ copy, now }] : [];
  });
  const refused = book.status === 'ARCHIVED' ? 'catalog.archived' : draft.refused;
  if (refused) return { book, columns: null, subjects: null, copies: [], refused, copiesRefused: [] };
  const judged = moved.map((one) => ({ ...one, no: whyNot(one.copy, one.now, reach) }));
  return {
    book,
    columns: differs(draft.columns, before) ? draft.columns : null,
    subjects: differs([...draft.subjects].sort(), [...book.subjects].sort()) ? draft.subjects : null,
    copies: judged.filter(({ no }) => no === null).map(({ copy, now }) => ({ copy, now })),
    refused: null,
    copiesRefused: judged.flatMap(({ no }) => no ?? []),
  };
}

function whyNot(copy: BulkCopy, now: CopyPlaces, reach: Scope): string | null {
  if (!inBranchScope(reach, copy.branchId)) return 'catalog.bulk_elsewhere';
  return now.branchId !== copy.branchId && isBusy(copy.status) ? 'catalog.copy_busy' : null;
}

export const changesAnything = (plan: BookPlan): boolean =>
  plan.columns !== null || plan.subjects !== null || plan.copies.length > 0;
