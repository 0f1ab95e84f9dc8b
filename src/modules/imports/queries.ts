import type { Ctx, Sql, VerbCtx } from '../../kernel/context.ts';
import { translate } from '../../kernel/i18n.ts';
import { prepared } from '../../kernel/prepared.ts';
import { importNotFound } from './errors.ts';
import {
  addCounts,
  allowed,
  type Counts,
  type Cursor,
  type Import,
  type ImportRow,
  type Kind,
  NOTHING,
  type State,
} from './import.ts';
import { scopeOfKind } from './rights.ts';

const COLUMNS = `i.id, i.kind, i.format, i.file_name as "fileName", i.file_size as "fileSize", i.file_sha256 as "fileSha256",
  i.sniffed, i.photos_name as "photosName", i.state, i.mapping, i.options, i.preview, i.cursor, i.counts, i.problem, i.undone,
  i.created_by as "createdBy", a.name as "createdByName", i.created_at as "createdAt", i.updated_at as "updatedAt",
  i.started_at as "startedAt", i.finished_at as "finishedAt", i.undone_at as "undoneAt", i.file_removed_at as "fileRemovedAt",
  i.version`;
const FROM = 'from imports i left join accounts a on a.id = i.created_by';

const byId = prepared<ImportRow>('imports.one', `select ${COLUMNS} ${FROM} where i.id = $1`);
const page = prepared<ImportRow>(
  'imports.page',
  `select ${COLUMNS} ${FROM} where i.kind = any ($1::text[]) and ($2::uuid is null or i.created_by = $2)
     and ($3::timestamptz is null or (i.created_at, i.id) < ($3, $4::uuid))
   order by i.created_at desc, i.id desc limit $5 offset $6`,
);
const lock = prepared('imports.lock', 'select 1 from imports where id = $1 for no key update');

/** Of these kinds, by this account; null: by anybody. */
export interface Reach {
  readonly kinds: readonly Kind[];
  readonly by: string | null;
}

const isOther = (ctx: Ctx, row: ImportRow): boolean =>
  scopeOfKind(ctx, row.kind).kind !== 'all' && ctx.actor.kind === 'account' && row.createdBy !== ctx.actor.accountId;

export async function importById(ctx: Ctx, id: string): Promise<ImportRow> {
  const row = await byId.one(ctx.sql, [id]);
  if (!row) throw importNotFound();
  if (isOther(ctx, row)) throw importNotFound();
  return row;
}

export const rawImport = (sql: Sql, id: string): Promise<ImportRow | undefined> => byId.one(sql, [id]);

export async function lockImport(ctx: VerbCtx, id: string): Promise<ImportRow> {
  await lock.all(ctx.sql, [id]);
  return importById(ctx, id);
}

/** For the worker, which asks nobody's leave. */
export async function lockRaw(ctx: VerbCtx, id: string): Promise<ImportRow | undefined> {
  await lock.all(ctx.sql, [id]);
  return rawImport(ctx.sql, id);
}

export const importsPage = (
  sql: Sql,
  { kinds, by }: Reach,
  after: { at: string; id: string } | null,
  limit: number,
  offset: number,
): Promise<ImportRow[]> => page.all(sql, [kinds, by, after?.at ?? null, after?.id ?? null, limit, offset]);

const counted = prepared<{ n: number }>(
  'imports.count',
  'select count(*)::int as n from imports where kind = any ($1::text[]) and ($2::uuid is null or created_by = $2)',
);
export const importsCount = async (sql: Sql, { kinds, by }: Reach): Promise<number> =>
  (await counted.one(sql, [kinds, by]))?.n ?? 0;

export function importReply(ctx: Ctx, row: ImportRow): Import {
  const { sniffed, cursor, problem, createdByName, updatedAt: _at, fileRemovedAt: _gone, ...rest } = row;
  return {
    ...rest,
    ...sniffed,
    counts: addCounts(NOTHING, row.counts),
    progress: row.state === 'DONE' ? 1 : cursor.part,
    problem: problem && { code: problem.code, message: translate(ctx.locale, problem.code, problem.params) },
    createdBy: createdByName,
    can: allowed(row),
  };
}

