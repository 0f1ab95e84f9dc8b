import { z } from 'zod';
import { holds } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { Moment } from '../../kernel/validation.ts';

export const BOOK_STATUSES = ['ACTIVE', 'DAMAGED', 'LOST', 'ARCHIVED'] as const;

/** S1's fields, and what a line of a list shows besides. */
export const BookLine = z.object({
  id: z.uuid(),
  title: z.string(),
  author: z.string(),
  isbn: z.string().nullable(),
  category: z.string(),
  stock: z.int(),
  available: z.int(),
  publishedYear: z.int().nullable(),
  publisher: z.string().nullable(),
  description: z.string().nullable(),
  coverImage: z.string().nullable(),
  location: z.string().nullable(),
  totalBorrows: z.int(),
  rating: z.number(),
  reviewCount: z.int(),
  status: z.enum(BOOK_STATUSES),
  createdAt: Moment,
  updatedAt: Moment,
  materialType: z.string(),
  language: z.string().nullable(),
  classification: z.string().nullable(),
  callNumber: z.string().nullable(),
  flags: z.array(z.string()),
  version: z.int(),
});
export type BookLine = z.output<typeof BookLine>;

const Named = z.object({ id: z.uuid(), name: z.string() });

export const BookReply = BookLine.extend({
  place: z.string().nullable(),
  edition: z.string().nullable(),
  series: z.string().nullable(),
  pages: z.string().nullable(),
  archivedAt: Moment.nullable(),
  contributors: z.array(Named.extend({ role: z.string() })),
  subjects: z.array(Named),
  availability: z.array(z.object({ branchId: z.uuid(), branch: z.string(), stock: z.int(), available: z.int() })),
  holdsWaiting: z.int(),
  can: z.object({ update: z.boolean(), addCopies: z.boolean(), archive: z.boolean(), restore: z.boolean() }),
  why: z.record(z.string(), z.string()),
});
export type Book = z.output<typeof BookReply>;

/** Who works with copies also sees what is archived or missing. */
export const seesHidden = (ctx: Ctx): boolean => holds(ctx.actor, 'copy:read');

type Situation = Pick<Book, 'status' | 'holdsWaiting'> & { out: number };

const ACTIONS = {
  update: 'book:update',
  addCopies: 'copy:create',
  archive: 'book:delete',
  restore: 'book:delete',
} as const;

/** What the actor may do next, and why not. */
export function bookActions(ctx: Ctx, book: Situation): Pick<Book, 'can' | 'why'> {
  const isArchived = book.status === 'ARCHIVED';
  const obstacle = {
    update: isArchived ? 'catalog.archived' : undefined,
    addCopies: isArchived ? 'catalog.archived' : undefined,
    archive: isArchived
      ? 'catalog.archived'
      : book.out > 0
        ? 'catalog.copies_out'
        : book.holdsWaiting > 0
          ? 'catalog.holds_waiting'
          : undefined,
    restore: isArchived ? undefined : 'catalog.not_archived',
  };
  const why: Record<string, string> = {};
  for (const [action, permission] of Object.entries(ACTIONS) as [keyof typeof ACTIONS, string][]) {
    const reason = holds(ctx.actor, permission) ? obstacle[action] : noPermission(ctx);
    if (reason) why[action] = reason;
  }
  const may = (action: string): boolean => why[action] === undefined;
  return {
    can: { update: may('update'), addCopies: may('addCopies'), archive: may('archive'), restore: may('restore') },
    why,
  };
}

export const noPermission = (ctx: Ctx): string =>
  ctx.actor.kind === 'anonymous' ? 'kernel.sign_in' : 'kernel.forbidden';

/** Where a cover is seen: a picture we keep, or the address an import brought. The key changes with the picture. */
export function coverAddress(id: string, key: string | null): string | null {
  if (key === null || /^https?:/.test(key)) return key;
  return `/api/v1/books/${id}/cover?v=${key.slice(key.lastIndexOf('-') + 1, key.lastIndexOf('.'))}`;
}
