/** Codes of the Library of Congress's list, and the words that stand in $e, English and Indonesian. */
const WORDS = {
  AUTHOR: 'aut cre aus dis author creator writer pengarang penulis pencipta',
  EDITOR: 'edt edc edm red editor redactor penyunting redaktur',
  TRANSLATOR: 'trl translator penerjemah alihbahasa pengalihbahasa',
  ILLUSTRATOR: 'ill art illustrator artist ilustrator pelukis penggambar',
  COMPILER: 'com compiler penyusun penghimpun kompilator',
  PHOTOGRAPHER: 'pht photographer fotografer',
  COMPOSER: 'cmp composer komponis penggubah',
  DIRECTOR: 'drt director sutradara',
  ADVISOR: 'ths dgs advisor adviser supervisor pembimbing promotor',
  CONTRIBUTOR: 'ctb contributor kontributor',
} as const;
type Role = keyof typeof WORDS;

const ROLES = new Map(
  Object.entries(WORDS).flatMap(([role, words]) => words.split(' ').map((word) => [word, role as Role] as const)),
);
/** UNIMARC's numbers, $4. */
const UNIMARC: Readonly<Record<string, Role>> = {
  '070': 'AUTHOR',
  '340': 'EDITOR',
  '651': 'EDITOR',
  '730': 'TRANSLATOR',
  '440': 'ILLUSTRATOR',
  '220': 'COMPILER',
  '600': 'PHOTOGRAPHER',
  '230': 'COMPOSER',
  '300': 'DIRECTOR',
  '727': 'ADVISOR',
  '205': 'CONTRIBUTOR',
};

/** What somebody did, from what the field says; `usual` where it says nothing, OTHER where it says something else. */
export function roleOf(terms: readonly string[], usual: string): string {
  const words = terms
    .map((term) =>
      term
        .toLowerCase()
        .replace(/^.*\//, '')
        .replace(/[^\p{L}\d]/gu, ''),
    )
    .filter(Boolean);
  if (words.length === 0) return usual;
  const known = words.map((word) => UNIMARC[word] ?? ROLES.get(word)).find((role) => role !== undefined);
  return known ?? 'OTHER';
}

/** The code for a role, or null where there is none to be had. */
export const relatorOf = (role: string): string | null =>
  role === 'OTHER'
    ? 'oth'
    : Object.hasOwn(WORDS, role) && role !== 'CONTRIBUTOR'
      ? (WORDS[role as Role].split(' ')[0] ?? null)
      : null;

export const unimarcNumber = (role: string): string | null =>
  Object.entries(UNIMARC).find(([, each]) => each === role)?.[0] ?? null;
