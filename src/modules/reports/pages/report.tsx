import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { ChartFigure } from '../../../ui/chart/figure.tsx';
import { PageHead, Panel } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { readSettings } from '../../settings/index.ts';
import { FORMATS } from '../file.ts';
import type { Column, Row } from '../tables/table.ts';
import { sayIn } from '../tables/table.ts';
import { tableOf } from '../tables/tables.ts';
import { exportReport } from '../verbs/export-report.ts';
import { getReport } from '../views.ts';
import { chartsOf } from './charts.ts';
import { reportsPath } from './reports.tsx';

const ROWS_SHOWN = 200;

/** One frozen report: pictures first, then every figure, and the same as a file. */
export async function reportPage(ctx: Ctx, { params }: Asked): Promise<Shown> {
  const words = wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);
  const report = await getReport(ctx, { id: params.id ?? '' });
  const charts = await chartsOf(words, report.data);
  const table = tableOf(sayIn(ctx.locale), report.data);
  const rows = table.rows.slice(0, ROWS_SHOWN);
  return {
    title: report.title,
    body: (
      <>
        <PageHead
          title={report.title}
          back={{ href: reportsPath, label: words('reports.page.title') }}
          about={`${words.date(report.startDate)} – ${words.date(report.endDate)} · ${report.branchName ?? words('reports.page.all_branches')} · ${report.generatedByName}, ${words.moment(report.createdAt)}`}
          actions={FORMATS.map((format) => (
            <a
              class="btn"
              data-variant="outline"
              href={`${reportsPath}/${report.id}/unduh?format=${format}`}
              data-turbo="false"
            >
              {format.toUpperCase()}
            </a>
          ))}
        />
        <div class="grid gap-4 xl:grid-cols-2">
          {charts.map((chart) => (
            <div class="panel p-4">
              <ChartFigure chart={chart} words={words} />
            </div>
          ))}
        </div>
        <div class="mt-4">
          <Panel title={words('reports.page.figures')} flush>
            <div class="relative overflow-x-auto">
              <Table
                caption={report.title}
                rows={rows}
                columns={table.columns.map((column) => columnOf(column, words))}
              />
            </div>
            {table.rows.length > rows.length && (
              <p class="text-muted-foreground p-4">
                {words('reports.page.more_rows', { shown: rows.length, count: words.number(table.rows.length) })}
              </p>
            )}
          </Panel>
        </div>
      </>
    ),
  };
}

const columnOf = (column: Column, words: Words) => ({
  label: column.title,
  number: column.type === 'number' || column.type === 'rupiah',
  cell: (row: Row): VNode | string | null => {
    const value = row[column.key];
    if (value === null || value === undefined) return null;
    if (column.type === 'rupiah') return words.rupiah(Number(value));
    if (column.type === 'number') return words.number(Number(value));
    return /^\d{4}-\d\d-\d\d$/.test(String(value)) ? words.date(String(value)) : String(value);
  },
});

export const downloadReport = (ctx: Ctx, { params, query }: Asked): Promise<FileReply> =>
  exportReport(ctx, { id: params.id ?? '', format: (query.get('format') ?? 'csv') as 'csv' });
