import { type MoveReply, type MoveWatch, moveFromSlims } from '../../src/modules/slims/index.ts';
import type { TestLibrary } from './library.ts';
import type { SlimsDatabase } from './slims.ts';

interface Wished {
  dryRun?: boolean;
  files?: string;
  watch?: () => MoveWatch;
}

/** Moves a SLiMS into the library's main branch, as the command does. */
export const moveIn = (library: TestLibrary, slims: SlimsDatabase, wished: Wished = {}): Promise<MoveReply> =>
  moveFromSlims(library.as({ kind: 'system', name: 'cli', grants: [] }), {
    url: slims.url,
    branchId: library.cast.central,
    ...wished,
  });

/** What the library holds, told without the ids and moments that differ from one run to the next. */
const PICTURES = {
  books: `select i.old, b.title, b.author, b.isbn, b.category, b.material_type, b.language, b.published_year, b.publisher, b.place, b.series,
      b.pages, b.call_number, b.description, b.flags, b.status, b.created_at, k.stock, k.available, k.total_borrows, s.number, s.popularity,
      array(select h.name || ':' || c.role from book_contributors c join headings h on h.id = c.heading_id where c.book_id = b.id order by 1) as names,
      array(select h.name from book_subjects c join headings h on h.id = c.heading_id where c.book_id = b.id order by 1) as subjects
    from slims_ids i join books b on b.id = i.new join book_counts k on k.book_id = b.id
      left join search_index s on s.kind = 'book' and s.id = b.id where i.kind = 'title' order by i.old`,
  copies: `select c.barcode, c.status, c.location, c.price, c.notes, c.inventory_number, t.name, b.title from copies c
      join collection_types t on t.id = c.collection_type_id join books b on b.id = c.book_id order by 1`,
  members: `select m.member_id, m.name, m.email, m.join_date, m.expiry_date, m.status, t.name as type, m.account_id is not null as account from members m
      join member_types t on t.id = m.member_type_id order by 1`,
  loans: `select i.old, c.barcode, m.member_id, b.borrow_date, b.due_date, b.return_date, b.renewals, b.status from slims_ids i
      join borrowings b on b.id = i.new join copies c on c.id = b.copy_id join members m on m.id = b.member_id where i.kind = 'loan' order by i.old`,
  fines: `select m.member_id, f.amount, f.paid, f.outstanding, f.reason, f.created_at from fines f join members m on m.id = f.member_id order by 1, 6, 2`,
  ledger: `select l.ledger_account, m.member_id, sum(l.amount) as amount, count(*) as lines from ledger_lines l left join members m on m.id = l.member_id
      group by 1, 2 order by 1, 2`,
  visits: `select v.at, m.member_id, v.guest_name, v.institution from visits v left join members m on m.id = v.member_id order by 1, 2, 3`,
  holds: `select b.title, m.member_id, h.status, h.placed_at from holds h join books b on b.id = h.book_id join members m on m.id = h.member_id order by 1, 2, 4`,
  rules: `select t.name, r.loan_days, r.max_loans, r.max_renewals, r.fine_per_day from circulation_rules r left join member_types t on t.id = r.member_type_id
      order by 1, 2, 3`,
  ids: `select kind, old, new is not null as placed, digest, record, problems, gone_at is not null as gone from slims_ids order by kind, old`,
  progress: 'select step, last, rows, done_at is not null as done from slims_progress order by step',
};

export async function picture({ app }: TestLibrary): Promise<Record<string, unknown[]>> {
  const seen: Record<string, unknown[]> = {};
  for (const [name, sql] of Object.entries(PICTURES)) seen[name] = (await app.pool.query(sql)).rows;
  return seen;
}
