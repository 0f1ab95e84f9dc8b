import { z } from 'zod';
import type { Ctx } from '../../../kernel/context.ts';
import { onConstraint } from '../../../kernel/database-errors.ts';
import { failure, notFound } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { Moment, trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { view } from '../../../kernel/view.ts';

export const SavedFilterReply = z.object({
  id: z.uuid(),
  list: z.string(),
  name: z.string(),
  query: z.string(),
  createdAt: Moment,
});
export type SavedFilter = z.output<typeof SavedFilterReply>;

const MOST = 20;
const List = z.enum(['books']);
const mine = prepared<SavedFilter>(
  'catalog.filters.mine',
  `select id, list, name, query, created_at as "createdAt" from saved_filters
   where account_id = $1 and list = $2 order by created_at, id`,
);
const add = prepared<SavedFilter>(
  'catalog.filters.add',
  `insert into saved_filters (id, account_id, list, name, query, created_at) values ($1, $2, $3, $4, $5, $6)
   returning id, list, name, query, created_at as "createdAt"`,
);
const remove = prepared<SavedFilter>(
  'catalog.filters.remove',
  `delete from saved_filters where id = $1 and account_id = $2
   returning id, list, name, query, created_at as "createdAt"`,
);

const ownerOf = (ctx: Ctx): string | null => (ctx.actor.kind === 'account' ? ctx.actor.accountId : null);

/** One's own; nobody sees another's. */
export const savedFilters = view({
  name: 'catalog.savedFilters',
  permission: 'copy:read',
  input: z.strictObject({ list: List.default('books') }),
  run: (ctx, { list }): Promise<SavedFilter[]> => mine.all(ctx.sql, [ownerOf(ctx), list]),
});

/** Only what narrows and sorts is kept: which page somebody stood on is not. */
const Query = z
  .string()
  .max(2000)
  .transform((text) => {
    const query = new URLSearchParams(text);
    for (const name of ['page', 'cursor']) query.delete(name);
    for (const [name, value] of [...query]) if (value === '') query.delete(name, value);
    return query.toString();
  });

export const saveFilter = verb({
  name: 'catalog.saveFilter',
  permission: 'copy:read',
  input: z.strictObject({ list: List.default('books'), name: trimmed(60), query: Query }),
  async run(ctx, { list, name, query }): Promise<SavedFilter> {
    const owner = ownerOf(ctx);
    if (owner === null) throw failure('FORBIDDEN', 'kernel.forbidden');
    if ((await mine.all(ctx.sql, [owner, list])).length >= MOST)
      throw failure('CONFLICT', 'catalog.too_many_filters', { field: 'name', params: { most: MOST } });
    const made = await add.one(ctx.sql, [newId(), owner, list, name, query, ctx.now]);
    if (!made) throw new Error('the filter was not stored');
    ctx.record('saved_filter.created', { type: 'CREATE', id: made.id, name, new: { list, query } });
    return made;
  },
});

export const removeFilter = verb({
  name: 'catalog.removeFilter',
  permission: 'copy:read',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<SavedFilter> {
    const gone = await remove.one(ctx.sql, [id, ownerOf(ctx)]);
    if (!gone) throw notFound('catalog.filter_not_found');
    ctx.record('saved_filter.removed', { type: 'DELETE', id, name: gone.name, old: { query: gone.query } });
    return gone;
  },
});

onConstraint({
  saved_filters_one: () => failure('CONFLICT', 'catalog.filter_exists', { field: 'name' }),
});
