import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { failure, notFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import { trimmed, Uuid } from '../../kernel/validation.ts';
import { verb } from '../../kernel/verb.ts';
import { view } from '../../kernel/view.ts';

export interface SavedFilter {
  id: string;
  name: string;
  query: string;
}
const MOST = 20;

const mine = prepared<SavedFilter>(
  'members.filters.mine',
  `select id, name, query from saved_filters where account_id = $1 and list = 'members' order by created_at, id`,
);
const add = prepared<SavedFilter>(
  'members.filters.add',
  `insert into saved_filters (id, account_id, list, name, query, created_at) values ($1, $2, 'members', $3, $4, $5)
   returning id, name, query`,
);
const remove = prepared<SavedFilter>(
  'members.filters.remove',
  `delete from saved_filters where id = $1 and account_id = $2 and list = 'members' returning id, name, query`,
);

const ownerOf = (ctx: Ctx): string | null => (ctx.actor.kind === 'account' ? ctx.actor.accountId : null);

/** One's own ways to look at the list; nobody sees another's. */
export const memberFilters = view({
  name: 'members.filters',
  permission: 'member:read',
  input: z.strictObject({}),
  run: (ctx): Promise<SavedFilter[]> => mine.all(ctx.sql, [ownerOf(ctx)]),
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

export const saveMemberFilter = verb({
  name: 'members.saveFilter',
  permission: 'member:read',
  input: z.strictObject({ name: trimmed(60), query: Query }),
  async run(ctx, { name, query }): Promise<SavedFilter> {
    const owner = ownerOf(ctx);
    if (owner === null || ctx.scope.kind === 'own') throw failure('FORBIDDEN', 'kernel.forbidden');
    const known = await mine.all(ctx.sql, [owner]);
    if (known.length >= MOST)
      throw failure('CONFLICT', 'members.filters.too_many', { field: 'name', params: { most: MOST } });
    if (known.some((filter) => filter.name.toLowerCase() === name.toLowerCase()))
      throw failure('CONFLICT', 'members.filters.exists', { field: 'name' });
    const made = await add.one(ctx.sql, [newId(), owner, name, query, ctx.now]);
    if (!made) throw new Error('the filter was not stored');
    ctx.record('saved_filter.created', { type: 'CREATE', id: made.id, name, new: { list: 'members', query } });
    return made;
  },
});

export const removeMemberFilter = verb({
  name: 'members.removeFilter',
  permission: 'member:read',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<SavedFilter> {
    const gone = await remove.one(ctx.sql, [id, ownerOf(ctx)]);
    if (!gone) throw notFound('members.filters.not_found');
    ctx.record('saved_filter.removed', { type: 'DELETE', id, name: gone.name, old: { query: gone.query } });
    return gone;
  },
});
