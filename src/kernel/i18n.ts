export type Locale = 'id' | 'en';
export type Text = Readonly<Record<Locale, string>>;
export type Params = Readonly<Record<string, string | number>>;

const catalogue = new Map<string, Text>();

/** Adds a module's messages. Keys are dotted codes; `{name}` is filled from params. */
export function messages<const M extends Record<string, Text>>(entries: M): M {
  for (const [code, text] of Object.entries(entries)) {
    if (catalogue.has(code) && catalogue.get(code) !== text) throw new Error(`message ${code} is defined twice`);
    catalogue.set(code, text);
  }
  return entries;
}

export const hasMessage = (code: string): boolean => catalogue.has(code);
export const allMessages = (): ReadonlyMap<string, Text> => catalogue;

export function translate(locale: Locale, code: string, params: Params = {}): string {
  const text = catalogue.get(code)?.[locale] ?? code;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** First language of Accept-Language that we speak; Indonesian otherwise. */
export function localeFrom(acceptLanguage: string | undefined): Locale {
  for (const part of (acceptLanguage ?? '').split(',')) {
    const tag = part.trim().slice(0, 2).toLowerCase();
    if (tag === 'id' || tag === 'en') return tag;
  }
  return 'id';
}
