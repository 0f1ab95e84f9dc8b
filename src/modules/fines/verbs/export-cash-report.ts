import { z } from 'zod';
import type { FileReply } from '../../../kernel/http/route.ts';
import { type Locale, translate } from '../../../kernel/i18n.ts';
import { formatRupiah } from '../../../kernel/money.ts';
import { verb } from '../../../kernel/verb.ts';
import { csvStream } from '../../../lib/csv/write.ts';
import { type TableReport, tablePdf } from '../../../lib/pdf/table-pdf.ts';
import { readSettings } from '../../settings/index.ts';
import type { CashReport, Takings } from '../cash-report.ts';
import { askedReport, CashReportInput } from '../cash-report-views.ts';
import { momentText } from '../receipt.ts';

const COLUMNS = ['branch', 'staff', 'method', 'count', 'received', 'refundCount', 'refunded', 'net'] as const;

export const exportCashReport = verb({
  name: 'fines.exportCashReport',
  permission: 'fine:pay',
  input: z.strictObject({ ...CashReportInput, format: z.enum(['pdf', 'csv']).default('pdf') }),
  async run(ctx, { format, ...asked }): Promise<FileReply> {
    const report = await askedReport(ctx, asked);
    const { libraryName, timeZone } = await readSettings(ctx);
    const name = `kas-${report.date}.${format}`;
    ctx.record('cash_report.exported', {
      type: 'EXPORT',
      id: report.date,
      name,
      new: { date: report.date, branchId: asked.branchId ?? null, format },
      branchId: asked.branchId,
    });
    if (format === 'csv') return { type: 'text/csv; charset=utf-8', name, body: csvOf(ctx.locale, report) };
    const printed = `${translate(ctx.locale, 'fines.cash.printed')} ${momentText(ctx.locale, timeZone, ctx.now)}`;
    const table = tableOf(ctx.locale, report, libraryName, printed);
    const body = tablePdf(table, { createdAt: ctx.now, lang: ctx.locale, layout: 'landscape' });
    return { type: 'application/pdf', name, body };
  },
});

const heading = (locale: Locale, column: (typeof COLUMNS)[number]): string => translate(locale, `fines.cash.${column}`);
const branchName = ({ branches }: CashReport, row: Takings): string =>
  branches.find((branch) => branch.branchId === row.branchId)?.branchName ?? '';
const methodName = (locale: Locale, row: Takings): string => translate(locale, `fines.method.${row.method}`);

function csvOf(locale: Locale, report: CashReport) {
  const rows = report.takings.map((row) => [
    branchName(report, row),
    row.name,
    methodName(locale, row),
    row.count,
    row.received,
    row.refundCount,
    row.refunded,
    row.net,
  ]);
  return csvStream(
    COLUMNS.map((column) => heading(locale, column)),
    rows,
  );
}

function tableOf(locale: Locale, report: CashReport, library: string, printed: string): TableReport {
  const say = (word: string, params = {}): string => translate(locale, `fines.cash.${word}`, params);
  const drawers = report.branches.map((branch) =>
    say('drawer', { branch: branch.branchName, amount: formatRupiah(branch.expectedCash) }),
  );
  return {
    library,
    title: say('title', { date: report.date }),
    lines: [...drawers, printed],
    columns: COLUMNS.map((column, at) => ({
      title: heading(locale, column),
      width: at < 2 ? 3 : 2,
      align: at < 3 ? 'left' : 'right',
    })),
    rows: report.takings.map((row) => [
      branchName(report, row),
      row.name,
      methodName(locale, row),
      String(row.count),
      formatRupiah(row.received),
      String(row.refundCount),
      formatRupiah(row.refunded),
      formatRupiah(row.net),
    ]),
    empty: say('empty'),
    pageLabel: say('page'),
  };
}
