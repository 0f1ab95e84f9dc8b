import type { App } from '../../../kernel/context.ts';
import type { Asked, BookFigures, LoanTotals, PersonTotal, TitleTotal } from '../source.ts';
import { patiently } from './patient.ts';
import { PERSON, spanOf } from './people.ts';

const LENT = `borrowings where status <> 'CANCELLED' and ($1::timestamptz is null or borrow_date >= $1)
    and ($2::timestamptz is null or borrow_date < $2)`;

const TITLES = `select n.book_id as "biblioId", b.title, n.total
  from (select book_id, count(*)::int as total from ${LENT} group by book_id) n
  join books b on b.id = n.book_id order by n.total desc, n.book_id limit $3`;

const BORROWERS = `select ${PERSON}
  from (select member_id, count(*)::int as total from ${LENT} group by member_id) n
  join members m on m.id = n.member_id and m.erased_at is null
  order by n.total desc, m.member_id collate "C" limit $3`;

const COLLECTION = `select count(*)::int as titles, coalesce(sum(k.stock), 0)::bigint as items
  from books b left join book_counts k on k.book_id = b.id where b.archived_at is null`;

const LOANS = `select count(*)::int as total, count(*) filter (where return_date is null)::int as open,
    count(*) filter (where return_date is not null)::int as returned,
    count(*) filter (where return_date is null and renewals > 0)::int as "openRenewed"
  from borrowings where status <> 'CANCELLED'`;

/** Statements one after the other, so that lending goes on beside them; between two of them the program may stop. */
export async function books(app: App, asked: Asked): Promise<BookFigures> {
  const ask = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> => {
    asked.signal.throwIfAborted();
    return patiently<Row & Record<string, unknown>>(app, text, values);
  };
  const one = async <Row extends object>(text: string, none: Row): Promise<Row> => (await ask<Row>(text))[0] ?? none;
  const month = [...spanOf(asked, asked.monthStart), asked.top];
  const year = [...spanOf(asked, asked.yearStart), asked.top];
  return {
    topTitles: {
      allTime: await ask<TitleTotal>(TITLES, [null, null, asked.top]),
      month: await ask<TitleTotal>(TITLES, month),
      year: await ask<TitleTotal>(TITLES, year),
    },
    topBorrowers: { month: await ask<PersonTotal>(BORROWERS, month), year: await ask<PersonTotal>(BORROWERS, year) },
    collection: await one(COLLECTION, { titles: 0, items: 0 }),
    loans: await one<LoanTotals>(LOANS, { total: 0, open: 0, returned: 0, openRenewed: 0 }),
  };
}
