import { z } from 'zod';
import { prepared } from '../../kernel/prepared.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { readSettings, type Settings } from '../settings/index.ts';

export type CallNumberFormat = Settings['callNumberFormat'];

export interface Described {
  classification?: string | undefined;
  author?: string | undefined;
  title?: string | undefined;
  language?: string | undefined;
  /** Does not leave the house. */
  isReference?: boolean | undefined;
}

/** What stands before a name and is none of it. */
const HONORIFICS = new Set(['prof', 'dr', 'drs', 'dra', 'ir', 'h', 'hj', 'kh', 'k', 'sir']);
/** Words a title is not filed under, by language; Indonesian has none: Si and Sang are part of the name. */
const ARTICLES: Readonly<Record<string, readonly string[]>> = {
  en: ['the', 'a', 'an'],
  nl: ['de', 'het', 'een'],
  de: ['der', 'die', 'das', 'ein', 'eine'],
  fr: ['le', 'la', 'les', 'un', 'une', "l'"],
};

/** Latin letters without their marks; words as they are written, an apostrophe is no gap. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’‘`ʼ]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

const begin = (word: string, letters: number): string => [...word].slice(0, letters).join('');

/** 'Toer, Pramoedya Ananta' is filed under TOE however it is set; 'Prof. Dr. H. Hamka' under HAM. */
function authorLetters(author: string, { authorLetters: letters, authorFrom }: CallNumberFormat): string {
  const surname = author.includes(',') ? (author.split(',')[0] ?? '') : author;
  const words = wordsOf(surname);
  const name = words.filter((word, at) => !(at < words.length - 1 && HONORIFICS.has(word.toLowerCase())));
  const word = author.includes(',') || authorFrom === 'AS_WRITTEN' ? name[0] : name.at(-1);
  return begin(word ?? '', letters).toUpperCase();
}

function titleLetters(title: string, language: string | undefined, letters: number): string {
  const words = wordsOf(title);
  const articles = ARTICLES[language ?? 'en'] ?? [];
  const filed = words.length > 1 && articles.includes((words[0] ?? '').toLowerCase()) ? words[1] : words[0];
  return begin(filed ?? '', letters).toLowerCase();
}

/** '899.221 PRA b'; null where there is no class to begin with. */
export function callNumberOf(book: Described, format: CallNumberFormat): string | null {
  const classification = book.classification?.trim().replace(/\s+/g, ' ');
  if (!classification) return null;
  const prefix = book.isReference ? format.referencePrefix : '';
  const parts = [
    // A class that bears the prefix already gets no second one.
    classification.toUpperCase().startsWith(`${prefix.toUpperCase()} `) ? '' : prefix,
    classification,
    authorLetters(book.author ?? '', format),
    titleLetters(book.title ?? '', book.language, format.titleLetters),
  ];
  return parts.filter(Boolean).join(' ').slice(0, 100);
}

const referenceOnly = prepared<{ loanable: boolean }>(
  'catalog.callNumber.type',
  'select loanable from collection_types where id = $1',
);

export const CallNumberReply = z.object({
  /** null: there is no class to begin with. */
  callNumber: z.string().nullable(),
});

/** As the rules in the settings put it together. Only ever a suggestion: nothing is changed by it. */
export const suggestCallNumber = view({
  name: 'catalog.callNumber',
  permission: 'copy:read',
  input: z.strictObject({
    classification: z.string().max(50).optional(),
    author: z.string().max(255).optional(),
    title: z.string().max(500).optional(),
    language: z.string().max(3).optional(),
    collectionTypeId: Uuid.optional(),
  }),
  async run(ctx, { collectionTypeId, ...book }): Promise<z.output<typeof CallNumberReply>> {
    const { callNumberFormat } = await readSettings(ctx);
    const type = collectionTypeId === undefined ? undefined : await referenceOnly.one(ctx.sql, [collectionTypeId]);
    return { callNumber: callNumberOf({ ...book, isReference: type?.loanable === false }, callNumberFormat) };
  },
});
