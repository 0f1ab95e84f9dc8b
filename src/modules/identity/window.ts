import { decodeCursor, offsetOf, type PageInput } from '../../kernel/page.ts';

/** What one page asks of the database: one row more than it shows, after a row or from an offset. */
export interface Window {
  after: string | null;
  limit: number;
  offset: number;
}

export function windowOf(page: PageInput): Window {
  const limit = page.limit + 1;
  if (page.cursor === undefined) return { after: null, limit, offset: offsetOf(page) };
  return { after: String(decodeCursor(page.cursor, 1)[0]), limit, offset: 0 };
}
