import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmptyLibrary, openEmptyLibrary } from '../../test/support/empty-library.ts';
import { brokenInvariants } from '../../test/support/invariants.ts';
import { makeCtx, systemActor } from '../kernel/context.ts';
import { search } from '../modules/search/index.ts';
import { type DemoCounts, seedDemo } from './demo.ts';

const said: string[] = [];
let library: EmptyLibrary;
let counts: DemoCounts;
let seconds: number;

beforeAll(async () => {
  library = await openEmptyLibrary();
  const began = performance.now();
  counts = await seedDemo(library.app, (line) => said.push(line));
  seconds = (performance.now() - began) / 1000;
}, 120_000);
afterAll(() => library.close());

const all = async <T extends Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<T[]> =>
  (await library.app.pool.query<T>(sql, params)).rows;
const number = async (sql: string): Promise<number> => Number((await all<{ n: number }>(sql))[0]?.n);

/** All that people see, whoever wrote it: ids and the staff's accounts are different in every library. */
const SEEN = `
  select 'book', title, author, isbn, call_number, publisher, published_year::text, created_at::text from books
  union all select 'copy', barcode, c.status, b.title, r.code, price::text, inventory_number, acquired_on::text
    from copies c join books b on b.id = c.book_id join branches r on r.id = c.branch_id
  union all select 'member', member_id, name, class_name, status, join_date::text, expiry_date::text, coalesce(email, '-') from members
  union all select 'loan', c.barcode, m.member_id, borrow_date::text, due_date::text, return_date::text, x.status, x.fine::text
    from borrowings x join copies c on c.id = x.copy_id join members m on m.id = x.member_id
  union all select 'hold', b.title, m.member_id, h.status, h.queue::text, placed_at::text, expires_at::text, close_reason
    from holds h join books b on b.id = h.book_id join members m on m.id = h.member_id
  union all select 'fine', m.member_id, reason, amount::text, paid::text, waived::text, f.status, f.created_at::text
    from fines f join members m on m.id = f.member_id
  union all select 'payment', receipt_number::text, amount::text, method, reference, payment_date::text, '', '' from fine_payments
  union all select 'visit', v.at::text, v.kind, coalesce(m.member_id, v.guest_name), v.institution, v.purpose, b.code, ''
    from visits v join branches b on b.id = v.branch_id left join members m on m.id = v.member_id
  order by 1, 2, 3, 4, 5, 6, 7, 8`;

