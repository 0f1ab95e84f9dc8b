/** A file for people with a spreadsheet. Moments are of the library's zone; names as in the API and in the imports. */
export interface SheetFile {
  readonly name: string;
  readonly people: boolean;
  readonly sql: string;
}

const moment = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`;
const names = (table: string): string =>
  `(select string_agg(h.name, '; ' order by h.name) from ${table} x join headings h on h.id = x.heading_id where x.book_id = b.id)`;

export const SHEETS: readonly SheetFile[] = [
  {
    name: 'books',
    people: false,
    sql: `select b.id, b.title, b.author, b.isbn, b.category, b.material_type as "materialType", b.language,
      b.published_year as "publishedYear", b.publisher, b.place, b.edition, b.series, b.pages, b.classification,
      b.call_number as "callNumber", ${names('book_subjects')} as subjects, ${names('book_contributors')} as contributors,
      b.description, b.location, k.stock, k.available, k.total_borrows as "totalBorrows", b.status,
      ${moment('b.created_at')} as "createdAt"
      from books b join book_counts k on k.book_id = b.id order by b.id`,
  },
  {
    name: 'copies',
    people: false,
    sql: `select c.barcode, c.book_id as "bookId", b.title, r.code as branch, t.code as "collectionType", c.location, c.status,
      c.price, c.acquired_on as "acquiredOn", c.inventory_number as "inventoryNumber", c.notes,
      ${moment('c.created_at')} as "createdAt", ${moment('c.withdrawn_at')} as "withdrawnAt", c.withdrawn_reason as "withdrawnReason"
      from copies c join books b on b.id = c.book_id join branches r on r.id = c.branch_id
      join collection_types t on t.id = c.collection_type_id order by c.id`,
  },
  {
    name: 'members',
    people: true,
    sql: `select m.member_id as "memberId", m.name, t.code as "memberType", r.code as branch, m.email, m.phone, m.address,
      m.identity_number as "identityNumber", m.department, m.class_name as "className", m.status, m.join_date as "joinDate",
      m.expiry_date as "expiryDate", m.suspension_start as "suspendedFrom", m.suspension_end as "suspendedTo", m.notes
      from members m join member_types t on t.id = m.member_type_id join branches r on r.id = m.branch_id order by m.id`,
  },
  {
    name: 'loans',
    people: true,
    sql: `select l.id, c.barcode, b.title, m.member_id as "memberId", m.name as "memberName", r.code as branch,
      ${moment('l.borrow_date')} as "borrowDate", ${moment('l.due_date')} as "dueDate", ${moment('l.return_date')} as "returnDate",
      l.status, l.outcome, l.renewals, l.fine, l.notes
      from borrowings l join copies c on c.id = l.copy_id join books b on b.id = l.book_id join members m on m.id = l.member_id
      join branches r on r.id = l.branch_id order by l.id`,
  },
  {
    name: 'holds',
    people: true,
    sql: `select h.id, b.title, m.member_id as "memberId", m.name as "memberName", r.code as "pickupBranch", h.status, c.barcode,
      ${moment('h.placed_at')} as "placedAt", ${moment('h.shelved_at')} as "shelvedAt", ${moment('h.expires_at')} as "expiresAt",
      ${moment('h.closed_at')} as "closedAt", h.close_reason as "closeReason"
      from holds h join books b on b.id = h.book_id join members m on m.id = h.member_id
      join branches r on r.id = h.pickup_branch_id left join copies c on c.id = h.copy_id order by h.queue`,
  },
  {
    name: 'fines',
    people: true,
    sql: `select f.id, m.member_id as "memberId", m.name as "memberName", f.reason, b.title, c.barcode, f.amount, f.paid, f.waived,
      f.outstanding, f.status, r.code as branch, ${moment('f.created_at')} as "createdAt"
      from fines f join members m on m.id = f.member_id join branches r on r.id = f.branch_id
      left join borrowings l on l.id = f.borrowing_id left join books b on b.id = l.book_id left join copies c on c.id = l.copy_id
      order by f.id`,
  },
  {
    name: 'payments',
    people: true,
    sql: `select p.receipt_number as "receiptNumber", p.fine_id as "fineId", m.member_id as "memberId", m.name as "memberName",
      p.amount, p.method, p.reference, ${moment('p.payment_date')} as "paymentDate", p.refunded, p.change_credited as "changeCredited",
      r.code as branch, p.notes
      from fine_payments p join members m on m.id = p.member_id join branches r on r.id = p.branch_id order by p.receipt_number`,
  },
  {
    name: 'ledger',
    people: true,
    sql: `select e.id as "entryId", ${moment('e.at')} as at, e.kind, e.description, r.code as branch, l.line,
      l.ledger_account as account, a.name_id as "accountName", m.member_id as "memberId",
      case when l.amount > 0 then l.amount end as debit, case when l.amount < 0 then -l.amount end as credit
      from ledger_entries e join ledger_lines l on l.entry_id = e.id join ledger_accounts a on a.code = l.ledger_account
      left join members m on m.id = l.member_id left join branches r on r.id = e.branch_id order by e.id, l.line`,
  },
  {
    name: 'visits',
    people: true,
    sql: `select ${moment('v.at')} as at, v.kind, m.member_id as "memberId", m.name as "memberName", v.guest_name as "guestName",
      v.institution, v.purpose, r.code as branch, o.name as room
      from visits v left join members m on m.id = v.member_id join branches r on r.id = v.branch_id
      left join visit_rooms o on o.id = v.room_id order by v.at, v.id`,
  },
];
