import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import { reachOf } from './asked.ts';
import { noReport } from './errors.ts';
import { Figures, type Subject } from './figures.ts';
import type { Type } from './period.ts';
import { type ReportHead, titleOf } from './report.ts';

export interface NewReport {
  type: Type;
  subject: Subject;
  title: string | null;
  description: string | null;
  branchId: string | null;
  startDate: string;
  endDate: string;
  figures: Figures;
  generatedBy: string;
}

const insert = prepared(
  'reports.insert',
  `insert into reports (id, type, subject, title, description, branch_id, start_date, end_date, data, generated_by, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
);
export async function storeReport(ctx: VerbCtx, r: NewReport): Promise<string> {
  const id = newId();
  const { type, subject, title, description, branchId, startDate, endDate, figures, generatedBy } = r;
  const data = JSON.stringify(figures);
  const values = [id, type, subject, title, description, branchId, startDate, endDate, data, generatedBy, ctx.now];
  await insert.all(ctx.sql, values);
  return id;
}

export type HeadRow = Omit<ReportHead, 'title'> & { title: string | null };

export const headOf = (ctx: Ctx, row: HeadRow): ReportHead => ({
  ...row,
  title: row.title ?? titleOf(ctx.locale, row.type, row.subject, { start: row.startDate, end: row.endDate }),
});

export const HEAD = `r.id, r.type, r.subject, r.title, r.description, r.branch_id as "branchId", b.name as "branchName",
  r.start_date as "startDate", r.end_date as "endDate", r.generated_by as "generatedBy",
  coalesce(a.name, '-') as "generatedByName", r.created_at as "createdAt"`;
export const TABLES = `reports r left join branches b on b.id = r.branch_id left join accounts a on a.id = r.generated_by`;

const byId = prepared<HeadRow & { data: unknown }>(
  'reports.one',
  `select ${HEAD}, r.data from ${TABLES} where r.id = $1 and ($2::uuid[] is null or r.branch_id = any ($2))`,
);

export interface Report extends ReportHead {
  figures: Figures;
}

export async function loadReport(ctx: Ctx, id: string): Promise<Report> {
  const row = await byId.one(ctx.sql, [id, reachOf(ctx)]);
  if (!row) throw noReport();
  const { data, ...head } = row;
  return { ...headOf(ctx, head), figures: Figures.parse(data) };
}
