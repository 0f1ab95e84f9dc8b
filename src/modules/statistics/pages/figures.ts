import type { ChartData } from '../../../ui/chart/draw.ts';
import { type Drawn, draw } from '../../../ui/chart/figure.tsx';
import type { Words } from '../../../ui/words.ts';
import type { StatisticsNow } from '../views.ts';
import type { PeriodWord } from './period.ts';

/** A chart before it is drawn; also what its CSV holds. */
export interface Figure {
  name: string;
  title: string;
  data: ChartData;
}

/** Charts of a period; null while the figures are being made. */
export function figuresOf(now: StatisticsNow, period: PeriodWord, words: Words): Figure[] | null {
  const { visitors, books } = now;
  const isYear = period === 'tahun';
  const course = courseOf(visitors, period, words);
  const titles = isYear ? books.topBorrowedYear : books.topBorrowedMonth;
  const borrowers = isYear ? books.topBorrowersYear : books.topBorrowersMonth;
  const guests = isYear ? visitors.topYear : visitors.topMonth;
  if (!course || !titles || !borrowers || !guests) return null;
  const when = words(isYear ? 'statistics.page.this_year' : 'statistics.page.this_month');
  const rank = (name: string, rows: readonly (readonly [string, number])[]): Figure => ({
    name,
    title: `${words(`statistics.page.${name}`)}, ${when}`,
    data: {
      kind: 'rank',
      labels: rows.map(([label]) => label),
      series: [{ name: words('statistics.page.count'), values: rows.map(([, total]) => total) }],
      format: (n) => words.number(n),
    },
  });
  return [
    course,
    rank(
      'titles',
      titles.map((row) => [row.title, row.total]),
    ),
    rank(
      'borrowers',
      borrowers.map((row) => [row.member_name, row.total]),
    ),
    rank(
      'guests',
      guests.map((row) => [row.member_name, row.total]),
    ),
  ];
}

function courseOf(visitors: StatisticsNow['visitors'], period: PeriodWord, words: Words): Figure | null {
  const rows =
    period === 'minggu'
      ? visitors.weekly?.map((row) => [words.date(row.date), row.total] as const)
      : period === 'bulan'
        ? visitors.monthly?.map((row) => [monthName(words, row.month), row.total] as const)
        : visitors.yearly?.map((row) => [String(row.year), row.total] as const);
  if (!rows) return null;
  return {
    name: 'visitors',
    title: words(`statistics.page.visitors.${period}`),
    data: {
      kind: 'bar',
      labels: rows.map(([label]) => label),
      series: [{ name: words('statistics.page.visits'), values: rows.map(([, total]) => total) }],
      format: (n) => words.number(n),
    },
  };
}

const monthName = (words: Words, month: string): string =>
  new Intl.DateTimeFormat(words.locale === 'id' ? 'id-ID' : 'en-GB', {
    month: 'short',
    year: '2-digit',
    timeZone: 'UTC',
  }).format(new Date(`${month}-01T00:00:00Z`));

export const drawn = (figures: readonly Figure[]): Promise<(Drawn & { name: string })[]> =>
  Promise.all(figures.map(async ({ name, title, data }) => ({ name, ...(await draw(title, data)) })));
