import type { Actor } from '../kernel/access.ts';
import type { Area, MenuEntry } from '../kernel/http/screen.ts';
import type { Locale, Params } from '../kernel/i18n.ts';

/** What every page says of the library, from its settings. */
export interface Site {
  name: string;
  logo: string | null;
  address: string | null;
  /** false: nobody signs in here. */
  hasAccounts: boolean;
  /** Changes with the accent colour, so that browsers keep /theme.css for long. */
  themeVersion: string;
}

export type MenuOf = (actor: Actor, area: Area) => readonly MenuEntry[];

export const addressOf = ({ path, en }: MenuEntry, locale: Locale): string => (locale === 'en' ? (en ?? path) : path);

/** Where books are looked for; null where that is not served, as beside a SLiMS. */
export function catalogueIn(menu: readonly MenuEntry[], locale: Locale): string | null {
  const entry = menu.find(({ path }) => path === '/katalog');
  return entry ? addressOf(entry, locale) : null;
}

/** What stands around a screen. */
export interface Frame {
  area: Area;
  /** Only what the screen itself shows, for a script that puts it into a page that stands already. */
  bare: boolean;
  locale: Locale;
  actor: Actor;
  theme: 'light' | 'dark' | null;
  site: Site;
  menu: readonly MenuEntry[];
  /** A member’s own pages, beside one another. */
  own: readonly MenuEntry[];
  path: string;
  url: string;
  /** The same screen in the other language, for public pages. */
  twin: string | null;
  base: string;
  clockOffset: boolean;
  news: { code: string; params?: Params } | null;
}
