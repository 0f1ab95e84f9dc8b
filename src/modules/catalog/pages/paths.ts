import type { Locale } from '../../../kernel/i18n.ts';

/** Addresses of the public catalogue in the reader's language. */
export const resultsPath = (locale: Locale): string => (locale === 'en' ? '/en/catalog' : '/katalog');
export const bookPath = (locale: Locale, id: string): string => `${resultsPath(locale)}/${id}`;
export const authorsPath = (locale: Locale): string => (locale === 'en' ? '/en/authors' : '/pengarang');
export const subjectsPath = (locale: Locale): string => (locale === 'en' ? '/en/subjects' : '/subjek');
export const headingPath = (locale: Locale, kind: 'AUTHOR' | 'SUBJECT', id: string): string =>
  `${kind === 'AUTHOR' ? authorsPath(locale) : subjectsPath(locale)}/${id}`;
