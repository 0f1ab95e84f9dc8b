import { z } from 'zod';
import { holds, SIGNED_IN, scopeFor } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { view } from '../../../kernel/view.ts';
import { listMembers } from '../../members/index.ts';
import { search } from '../../search/index.ts';

export interface Hit {
  href: string;
  title: string;
  about: string;
}

export interface Found {
  books: Hit[];
  copies: Hit[];
  members: Hit[];
}

const MOST = 6;
const SHORTEST = 2;

/** Books, copies and members at once; of each only what this person may see. */
export const findAnything = view({
  name: 'operations.find',
  permission: SIGNED_IN,
  input: z.strictObject({ q: z.string().max(200) }),
  async run(ctx, { q }): Promise<Found> {
    const text = q.trim();
    if (text.length < SHORTEST) return { books: [], copies: [], members: [] };
    const [books, copies, members] = await Promise.all([
      booksFor(ctx, text),
      copiesFor(ctx, text),
      membersFor(ctx, text),
    ]);
    return { books, copies, members };
  },
});

interface BookLine {
  id: string;
  title: string;
  author: string;
  callNumber: string | null;
}
const books = prepared<BookLine>(
  'operations.find.books',
  `select b.id, b.title, b.author, b.call_number as "callNumber"
   from unnest($1::uuid[]) with ordinality o (id, place) join books b on b.id = o.id order by o.place`,
);

/** Whole words by the search index, then titles that begin so; another spelling only when there is neither. */
async function booksFor(ctx: Ctx, text: string): Promise<Hit[]> {
  const works = holds(ctx.actor, 'copy:read');
  const [{ ids, meta }, begun] = await Promise.all([
    search.find(ctx, {
      kinds: ['book'],
      text,
      hidden: works,
      sort: 'relevance',
      descending: true,
      page: { page: 1, limit: MOST, cursor: undefined },
    }),
    search.suggest(ctx, text, ['book']),
  ]);
  const titles = begun.titles.map(({ id }) => id);
  const wanted = meta.searchedFor && titles.length > 0 ? titles : [...new Set([...ids, ...titles])];
  const found = await books.all(ctx.sql, [wanted.slice(0, MOST)]);
  const base = works ? '/staf/buku' : '/katalog';
  return found.map(({ id, title, author, callNumber }) => ({
    href: `${base}/${id}`,
    title,
    about: [author, callNumber].filter(Boolean).join(' · '),
  }));
}

const copies = prepared<{ barcode: string; title: string; branch: string }>(
  'operations.find.copies',
  `select c.barcode, b.title, r.name as branch from copies c join books b on b.id = c.book_id join branches r on r.id = c.branch_id
   where (lower(c.barcode) = lower($1) or c.inventory_number = $1) and ($2::uuid[] is null or c.branch_id = any ($2)) limit ${MOST}`,
);

/** By the whole barcode or inventory number, as a scanner gives it. */
async function copiesFor(ctx: Ctx, text: string): Promise<Hit[]> {
  const scope = scopeFor(ctx.actor, 'copy:read');
  if (!scope) return [];
  const reach = scope.kind === 'all' ? null : scope.kind === 'branches' ? scope.ids : [];
  return (await copies.all(ctx.sql, [text, reach])).map(({ barcode, title, branch }) => ({
    href: `/staf/eksemplar/${encodeURIComponent(barcode)}`,
    title: barcode,
    about: `${title} · ${branch}`,
  }));
}

async function membersFor(ctx: Ctx, text: string): Promise<Hit[]> {
  const scope = scopeFor(ctx.actor, 'member:read');
  if (!scope || scope.kind === 'own' || text.length > 100) return [];
  const { items } = await listMembers(ctx, { search: text, limit: MOST, sortBy: 'name', sortOrder: 'asc' });
  return items.map(({ id, name, memberId, className }) => ({
    href: `/staf/anggota/${id}`,
    title: name,
    about: [memberId, className].filter(Boolean).join(' · '),
  }));
}
