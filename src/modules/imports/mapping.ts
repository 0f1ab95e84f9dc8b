import { invalid } from '../../kernel/errors.ts';
import { BOOK_FIELDS, guessBookField, isBookField } from '../catalog/index.ts';
import { guessMemberField, isMemberField, MEMBER_FIELDS } from '../members/index.ts';
import type { ImportRow, Kind, Mapping } from './import.ts';

interface Fields {
  readonly all: readonly string[];
  /** Without it a row says nothing. */
  readonly needed: string;
  guess(header: string): string | undefined;
  has(name: string): boolean;
}

export const FIELDS: Readonly<Record<Kind, Fields>> = {
  BOOKS: { all: BOOK_FIELDS, needed: 'title', guess: guessBookField, has: isBookField },
  MEMBERS: { all: MEMBER_FIELDS, needed: 'name', guess: guessMemberField, has: isMemberField },
};

/** By the words libraries use for columns, ours and those of SLiMS and INLIS; what nobody knows is passed over. */
export const guessed = (kind: Kind, columns: readonly string[]): Mapping =>
  columns.map((header) => ({ header, field: FIELDS[kind].guess(header) ?? null }));

/** A profile says what it knows of; other columns keep what was guessed. */
export function withProfile(mapping: Mapping, profile: Mapping): Mapping {
  const known = new Map(profile.map(({ header, field }) => [header.toLowerCase(), field]));
  return mapping.map(({ header, field }) => ({ header, field: known.get(header.toLowerCase()) ?? field }));
}

export const hasNeeded = (kind: Kind, mapping: Mapping): boolean =>
  mapping.some(({ field }) => field === FIELDS[kind].needed);

/** Only columns the file has, only fields there are, and the one without which nothing can be kept. */
export function requireMapping({ kind, sniffed }: Pick<ImportRow, 'kind' | 'sniffed'>, given: Mapping): Mapping {
  const fields = FIELDS[kind];
  for (const [at, { header, field }] of given.entries()) {
    if (!sniffed.columns.includes(header)) throw invalid(`mapping.${at}.header`, 'imports.no_such_column', { header });
    if (field !== null && !fields.has(field)) throw invalid(`mapping.${at}.field`, 'imports.no_such_field', { field });
  }
  const chosen = new Map(given.map(({ header, field }) => [header, field]));
  const mapping = sniffed.columns.map((header) => ({ header, field: chosen.get(header) ?? null }));
  if (!hasNeeded(kind, mapping)) throw invalid('mapping', `imports.needs.${fields.needed}`);
  return mapping;
}
