import { type Drawn, draw } from '../../../ui/chart/figure.tsx';
import type { Words } from '../../../ui/words.ts';
import type { Shown } from '../shown.ts';

const whole = (words: Words) => (n: number) => words.number(n);

/** The pictures of a report: its course over the days, and what leads. */
export function chartsOf(words: Words, figures: Shown): Promise<Drawn[]> {
  switch (figures.subject) {
    case 'circulation':
      return Promise.all([
        draw(words('reports.page.chart.days'), {
          kind: figures.byDay.length > 1 ? 'line' : 'bar',
          labels: figures.byDay.map((day) => words.date(day.date)),
          series: [
            { name: words('reports.column.borrowings'), values: figures.byDay.map((day) => day.borrowings) },
            { name: words('reports.column.returns'), values: figures.byDay.map((day) => day.returns) },
          ],
          format: whole(words),
        }),
        rank(
          words,
          'reports.page.chart.titles',
          figures.topTitles.map((one) => [one.title, one.borrowings]),
        ),
        rank(
          words,
          'reports.page.chart.member_types',
          figures.byMemberType.map((one) => [one.name ?? '-', one.borrowings]),
        ),
      ]);
    case 'collection':
      return Promise.all([
        rank(
          words,
          'reports.page.chart.classes',
          figures.classes.map((one) => [words(`reports.ddc.${one.class ?? 'none'}`), one.copies]),
        ),
      ]);
    case 'overdue': {
      const byBranch = Map.groupBy(figures.loans, (loan) => loan.branchName);
      return Promise.all([
        rank(
          words,
          'reports.page.chart.branches',
          [...byBranch].map(([name, loans]) => [name, loans.length]),
        ),
      ]);
    }
    case 'cash':
      return Promise.all([
        draw(words('reports.page.chart.money'), {
          kind: 'bar',
          labels: figures.byDay.map((day) => words.date(day.date)),
          series: [
            { name: words('reports.column.charged'), values: figures.byDay.map((day) => day.charged) },
            { name: words('reports.column.received'), values: figures.byDay.map((day) => day.received) },
          ],
          format: (n) => words.rupiah(n),
        }),
      ]);
    case 'members':
      return Promise.all([
        rank(
          words,
          'reports.page.chart.member_types',
          figures.byMemberType.map((one) => [one.name ?? '-', one.total]),
        ),
        rank(
          words,
          'reports.page.chart.members_branch',
          figures.byBranch.map((one) => [one.name ?? '-', one.total]),
        ),
      ]);
  }
}

const LEADING = 10;
function rank(words: Words, code: string, rows: readonly (readonly [string, number])[]): Promise<Drawn> {
  const leading = rows.toSorted((a, b) => b[1] - a[1]).slice(0, LEADING);
  return draw(words(code), {
    kind: 'rank',
    labels: leading.map(([name]) => name),
    series: [{ name: words('reports.page.count'), values: leading.map(([, count]) => count) }],
    format: whole(words),
  });
}