const insert = prepared(
  'imports.insert',
  `insert into imports (id, kind, format, file_name, file_size, file_sha256, sniffed, state, mapping, options, cursor, counts,
     created_by, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)`,
);
export type NewImport = Pick<
  ImportRow,
  | 'id'
  | 'kind'
  | 'format'
  | 'fileName'
  | 'fileSize'
  | 'fileSha256'
  | 'sniffed'
  | 'state'
  | 'mapping'
  | 'options'
  | 'cursor'
  | 'counts'
>;
export const insertImport = (ctx: VerbCtx, row: NewImport): Promise<unknown> => {
  const { id, kind, format, fileName, fileSize, fileSha256, state } = row;
  const json = [row.mapping, row.options, row.cursor, row.counts].map((value) => JSON.stringify(value));
  const by = ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
  const told = [id, kind, format, fileName, fileSize, fileSha256, JSON.stringify(row.sniffed), state];
  return insert.all(ctx.sql, [...told, ...json, by, ctx.now]);
};

const JSONS = ['mapping', 'options', 'preview', 'cursor', 'counts', 'problem', 'undone'] as const;
type Change = Partial<
  Pick<
    ImportRow,
    (typeof JSONS)[number] | 'state' | 'photosName' | 'startedAt' | 'finishedAt' | 'undoneAt' | 'fileRemovedAt'
  > & { photosSize: number | null }
>;

/** Writes what is named; the version only where somebody decided something. */
export async function changeImport(ctx: VerbCtx, id: string, change: Change, decided = true): Promise<void> {
  const values = Object.fromEntries(
    Object.entries(change).map(([name, value]) => [
      name,
      JSONS.some((json) => json === name) && value !== null ? JSON.stringify(value) : value,
    ]),
  );
  await ctx.db
    .updateTable('imports')
    .set((e) => ({ ...values, updatedAt: ctx.now, ...(decided ? { version: e('version', '+', 1) } : {}) }))
    .where('id', '=', id)
    .execute();
}

const advance = prepared(
  'imports.advance',
  'update imports set cursor = $2, counts = $3, updated_at = $4 where id = $1',
);
/** With the rows it speaks of, in their transaction. */
export const advanceTo = (ctx: VerbCtx, id: string, cursor: Cursor, counts: Counts): Promise<unknown> =>
  advance.all(ctx.sql, [id, JSON.stringify(cursor), JSON.stringify(counts), ctx.now]);

const sameFile = prepared<{ id: string }>(
  'imports.sameFile',
  `select id from imports where file_sha256 = $1 and kind = $2 and id <> $3 and started_at is not null and undone_at is null
   order by created_at limit 100`,
);
/** Earlier imports of the very same file: what they made is known again. */
export const earlierOf = async (sql: Sql, { id, fileSha256, kind }: ImportRow): Promise<string[]> =>
  (await sameFile.all(sql, [fileSha256, kind, id])).map((row) => row.id);

const unfinished = prepared<{ id: string }>(
  'imports.unfinished',
  `select id from imports where file_sha256 = $1 and kind = $2 and state = 'RUNNING' and created_by is null
   order by created_at desc limit 1`,
);
/** Of the command line's own: killed, it is still said to be running. */
export const unfinishedOf = async (sql: Sql, sha256: string, kind: Kind): Promise<string | null> =>
  (await unfinished.one(sql, [sha256, kind]))?.id ?? null;

const working = prepared<{ id: string; state: State }>(
  'imports.working',
  `select id, state from imports where state in ('RUNNING', 'UNDOING') and updated_at < $1 order by updated_at limit 20`,
);
/** At work by their state, and nobody has written a word for them for a while. */
export const leftLying = (sql: Sql, before: Date) => working.all(sql, [before]);
