-- Each statement must return no rows. The first comment line of a statement is its name.

-- one open borrowing a copy
select copy_id from borrowings where return_date is null and status <> 'CANCELLED' group by copy_id having count(*) > 1;

-- ledger entries balance and have at least two lines
select e.id from ledger_entries e left join ledger_lines l on l.entry_id = e.id
group by e.id having count(l.line) < 2 or coalesce(sum(l.amount), 0) <> 0;

-- a fine is paid, waived or outstanding, and nothing else
select id from fines
where outstanding <> case when cancelled_at is null then amount - paid - waived else 0 end or paid < 0 or waived < 0 or paid + waived > amount;

-- what was paid on a fine is its payments less their refunds
select f.id from fines f left join fine_payments p on p.fine_id = f.id
group by f.id having f.paid <> coalesce(sum(p.amount - p.refunded), 0);

-- what was waived of a fine is its waivers and what was refunded
select f.id from fines f
where f.waived <> coalesce((select sum(w.amount) from fine_waivers w where w.fine_id = f.id), 0)
  + coalesce((select sum(p.refunded) from fine_payments p where p.fine_id = f.id), 0);

-- what was refunded of a payment is its approved refunds
select p.id from fine_payments p left join fine_refunds r on r.payment_id = p.id and r.status = 'APPROVED'
group by p.id having p.refunded <> coalesce(sum(r.amount), 0);

-- refunds asked for and given never exceed the payment
select p.id from fine_payments p join fine_refunds r on r.payment_id = p.id and r.status <> 'REJECTED'
group by p.id having sum(r.amount) > p.amount;

-- nobody approved a refund of his own where a second person is asked for
select id from fine_refunds where status = 'APPROVED' and second_person and decided_by = requested_by;

-- a payment stands under the member of its fine
select p.id from fine_payments p join fines f on f.id = p.fine_id where p.member_id <> f.member_id;

-- a member's receivable is what the member's fines have outstanding
select coalesce(l.member_id, f.member_id) from
  (select member_id, sum(amount) as amount from ledger_lines where ledger_account = '1200' group by member_id) l
  full join (select member_id, sum(outstanding) as amount from fines group by member_id) f on f.member_id = l.member_id
where coalesce(l.amount, 0) <> coalesce(f.amount, 0);

-- the money accounts hold what was taken less what was given back
select m.method from (values ('CASH', '1010'), ('TRANSFER', '1020'), ('E_WALLET', '1030'), ('CARD', '1040'), ('QRIS', '1050')) m(method, account)
where coalesce((select sum(amount) from ledger_lines where ledger_account = m.account), 0)
  <> coalesce((select sum(amount + change_credited) from fine_payments where method = m.method), 0)
   - coalesce((select sum(amount) from fine_refunds where method = m.method and status = 'APPROVED'), 0);

-- a member's credit is what was kept or given back on it, less what was paid from it, and never below zero
with moves as (
  select member_id, change_credited - case method when 'CREDIT' then amount else 0 end as amount from fine_payments
  union all
  select p.member_id, r.amount from fine_refunds r join fine_payments p on p.id = r.payment_id
  where r.status = 'APPROVED' and r.method = 'CREDIT'),
expected as (select member_id, sum(amount) as amount from moves group by member_id),
held as (select member_id, -sum(amount) as amount from ledger_lines where ledger_account = '2100' group by member_id)
select coalesce(h.member_id, e.member_id) from held h full join expected e on e.member_id = h.member_id
where coalesce(h.amount, 0) <> coalesce(e.amount, 0) or h.amount < 0;

-- payments of one entry are the money of that entry
select p.ledger_entry_id from fine_payments p
group by p.ledger_entry_id
having sum(p.amount + p.change_credited) <> (select sum(l.amount) from ledger_lines l where l.entry_id = p.ledger_entry_id and l.amount > 0);

-- receivables and credit are somebody's, other accounts nobody's
select entry_id from ledger_lines where (ledger_account in ('1200', '2100')) <> (member_id is not null);

-- an entry is reversed at most once, by its own lines the other way round
select e.id from ledger_entries e where e.reverses is not null and exists (
  (select ledger_account, member_id, -amount from ledger_lines where entry_id = e.reverses
   except all select ledger_account, member_id, amount from ledger_lines where entry_id = e.id)
  union all
  (select ledger_account, member_id, amount from ledger_lines where entry_id = e.id
   except all select ledger_account, member_id, -amount from ledger_lines where entry_id = e.reverses));

-- stock and available agree with the copies
select b.id from books b left join book_counts k on k.book_id = b.id
  left join (select book_id, count(*) filter (where status not in ('LOST', 'WITHDRAWN')) as stock,
    count(*) filter (where status = 'AVAILABLE') as available from copies group by book_id) c on c.book_id = b.id
where k.book_id is null or k.stock <> coalesce(c.stock, 0) or k.available <> coalesce(c.available, 0);

-- a book's count of borrowings agrees with its borrowings
select k.book_id from book_counts k
  left join (select book_id, count(*) as n from borrowings where status <> 'CANCELLED' group by book_id) x on x.book_id = k.book_id
where k.total_borrows <> coalesce(x.n, 0);

-- a copy is on loan exactly while it has an open borrowing
select coalesce(c.id, o.copy_id) from (select id from copies where status = 'ON_LOAN') c
  full join (select copy_id from borrowings where return_date is null and status <> 'CANCELLED') o on o.copy_id = c.id
where c.id is null or o.copy_id is null;

-- a borrowing names the book of its copy
select x.id from borrowings x join copies c on c.id = x.copy_id where c.book_id <> x.book_id;

-- a borrowing is returned after it was borrowed, and due after it too
select id from borrowings where due_date <= borrow_date or return_date < borrow_date;

-- a status of a borrowing follows its dates
select id from borrowings where (status = 'RETURNED') <> (return_date is not null and status <> 'CANCELLED')
  or (status in ('BORROWED', 'OVERDUE') and return_date is not null);

-- a copy stands on the hold shelf exactly while a hold has it
select coalesce(c.id, h.copy_id) from (select id from copies where status = 'ON_HOLD_SHELF') c
  full join (select copy_id from holds where status = 'SHELVED') h on h.copy_id = c.id
where c.id is null or h.copy_id is null;

-- a shelved copy is of the title held for
select h.id from holds h join copies c on c.id = h.copy_id where h.status = 'SHELVED' and c.book_id <> h.book_id;

-- nobody holds a title twice
select book_id, member_id from holds where status in ('WAITING', 'SHELVED') group by book_id, member_id having count(*) > 1;

-- a fulfilled hold became a borrowing of the same title and member
select h.id from holds h join borrowings x on x.id = h.borrowing_id
where h.status = 'FULFILLED' and (x.book_id <> h.book_id or x.member_id <> h.member_id);

-- a borrowing's fine is what was charged for it
select x.id from borrowings x
  left join (select borrowing_id, sum(amount) as amount from fines where cancelled_at is null group by borrowing_id) f on f.borrowing_id = x.id
where x.status <> 'CANCELLED' and x.fine <> coalesce(f.amount, 0);

-- the index holds books under their titles, and nothing that is no book (how many copies there are follows a little later)
select s.id from search_index s left join books b on b.id = s.id where s.kind = 'book' and (b.id is null or b.title <> s.title);

-- a suspended member has an open suspension
select m.id from members m left join member_suspensions s on s.member_id = m.id and s.lifted_at is null
where m.status = 'SUSPENDED' and s.id is null;
