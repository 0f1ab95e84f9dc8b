import { z } from 'zod';
import { type CursorPart, encodeCursor, parseCursor } from '../lib/cursor.ts';
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
  /** Of searches: how many of each facet, another spelling to offer, and the one that was searched instead. */
  facets?: Record<string, { value: string; count: number; label?: string }[]>;
  didYouMean?: string;
  searchedFor?: string;
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
  facets: z
    .record(z.string(), z.array(z.object({ value: z.string(), count: z.int(), label: z.string().optional() })))
    .optional(),
  didYouMean: z.string().optional(),
  searchedFor: z.string().optional(),
});

/** Where the page begins; beyond 10,000 rows the caller is sent to the cursor. */
export function offsetOf(input: PageInput): number {
  if (input.page * input.limit > MAX_OFFSET)
    throw failure('VALIDATION_ERROR', 'kernel.page_too_deep', { field: 'page' });
  return (input.page - 1) * input.limit;
}

export { encodeCursor };

/** The parts of a cursor that a list gave; anything else is refused. */
export function decodeCursor(cursor: string, length: number): CursorPart[] {
  const parts = parseCursor(cursor);
  if (parts?.length === length) return parts;
  throw failure('VALIDATION_ERROR', 'kernel.bad_cursor', { field: 'cursor' });
}

/**
 * Builds the page from limit + 1 rows: whether there is more is known without counting.
 * `total` is given where a bounded count was made.
 */
export function pageOf<T>(
  rows: T[],
  input: PageInput,
  cursorOf: (row: T) => readonly CursorPart[],
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
