import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { Empty, PageHead, Panel } from '../../../ui/components/page.tsx';
import { type Column, Table } from '../../../ui/components/table.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { Words } from '../../../ui/words.ts';
import type { BranchReport } from '../cash-report.ts';
import { cashReports } from '../cash-report-views.ts';
import { branchOptions, moneyWords } from './words.ts';

/** What was taken and given back on a day, and what must lie in each drawer. */
export async function cashPage(ctx: Ctx, { query }: Asked): Promise<Shown> {
  const words = await moneyWords(ctx);
  const asked = { date: query.get('date') || undefined, branchId: query.get('branchId') || undefined };
  const [report, branches] = [await cashReports(ctx, asked), await branchOptions(ctx)];
  const busy = report.branches.filter((branch) => branch.staff.length > 0);
  const file = (format: string): string =>
    `/api/v1/cash-reports/export?${new URLSearchParams({ date: report.date, format, ...(asked.branchId ? { branchId: asked.branchId } : {}) })}`;
  return {
    title: words('fines.cash.title', { date: words.date(report.date) }),
    body: (
      <>
        <PageHead
          title={words('fines.cash.title', { date: words.date(report.date) })}
          actions={
            <>
              <a class="btn" data-variant="outline" href={file('pdf')} data-turbo="false">
                <Icon name="print" />
                PDF
              </a>
              <a class="btn" data-variant="outline" href={file('csv')} data-turbo="false">
                CSV
              </a>
            </>
          }
        />
        <form method="get" class="panel no-print mb-4 flex flex-wrap items-end gap-3 p-3">
          <div>
            <label class="block text-sm font-semibold" for="date">
              {words('fines.page.day')}
            </label>
            <input id="date" name="date" type="date" class="input" value={report.date} />
          </div>
          {branches.length > 1 && (
            <div>
              <label class="block text-sm font-semibold" for="branchId">
                {words('fines.cash.branch')}
              </label>
              <select id="branchId" name="branchId" class="select">
                <option value="">{words('ui.all')}</option>
                {branches.map(({ value, label }) => (
                  <option value={value} selected={value === asked.branchId}>
                    {label}
                  </option>
                ))}
              </select>
            </div>
          )}
          <button type="submit" class="btn" data-variant="outline">
            {words('fines.page.show')}
          </button>
        </form>
        {busy.length === 0 && <Empty title={words('fines.cash.empty')} />}
        {busy.map((branch) => (
          <Drawer branch={branch} words={words} />
        ))}
      </>
    ),
  };
}

type Line = { name: string } & Pick<BranchReport['total'], 'count' | 'received' | 'refundCount' | 'refunded' | 'net'>;

function Drawer({ branch, words }: { branch: BranchReport; words: Words }): VNode {
  const columns = (first: string): Column<Line>[] => [
    { label: words(first), head: true, cell: (line) => line.name },
    { label: words('fines.cash.count'), number: true, cell: (line) => words.number(line.count) },
    { label: words('fines.cash.received'), number: true, cell: (line) => words.rupiah(line.received) },
    {
      label: words('fines.cash.refundCount'),
      number: true,
      wide: true,
      cell: (line) => words.number(line.refundCount),
    },
    { label: words('fines.cash.refunded'), number: true, cell: (line) => words.rupiah(line.refunded) },
    { label: words('fines.cash.net'), number: true, cell: (line) => <strong>{words.rupiah(line.net)}</strong> },
  ];
  const methods = branch.methods
    .filter((method) => method.count + method.refundCount > 0)
    .map((method) => ({ ...method, name: words(`fines.method.${method.method}`) }));
  const total = { ...branch.total, name: words('fines.page.total') };
  const staff = branch.staff.map((person) => ({
    ...person,
    name: `${person.name} · ${words('fines.page.drawer', { amount: words.rupiah(person.expectedCash) })}`,
  }));
  return (
    <Panel title={branch.branchName} flush>
      <p class="flex flex-wrap items-baseline gap-x-3 border-b px-4 py-3">
        <span class="text-muted-foreground">{words('fines.page.expected')}</span>
        <strong class="tabular text-2xl">{words.rupiah(branch.expectedCash)}</strong>
      </p>
      <Table caption={words('fines.cash.method')} columns={columns('fines.cash.method')} rows={[...methods, total]} />
      <div class="border-t">
        <Table caption={words('fines.cash.staff')} columns={columns('fines.cash.staff')} rows={staff} />
      </div>
    </Panel>
  );
}
