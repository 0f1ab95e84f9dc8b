import type { Ctx, Sql, VerbCtx } from '../../kernel/context.ts';
import type { Params } from '../../kernel/i18n.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { Part } from './manifest.ts';

export type ExportStatus = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'STOPPED' | 'REMOVED';
export interface Problem {
  code: string;
  params: Params;
}

export interface ExportRow {
  id: string;
  parts: Part[];
  withoutPeople: boolean;
  status: ExportStatus;
  requestedAt: Date;
  requestedBy: string | null;
  seenAt: Date;
  finishedAt: Date | null;
  files: number;
  atFile: string | null;
  bytes: number | null;
  problem: Problem | null;
}

const COLUMNS = `e.id, e.parts, e.without_people as "withoutPeople", e.status, e.requested_at as "requestedAt", a.name as "requestedBy",
  e.seen_at as "seenAt", e.finished_at as "finishedAt", e.files, e.at_file as "atFile", e.bytes, e.problem`;

const newest = prepared<ExportRow>(
  'export.newest',
  `select ${COLUMNS} from library_exports e left join accounts a on a.id = e.requested_by
   where e.status <> 'REMOVED' order by e.requested_at desc, e.id desc limit 20`,
);
export const newestExports = (sql: Sql): Promise<ExportRow[]> => newest.all(sql, []);

const one = prepared<ExportRow>(
  'export.one',
  `select ${COLUMNS} from library_exports e left join accounts a on a.id = e.requested_by where e.id = $1`,
);
export const exportOf = (sql: Sql, id: string): Promise<ExportRow | undefined> => one.one(sql, [id]);

const SILENT_MS = 10 * 60_000;

const silentSince = (now: Date): Date => new Date(now.getTime() - SILENT_MS);

const silent = prepared<{ id: string }>(
  'export.silent',
  `select id from library_exports where status in ('QUEUED', 'RUNNING') and seen_at < $1`,
);
/** A job whose process died says nothing more. */
export const silentExports = (sql: Sql, now: Date): Promise<{ id: string }[]> => silent.all(sql, [silentSince(now)]);

const bury = prepared<{ id: string; files: number }>(
  'export.bury',
  `update library_exports set status = 'FAILED', finished_at = $1, at_file = null,
     problem = '{"code": "export.cut_short", "params": {}}'
   where status in ('QUEUED', 'RUNNING') and seen_at < $2 returning id, files`,
);
export const buryTheSilent = (ctx: VerbCtx): Promise<{ id: string; files: number }[]> =>
  bury.all(ctx.sql, [ctx.now, silentSince(ctx.now)]);

const insert = prepared(
  'export.insert',
  `insert into library_exports (id, parts, without_people, status, requested_at, requested_by, seen_at)
   values ($1, $2, $3, 'QUEUED', $4, $5, $4)`,
);
export async function insertExport(ctx: VerbCtx, parts: readonly Part[], withoutPeople: boolean): Promise<string> {
  const id = newId();
  const by = ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
  await insert.all(ctx.sql, [id, [...parts], withoutPeople, ctx.now, by]);
  return id;
}

const progress = prepared<{ stop: boolean }>(
  'export.progress',
  `update library_exports set status = 'RUNNING', seen_at = $2, files = $3, at_file = $4
   where id = $1 and status in ('QUEUED', 'RUNNING') returning stop_asked_at is not null as stop`,
);
/** True: go on. Somebody may have asked to stop, or the row may have been given up meanwhile. */
export async function noteProgress({ app }: Ctx, id: string, files: number, atFile: string | null): Promise<boolean> {
  const row = await progress.one(app.pool, [id, app.clock.now(), files, atFile?.slice(0, 1000) ?? null]);
  return row !== undefined && !row.stop;
}

const finish = prepared(
  'export.finish',
  `update library_exports set status = $2, finished_at = $3, seen_at = $3, at_file = null, files = $4, bytes = $5, problem = $6
   where id = $1`,
);
export interface Finished {
  status: ExportStatus;
  files: number;
  bytes: number | null;
  problem: Problem | null;
}
export async function finishExport(
  ctx: VerbCtx,
  id: string,
  { status, files, bytes, problem }: Finished,
): Promise<void> {
  await finish.all(ctx.sql, [id, status, ctx.now, files, bytes, problem && JSON.stringify(problem)]);
}

const askStop = prepared<{ id: string }>(
  'export.stop',
  `update library_exports set stop_asked_at = $2 where id = $1 and status in ('QUEUED', 'RUNNING') and stop_asked_at is null
   returning id`,
);
export const askToStop = (ctx: VerbCtx, id: string): Promise<{ id: string } | undefined> =>
  askStop.one(ctx.sql, [id, ctx.now]);

const remove = prepared<{ id: string }>(
  'export.remove',
  `update library_exports set status = 'REMOVED' where id = $1 and status not in ('QUEUED', 'RUNNING', 'REMOVED') returning id`,
);
export const markRemoved = (ctx: VerbCtx, id: string): Promise<{ id: string } | undefined> => remove.one(ctx.sql, [id]);

const old = prepared<{ id: string }>(
  'export.old',
  `select id from library_exports where status = 'DONE' and finished_at < $1`,
);
export const finishedBefore = (sql: Sql, moment: Date): Promise<{ id: string }[]> => old.all(sql, [moment]);
