import type { VNode } from 'preact';
import type { Words } from '../../../../ui/words.ts';

interface BarsProps {
  months: readonly { month: string; borrows: number }[];
  words: Words;
}

const monthName = (locale: string, month: string): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'id-ID', {
    month: 'short',
    year: '2-digit',
    timeZone: 'UTC',
  }).format(new Date(`${month}-01T00:00:00Z`));

/** Loans by month as a table whose numbers are also bars: nobody needs a second version of it. */
export function MonthBars({ months, words }: BarsProps): VNode {
  const most = Math.max(1, ...months.map(({ borrows }) => borrows));
  return (
    <table class="w-full max-w-xl text-sm">
      <caption class="text-muted-foreground mb-1 text-left">{words('catalog.staff.stats.months')}</caption>
      <thead class="sr-only">
        <tr>
          <th scope="col">{words('catalog.staff.month')}</th>
          <th scope="col">{words('catalog.staff.borrows')}</th>
        </tr>
      </thead>
      <tbody>
        {months.map(({ month, borrows }) => (
          <tr>
            <th scope="row" class="w-20 py-0.5 text-left font-normal">
              {monthName(words.locale, month)}
            </th>
            <td class="tabular">
              <span class="flex items-center gap-2">
                <svg
                  class="text-primary h-3 min-w-0 flex-1"
                  viewBox="0 0 100 6"
                  preserveAspectRatio="none"
                  aria-hidden="true"
                >
                  <rect width={(borrows / most) * 100} height="6" fill="currentColor" />
                </svg>
                <span class="w-8 text-right">{borrows}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
