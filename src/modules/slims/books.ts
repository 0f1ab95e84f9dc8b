import type { MysqlReader } from '../../drivers/mysql/reader.ts';
import type { Asked, BookFigures } from '../statistics/index.ts';
import { ranges } from './ranges.ts';
import { count, type Totals, topPeople, topTitles } from './rankings.ts';
import type { SlimsSchema } from './schema.ts';

interface Row {
  title_id: number | null;
  who: string | null;
  total: number;
  open_loans: number;
  renewed_loans: number;
  in_month: number;
  in_year: number;
}

/** A renewed, still open loan has a return date; only `is_return` tells. The title of an item that is gone is in the history. */
function loansSql(schema: SlimsSchema): string {
  const history = schema.has('loan_history.loan_id') && schema.has('loan_history.biblio_id');
  return `
  select ${history ? 'coalesce(i.biblio_id, h.biblio_id)' : 'i.biblio_id'} as title_id, m.member_id as who, count(*) as total,
    sum(l.is_return = 0) as open_loans, sum(l.is_return = 0 and l.renewed > 0) as renewed_loans,
    sum(l.loan_date between ? and ?) as in_month, sum(l.loan_date between ? and ?) as in_year
  from loan l
  left join item i on i.item_code = ${schema.as('item.item_code', 'l.item_code')}
  ${history ? 'left join loan_history h on h.loan_id = if(i.item_id is null, l.loan_id, null)' : ''}
  left join member m on m.member_id = ${schema.as('member.member_id', 'if(l.loan_date >= ?, l.member_id, null)')}
  where l.loan_id > ? and l.loan_id <= ? and l.is_lent = 1
  group by title_id, who order by null`;
}

const PATIENCE = { timeoutMs: 60_000 };

/** One pass over all loans, and the size of the collection. */
export async function countBooks(reader: MysqlReader, schema: SlimsSchema, asked: Asked): Promise<BookFigures> {
  const titles = { allTime: new Map(), month: new Map(), year: new Map() } satisfies Record<string, Totals<number>>;
  const people = { month: new Map(), year: new Map() } satisfies Record<string, Totals<string>>;
  const loans = { total: 0, open: 0, returned: 0, openRenewed: 0 };
  const periods = [asked.monthStart, asked.today, asked.yearStart, asked.today, asked.yearStart];
  for await (const { after, until } of ranges(reader, 'loan', 'loan_id', asked.signal)) {
    for (const row of await reader.rows<Row>(loansSql(schema), [...periods, after, until], PATIENCE)) {
      loans.total += row.total;
      loans.open += row.open_loans;
      loans.openRenewed += row.renewed_loans;
      if (row.title_id !== null) {
        count(titles.allTime, row.title_id, row.total);
        count(titles.month, row.title_id, row.in_month);
        count(titles.year, row.title_id, row.in_year);
      }
      if (row.who !== null) {
        count(people.month, row.who, row.in_month);
        count(people.year, row.who, row.in_year);
      }
    }
  }
  loans.returned = loans.total - loans.open;
  const shown = schema.has('biblio.opac_hide');
  const rankTitles = (totals: Totals<number>) => topTitles(reader, totals, asked.top, shown);
  return {
    topTitles: {
      allTime: await rankTitles(titles.allTime),
      month: await rankTitles(titles.month),
      year: await rankTitles(titles.year),
    },
    topBorrowers: {
      month: await topPeople(reader, people.month, asked.top),
      year: await topPeople(reader, people.year, asked.top),
    },
    collection: await collectionOf(reader, schema),
    loans,
  };
}

/** '0' and whatever a site added are on the shelf or on their way back to it; only what is missing is not there. */
async function collectionOf(reader: MysqlReader, schema: SlimsSchema): Promise<BookFigures['collection']> {
  const shown = schema.has('biblio.opac_hide') ? ' where coalesce(opac_hide, 0) = 0' : '';
  const there = schema.has('item.item_status_id') ? " where coalesce(item_status_id, '') <> 'MIS'" : '';
  const total = async (sql: string): Promise<number> =>
    (await reader.rows<{ total: number }>(sql, [], PATIENCE))[0]?.total ?? 0;
  return {
    titles: await total(`select count(*) as total from biblio${shown}`),
    items: await total(`select count(*) as total from item${there}`),
  };
}
