import { hasMessage, type Locale } from '../../../kernel/i18n.ts';
import type { Words } from '../../../ui/words.ts';

const languages = {
  id: new Intl.DisplayNames('id', { type: 'language', fallback: 'code' }),
  en: new Intl.DisplayNames('en', { type: 'language', fallback: 'code' }),
} as const;
/** MARC's bibliographic codes where they are not those of ISO 639-3. */
const MARC_CODES: Readonly<Record<string, string>> = {
  chi: 'zho',
  dut: 'nld',
  fre: 'fra',
  ger: 'deu',
  gre: 'ell',
  may: 'msa',
  per: 'fas',
};

/** Looking a name up costs more than the rest of a row; a library has few languages, and codes of three letters at most. */
const told = new Map<string, string>();

export function languageName(locale: Locale, code: string): string {
  const key = `${locale} ${code}`;
  const known = told.get(key) ?? nameOf(locale, code);
  told.set(key, known);
  return known;
}

function nameOf(locale: Locale, code: string): string {
  try {
    return languages[locale].of(MARC_CODES[code] ?? code) ?? code;
  } catch {
    return code;
  }
}

/** A kind of material in words; one that a library made itself stays as it is written. */
export function materialName(words: Words, type: string): string {
  const code = `catalog.material.${type}`;
  return hasMessage(code) ? words(code) : type.charAt(0) + type.slice(1).toLowerCase().replaceAll('_', ' ');
}