async function digest(of: EmptyLibrary): Promise<string> {
  const { rows } = await of.app.pool.query({ text: SEEN, rowMode: 'array' });
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

describe('the demo library', () => {
  it('has a year of visits, none to come, each month in its own part', async () => {
    expect(await number('select count(*)::int as n from visits')).toBeGreaterThan(5_000);
    const now = library.app.clock.now();
    expect(await all('select 1 from visits where at > $1', [now])).toEqual([]);
    expect(await number('select count(*)::int as n from visits_default')).toBe(0);
    expect(
      await number("select count(distinct member_id)::int as n from visits where kind = 'MEMBER'"),
    ).toBeGreaterThan(100);
  });

  it('has 2,000 books, 4,000 copies, 300 members of four types and three branches, one of them a van', async () => {
    expect(await number('select count(*)::int as n from books')).toBe(2_000);
    expect(await number('select count(*)::int as n from copies')).toBe(4_000);
    expect(await number('select count(distinct title)::int as n from books')).toBe(2_000);
    const types = await all(
      'select t.code, count(*)::int from members m join member_types t on t.id = m.member_type_id group by 1',
    );
    expect(types.map((type) => type.code).sort()).toEqual(['GURU', 'SISWA', 'STAF', 'UMUM']);
    expect(await number('select count(*)::int as n from members')).toBe(300);
    expect(await all('select kind from branches order by kind')).toEqual([
      { kind: 'FIXED' },
      { kind: 'FIXED' },
      { kind: 'MOBILE' },
    ]);
    expect(counts).toMatchObject({ books: 2_000, copies: 4_000, members: 300 });
  });

  it('has a year of lending: returned, open and overdue loans, on days the branch was open', async () => {
    const now = library.app.clock.now();
    const [year] = await all(
      `select count(*)::int as all, count(*) filter (where return_date is null and due_date >= $1)::int as open,
         count(*) filter (where return_date is null and due_date < $1)::int as overdue,
         count(*) filter (where renewals > 0)::int as renewed, extract(day from $1 - min(borrow_date))::int as days, bool_and(borrow_date < $1) as past from borrowings`,
      [now],
    );
    expect(year?.all).toBeGreaterThan(4_000);
    expect(year?.open).toBeGreaterThan(50);
    expect(year?.overdue).toBeGreaterThan(10);
    expect(year?.renewed).toBeGreaterThan(200);
    expect(year?.days).toBeGreaterThan(355);
    expect(year?.past).toBe(true);
    expect(
      await all("select 1 from borrowings where extract(isodow from borrow_date at time zone 'Asia/Jakarta') = 7"),
    ).toEqual([]);
    expect(
      await all("select 1 from borrowings where (borrow_date at time zone 'Asia/Jakarta')::date = '2025-08-17'"),
    ).toEqual([]);
  });

  it('has holds that wait and that stand on the shelf, and fines of every state', async () => {
    const holds = await all('select status, count(*)::int as n from holds group by 1');
    expect(holds.map((row) => row.status).sort()).toEqual(['CANCELLED', 'EXPIRED', 'FULFILLED', 'SHELVED', 'WAITING']);
    const fines = await all('select status, count(*)::int as n from fines group by 1');
    expect(fines.map((row) => row.status).sort()).toEqual(['PAID', 'PARTIAL', 'UNPAID', 'WAIVED']);
    expect(
      await all('select 1 from holds where status = $1 and expires_at < $2', ['SHELVED', library.app.clock.now()]),
    ).toEqual([]);
    expect(await number('select count(*)::int as n from ledger_entries')).toBeGreaterThan(500);
  });

  it('keeps every invariant', async () => {
    expect(await brokenInvariants(library.app.pool)).toEqual([]);
    expect(await number("select count(*)::int as n from search_index where kind = 'book'")).toBe(2_000);
  });

  it('lends nothing beyond the rules', async () => {
    expect(
      await all(`select member_id from borrowings where return_date is null group by member_id having count(*) >
        (select min(max_loans) from circulation_rules)`),
    ).toEqual([]);
    expect(
      await all(
        'select 1 from borrowings x join copies c on c.id = x.copy_id join collection_types t on t.id = c.collection_type_id where not t.loanable',
      ),
    ).toEqual([]);
    expect(
      await all(
        'select 1 from borrowings x join members m on m.id = x.member_id where x.borrow_date::date < m.join_date',
      ),
    ).toEqual([]);
  });

  it('finds Laskar Pelangi', async () => {
    const ctx = makeCtx(library.app, systemActor('test'));
    const page = { page: 1, limit: 10 };
    const found = await search.find(ctx, {
      kinds: ['book'],
      text: 'laskar pelangi',
      hidden: false,
      sort: 'relevance',
      descending: true,
      page,
    });
    const [first] = await all('select title, author from books where id = $1', [found.ids[0]]);
    expect(first).toEqual({ title: 'Laskar Pelangi', author: 'Andrea Hirata' });
  });

  it('tells the audit log every purchase of six years, not row by row', async () => {
    const [facts] = await all(`select count(*)::int as n, sum((d.body #>> '{newValues,count}')::int)::int as books
      from facts f join fact_details d on d.at = f.at and d.fact_id = f.id where f.action = 'catalog.imported'`);
    expect(facts).toMatchObject({ n: 72, books: 2_000 });
  });

  it('is the same library again, and takes less than half a minute', async () => {
    const again = await openEmptyLibrary();
    await seedDemo(again.app, () => {});
    expect(await digest(again)).toBe(await digest(library));
    await again.close();
    expect(seconds).toBeLessThan(30);
  });

  it('is never poured over another one', async () => {
    await expect(seedDemo(library.app, () => {})).rejects.toMatchObject({ code: 'seed.not_empty' });
    expect(await number('select count(*)::int as n from books')).toBe(2_000);
  });
});
