import type { Ctx } from '../../kernel/context.ts';
import type { FileReply } from '../../kernel/http/route.ts';
import type { Locale } from '../../kernel/i18n.ts';
import { formatRupiah } from '../../kernel/money.ts';
import { csvStream } from '../../lib/csv/write.ts';
import { type TableReport, tablePdf } from '../../lib/pdf/table-pdf.ts';
import { xlsxBuffer } from '../../lib/xlsx.ts';
import { readSettings } from '../settings/index.ts';
import { tooLongForPdf } from './errors.ts';
import { dayText, momentText, periodText, type ReportHead, subjectName } from './report.ts';
import type { Shown } from './shown.ts';
import { type Cell, type Column, sayIn, type Table } from './tables/table.ts';
import { tableOf } from './tables/tables.ts';

export const FORMATS = ['csv', 'xlsx', 'pdf'] as const;
export type Format = (typeof FORMATS)[number];

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Some 140 pages; a longer one is a spreadsheet. */
const MOST_PRINTED = 5_000;

/** The report as a file, in the reader's language. */
export async function fileOf(ctx: Ctx, head: ReportHead, figures: Shown, format: Format): Promise<FileReply> {
  const say = sayIn(ctx.locale);
  const table = tableOf(say, figures);
  const days = head.startDate === head.endDate ? head.startDate : `${head.startDate}_${head.endDate}`;
  const name = `${say(`file.${head.subject}`)}-${days}.${format}`;
  if (format === 'csv') return { type: 'text/csv; charset=utf-8', name, body: csvOf(table) };
  const settings = await readSettings(ctx);
  if (format === 'xlsx') {
    const sheet = { name: subjectName(ctx.locale, head.subject), zone: figures.zone, ...table };
    return { type: XLSX, name, body: await xlsxBuffer(sheet) };
  }
  if (table.rows.length > MOST_PRINTED) throw tooLongForPdf(MOST_PRINTED);
  const report = printed(ctx, head, table, { library: settings.libraryName, zone: figures.zone });
  const body = tablePdf(report, { createdAt: ctx.now, lang: ctx.locale, layout: 'landscape', maxRows: MOST_PRINTED });
  return { type: 'application/pdf', name, body };
}

const csvOf = ({ columns, rows }: Table) =>
  csvStream(
    columns.map(({ title }) => title),
    rows.map((row) => columns.map(({ key }) => row[key])),
  );

function printed(
  ctx: Ctx,
  head: ReportHead,
  { columns, rows }: Table,
  { library, zone }: { library: string; zone: string },
): TableReport {
  const say = sayIn(ctx.locale);
  const period = periodText(ctx.locale, head.type, { start: head.startDate, end: head.endDate });
  const made = momentText(ctx.locale, zone, head.createdAt);
  return {
    library,
    title: head.title,
    lines: [
      say('line.period', { period, zone }),
      say('line.branch', { branch: head.branchName ?? say('all_branches') }),
      say('line.made', { name: head.generatedByName, at: made }),
      ...(head.description === null ? [] : [head.description]),
    ],
    columns: columns.map(({ title, width, type }) => ({
      title,
      width,
      align: type === 'number' || type === 'rupiah' ? 'right' : 'left',
    })),
    rows: rows.map((row) => columns.map((column) => textOf(ctx.locale, column, row[column.key] ?? null))),
    empty: say('empty'),
    pageLabel: say('page'),
  };
}

function textOf(locale: Locale, { type }: Column, value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number')
    return type === 'rupiah' ? formatRupiah(value) : value.toLocaleString(locale === 'id' ? 'id-ID' : 'en-GB');
  return type === 'date' ? dayText(locale, value) : value;
}
