import { sql } from 'kysely';
import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { COUNT_BOUND, decodeCursor, offsetOf, type Page, PageQuery, pageOf } from '../../kernel/page.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { reachOf } from './asked.ts';
import { SUBJECTS } from './figures.ts';
import { TYPES } from './period.ts';
import type { ReportHead, ReportReply } from './report.ts';
import { withNames } from './shown.ts';
import { HEAD, type HeadRow, headOf, loadReport, TABLES } from './store.ts';

const ListInput = z.strictObject({
  ...PageQuery.shape,
  type: z.enum(TYPES).optional(),
  subject: z.enum(SUBJECTS).optional(),
  branchId: Uuid.optional(),
});
type ListInput = z.output<typeof ListInput>;

/** Newest first. Reports of all branches together are for those who reach all of them. */
export const listReports = view({
  name: 'reports.list',
  permission: 'reports:read',
  input: ListInput,
  async run(ctx, input): Promise<Page<ReportHead>> {
    const rows = await readPage(ctx, input);
    const total = input.cursor === undefined ? await bounded(ctx, input) : undefined;
    const page = pageOf(rows, input, (row) => [row.createdAt.toISOString(), row.id], total);
    return { ...page, items: page.items.map((row) => headOf(ctx, row)) };
  },
});

function matching(ctx: Ctx, { type, subject, branchId }: ListInput) {
  const reach = reachOf(ctx);
  const parts = [
    sql`true`,
    ...(reach ? [sql`r.branch_id = any (${reach}::uuid[])`] : []),
    ...(type ? [sql`r.type = ${type}`] : []),
    ...(subject ? [sql`r.subject = ${subject}`] : []),
    ...(branchId ? [sql`r.branch_id = ${branchId}`] : []),
  ];
  return sql.join(parts, sql` and `);
}

async function readPage(ctx: Ctx, input: ListInput): Promise<HeadRow[]> {
  const [at, id] = input.cursor === undefined ? [] : decodeCursor(input.cursor, 2).map(String);
  const after = at === undefined ? sql`` : sql` and (r.created_at, r.id) < (${at}::timestamptz, ${id}::uuid)`;
  const { rows } = await sql<HeadRow>`select ${sql.raw(HEAD)} from ${sql.raw(TABLES)}
    where ${matching(ctx, input)}${after} order by r.created_at desc, r.id desc
    limit ${input.limit + 1} offset ${at === undefined ? offsetOf(input) : 0}`.execute(ctx.db);
  return rows;
}

async function bounded(ctx: Ctx, input: ListInput): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
    select 1 from reports r where ${matching(ctx, input)} limit ${COUNT_BOUND + 1}) found`.execute(ctx.db);
  return rows[0]?.n ?? 0;
}

export async function showReport(ctx: Ctx, id: string): Promise<ReportReply> {
  const { figures, ...head } = await loadReport(ctx, id);
  return { ...head, data: await withNames(ctx, figures, head.branchId) };
}

export const getReport = view({
  name: 'reports.one',
  permission: 'reports:read',
  input: z.strictObject({ id: Uuid }),
  run: (ctx, { id }) => showReport(ctx, id),
});
