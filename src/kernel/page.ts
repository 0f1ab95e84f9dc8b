import { z } from 'zod';
import { failure } from './errors.ts';

export const MAX_OFFSET = 10_000;
/** Totals are exact up to here, then a lower bound. */
export const COUNT_BOUND = 10_000;

/** Query of every list: numbered pages for people, a cursor for machines and for growing lists. */
export const PageQuery = z.object({
  page: z.coerce.number().int().positive().max(1_000_000).default(1),
  limit: z.coerce.number().int().positive().max(100).default(20),
  cursor: z.string().max(500).optional(),
});
export type PageInput = z.output<typeof PageQuery>;

export interface PageMeta {
  page?: number;
  limit: number;
  total?: number;
  totalPages?: number;
  totalIsLowerBound?: boolean;
  hasNext: boolean;
  hasPrev: boolean;
  nextCursor?: string | null;
}

export interface Page<T> {
  items: T[];
  meta: PageMeta;
}

export const PageMetaReply = z.object({
  page: z.int().optional(),
  limit: z.int(),
  total: z.int().optional(),
  totalPages: z.int().optional(),
  totalIsLowerBound: z.boolean().optional(),
  hasNext: z.boolean(),
  hasPrev: z.boolean(),
  nextCursor: z.string().nullable().optional(),
});

/** Where the page begins; beyond 10,000 rows the caller is sent to the cursor. */
export function offsetOf(input: PageInput): number {
  if (input.page * input.limit > MAX_OFFSET)
    throw failure('VALIDATION_ERROR', 'kernel.page_too_deep', { field: 'page' });
  return (input.page - 1) * input.limit;
}

/** The sort key and id of the last row, opaque to callers. */
export const encodeCursor = (parts: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

export function decodeCursor(cursor: string, length: number): (string | number | null)[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parts) && parts.length === length && parts.every(isCursorPart)) return parts;
  } catch {
    // falls through to the refusal below
  }
  throw failure('VALIDATION_ERROR', 'kernel.bad_cursor', { field: 'cursor' });
}

const isCursorPart = (part: unknown): part is string | number | null =>
  part === null ||
  (typeof part === 'string' && !part.includes('\u0000') && part.isWellFormed()) ||
  typeof part === 'number';

/**
 * Builds the page from limit + 1 rows: whether there is more is known without counting.
 * `total` is given where a bounded count was made.
 */
export function pageOf<T>(
  rows: T[],
  input: PageInput,
  cursorOf: (row: T) => readonly (string | number | null)[],
  total?: number,
): Page<T> {
  const items = rows.slice(0, input.limit);
  const last = items.at(-1);
  const hasNext = rows.length > input.limit;
  const meta: PageMeta = {
    limit: input.limit,
    hasNext,
    hasPrev: input.cursor !== undefined || input.page > 1,
    nextCursor: hasNext && last ? encodeCursor(cursorOf(last)) : null,
  };
  if (input.cursor === undefined) meta.page = input.page;
  if (total === undefined) return { items, meta };
  const bounded = Math.min(total, COUNT_BOUND);
  meta.total = bounded;
  meta.totalPages = Math.ceil(bounded / input.limit);
  if (total > COUNT_BOUND) meta.totalIsLowerBound = true;
  return { items, meta };
}
