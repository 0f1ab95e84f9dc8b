import type { StoredPerson } from './snapshots.ts';

export interface PersonLine {
  member_id: string;
  member_name: string;
  total: number;
}

/** Who looks: everybody, whoever may see all readers by name, or those of some branches only. */
export type Reader = 'public' | 'full' | ReadonlySet<string>;

const first = (word: string): string => [...word][0] ?? '';
/** 'Sari Dewi Lestari' -> 'S*** D*** L***': how long the words are does not show. */
export const maskedName = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 3)
    .map((word) => `${first(word)}***`)
    .join(' ') || '***';
export const maskedNumber = (number: string): string => `${first(number)}***`;

const seesAll = (reader: Reader, person: StoredPerson): boolean =>
  reader === 'full' || (typeof reader !== 'string' && person.branch_id !== null && reader.has(person.branch_id));

/** The number on a card is what its holder signs in with: it stays hidden even where the name is shown. */
export function shownPerson(reader: Reader, p: StoredPerson): PersonLine {
  if (seesAll(reader, p)) return { member_id: p.member_id, member_name: p.member_name, total: p.total };
  const name = p.is_public ? p.member_name : maskedName(p.member_name);
  return { member_id: maskedNumber(p.member_id), member_name: name, total: p.total };
}
