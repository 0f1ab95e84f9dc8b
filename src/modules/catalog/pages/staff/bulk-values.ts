import type { z } from 'zod';
import type { BulkChange } from '../../bulk/change.ts';
import { TEXT_FIELDS } from '../../bulk/change.ts';
import { filterIn } from './list-query.ts';

export const BULK_FIELDS = [
  ...TEXT_FIELDS.filter((field) => field !== 'copyLocation'),
  'subjects',
  'materialType',
  'status',
  'collectionTypeId',
  'branchId',
  'copyLocation',
] as const;
export type BulkField = (typeof BULK_FIELDS)[number];

const isText = (field: BulkField): boolean => TEXT_FIELDS.some((name) => name === field);

/** What may be done with a field. A language or a place is set or left. */
export const modesOf = (field: BulkField): readonly ('set' | 'replace' | 'append')[] =>
  field === 'language'
    ? ['set', 'replace']
    : isText(field) || field === 'subjects'
      ? ['set', 'replace', 'append']
      : ['set'];

type Change = z.input<typeof BulkChange>;

/** The changes that an address says: of each field what is done, what is looked for and what comes instead. */
export function changesIn(values: URLSearchParams): Change[] {
  return BULK_FIELDS.flatMap((field): Change[] => {
    const mode = values.get(`cara.${field}`) ?? '';
    if (mode === '') return [];
    const value = values.get(`nilai.${field}`) ?? '';
    const find = values.get(`cari.${field}`) || undefined;
    if (field === 'subjects') return [{ field, mode: mode as 'set', value: subjectsIn(value), find }];
    if (isText(field)) return [{ field, mode, value, find } as Change];
    return [{ field, mode: 'set', value } as Change];
  });
}

const subjectsIn = (text: string): string[] =>
  text
    .split(/[;\n]/)
    .map((name) => name.trim())
    .filter(Boolean);

/** Picked rows, or everything that the filter finds. */
export function chosenIn(values: URLSearchParams) {
  const ids = [...new Set(values.getAll('buku').filter(Boolean))];
  return values.get('semua') === 'ya' ? { filter: filterIn(values) } : { ids };
}

export const isChosen = (values: URLSearchParams): boolean =>
  values.get('semua') === 'ya' || values.getAll('buku').some(Boolean);

const OWN = ['_key', '_version', 'kumpulan'];

/** Everything that says which books and which changes, to be carried on. */
export const carried = (values: URLSearchParams): [string, string][] =>
  [...values].filter(([name, value]) => value !== '' && !OWN.includes(name));
