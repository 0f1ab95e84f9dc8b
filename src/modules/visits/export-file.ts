import type { Ctx } from '../../kernel/context.ts';
import type { FileReply } from '../../kernel/http/route.ts';
import { translate } from '../../kernel/i18n.ts';
import { wallClock } from '../../lib/calendar/zone.ts';
import { csvStream } from '../../lib/csv/write.ts';
import { type XlsxColumn, XlsxTooLong, xlsxBuffer } from '../../lib/xlsx.ts';
import { tooLongForXlsx } from './errors.ts';
import type { Span, VisitFilter } from './filters.ts';
import { type After, readVisits } from './queries.ts';
import type { VisitReply } from './visit.ts';

export interface Search {
  filter: VisitFilter;
  span: Span;
}

const BATCH = 1000;

/** All of them, a batch at a time: memory stays flat however many there are. */
async function* visits(ctx: Ctx, { filter, span }: Search): AsyncGenerator<VisitReply> {
  let after: After | null = null;
  for (;;) {
    const rows = await readVisits(ctx, filter, span, { after, offset: 0, limit: BATCH });
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = { at: last.at.toISOString(), id: last.id };
  }
}

const COLUMNS = ['at', 'kind', 'number', 'name', 'institution', 'purpose', 'branch', 'room'] as const;
type Line = Record<(typeof COLUMNS)[number], string | null>;

const line = (v: VisitReply): Line => ({
  at: v.at.toISOString(),
  kind: v.kind,
  number: v.member?.memberId ?? null,
  name: v.member?.name ?? v.guestName,
  institution: v.institution,
  purpose: v.purpose,
  branch: v.branchName,
  room: v.roomName,
});

const titleOf = (ctx: Ctx, column: keyof Line): string => translate(ctx.locale, `visits.${column}`);

async function* lines(ctx: Ctx, search: Search): AsyncGenerator<Line> {
  for await (const visit of visits(ctx, search)) yield line(visit);
}

/** '2026-03-02 10:00:00', as the library's clock showed. */
const local = (zone: string, at: string): string =>
  wallClock(zone, new Date(at)).toISOString().slice(0, 19).replace('T', ' ');

async function* cells(ctx: Ctx, search: Search, zone: string) {
  for await (const row of lines(ctx, search))
    yield COLUMNS.map((column) => (column === 'at' ? local(zone, row.at ?? '') : row[column]));
}

export function streamed(ctx: Ctx, search: Search, name: string, zone: string): FileReply {
  const header = COLUMNS.map((column) => titleOf(ctx, column));
  return { type: 'text/csv; charset=utf-8', name: `${name}.csv`, body: csvStream(header, cells(ctx, search, zone)) };
}

export async function spreadsheet(ctx: Ctx, search: Search, name: string, zone: string): Promise<FileReply> {
  const columns = COLUMNS.map(
    (key): XlsxColumn<Line> => ({ key, title: titleOf(ctx, key), type: key === 'at' ? 'datetime' : 'text' }),
  );
  const body = await xlsxBuffer({ name, zone, columns, rows: lines(ctx, search) }).catch((error: unknown) => {
    throw error instanceof XlsxTooLong ? tooLongForXlsx(error.maxRows) : error;
  });
  return { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', name: `${name}.xlsx`, body };
}
