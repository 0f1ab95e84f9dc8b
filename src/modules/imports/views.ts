import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import type { FileReply } from '../../kernel/http/route.ts';
import { decodeCursor, offsetOf, type Page, PageQuery, pageOf } from '../../kernel/page.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { type Import, KINDS, type Kind } from './import.ts';
import { importById, importReply, importsCount, importsPage, type Reach } from './queries.ts';
import { rejectsFile } from './rejects-file.ts';
import { ANY_KIND, kindsFor, scopeOfKind } from './rights.ts';

/** Of the kinds one may bring in; who does not look after everything sees his own. */
function reachOf(ctx: Ctx, kind: Kind | undefined): Reach {
  const kinds = kindsFor(ctx).filter((each) => kind === undefined || kind === each);
  const seesAll = kinds.every((each) => scopeOfKind(ctx, each).kind === 'all');
  return { kinds, by: seesAll || ctx.actor.kind !== 'account' ? null : ctx.actor.accountId };
}

export const listImports = view({
  name: 'imports.list',
  permission: ANY_KIND,
  input: z.strictObject({ ...PageQuery.shape, kind: z.enum(KINDS).optional() }),
  async run(ctx, input): Promise<Page<Import>> {
    const reach = reachOf(ctx, input.kind);
    const [at, id] = input.cursor === undefined ? [] : decodeCursor(input.cursor, 2);
    const after = at === undefined ? null : { at: String(at), id: String(id) };
    const offset = after ? 0 : offsetOf(input);
    const rows = await importsPage(ctx.sql, reach, after, input.limit + 1, offset);
    const items = rows.map((row) => importReply(ctx, row));
    return pageOf(items, input, (row) => [row.createdAt.toISOString(), row.id], await importsCount(ctx.sql, reach));
  },
});

export const getImport = view({
  name: 'imports.one',
  permission: ANY_KIND,
  input: z.strictObject({ id: Uuid }),
  run: async (ctx, { id }): Promise<Import> => importReply(ctx, await importById(ctx, id)),
});

export const getRejects = view({
  name: 'imports.rejects',
  permission: ANY_KIND,
  input: z.strictObject({ id: Uuid, format: z.enum(['csv', 'raw']).default('csv') }),
  run: async (ctx, { id, format }): Promise<FileReply> => rejectsFile(ctx, await importById(ctx, id), format),
});
