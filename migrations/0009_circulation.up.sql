create table circulation_rules (
  id uuid primary key,
  branch_id uuid references branches (id) on delete restrict,
  member_type_id uuid references member_types (id) on delete restrict,
  collection_type_id uuid references collection_types (id) on delete restrict,
  material_type text check (material_type ~ '^[A-Z][A-Z_]{1,29}$'),
  loan_days int not null check (loan_days between 1 and 365),
  max_loans int not null check (max_loans between 0 and 1000),
  max_renewals int not null check (max_renewals between 0 and 100),
  grace_days int not null check (grace_days between 0 and 365),
  fine_per_day bigint not null check (fine_per_day between 0 and 100000000),
  max_fine bigint check (max_fine between 0 and 1000000000),
  hold_limit int not null check (hold_limit between 0 and 1000),
  hold_shelf_days int not null check (hold_shelf_days between 1 and 60),
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index circulation_rules_one
  on circulation_rules (branch_id, member_type_id, collection_type_id, material_type) nulls not distinct;

create table borrowings (
  id uuid primary key,
  copy_id uuid not null references copies (id) on delete restrict,
  book_id uuid not null references books (id) on delete restrict,
  member_id uuid not null references members (id) on delete restrict,
  branch_id uuid not null references branches (id) on delete restrict,
  rule_id uuid references circulation_rules (id) on delete set null,
  borrow_date timestamptz not null,
  due_date timestamptz not null,
  return_date timestamptz,
  return_branch_id uuid references branches (id) on delete restrict,
  status text not null default 'BORROWED' check (status in ('BORROWED', 'RETURNED', 'OVERDUE', 'CANCELLED')),
  outcome text check (outcome in ('RETURNED', 'LOST', 'DAMAGED')),
  renewals int not null default 0 check (renewals >= 0),
  fine bigint not null default 0,
  claimed_returned_at timestamptz,
  claimed_returned_by uuid,
  notes text check (length(notes) <= 500),
  processed_by uuid,
  returned_by uuid,
  cancelled_at timestamptz,
  cancelled_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint chk_due_date check (due_date > borrow_date),
  constraint chk_fine_amount check (fine >= 0),
  constraint borrowings_return_after check (return_date is null or return_date >= borrow_date),
  constraint borrowings_returned check ((status = 'RETURNED') = (return_date is not null)),
  constraint borrowings_cancelled check ((status = 'CANCELLED') = (cancelled_at is not null))
) with (fillfactor = 85);
create unique index borrowings_open_copy on borrowings (copy_id) where return_date is null and status <> 'CANCELLED';
create index borrowings_open_member on borrowings (member_id) where return_date is null and status <> 'CANCELLED';
create index borrowings_open_due on borrowings (due_date, id) where return_date is null and status <> 'CANCELLED';
create index borrowings_member on borrowings (member_id, borrow_date desc, id desc);
create index borrowings_book on borrowings (book_id, borrow_date desc, id desc);
create index borrowings_copy on borrowings (copy_id, borrow_date desc);
create index borrowings_date on borrowings (borrow_date desc, id desc);
create index borrowings_returned_at on borrowings (return_date) where return_date is not null;

-- The state follows the dates; CANCELLED (an undone scan) stays. The business clock comes in as updated_at.
create function update_borrowing_status() returns trigger language plpgsql as $$
begin
  if new.status = 'CANCELLED' then return new; end if;
  if new.return_date is not null then new.status := 'RETURNED';
  elsif new.due_date < new.updated_at then new.status := 'OVERDUE';
  else new.status := 'BORROWED';
  end if;
  return new;
end $$;
create trigger trg_update_borrowing_status before insert or update on borrowings
  for each row execute function update_borrowing_status();

-- The copy's way to ON_LOAN counts a borrowing; an undone scan takes the count back.
create function borrowing_uncount() returns trigger language plpgsql as $$
begin
  update book_counts set total_borrows = total_borrows - 1 where book_id = new.book_id;
  return null;
end $$;
create trigger borrowings_undone after update on borrowings for each row
  when ((new.status = 'CANCELLED' and old.status <> 'CANCELLED') or (new.return_date is null and old.return_date is not null))
  execute function borrowing_uncount();

create sequence hold_queue_seq;
create table holds (
  id uuid primary key,
  queue bigint not null default nextval('hold_queue_seq'),
  book_id uuid not null references books (id) on delete restrict,
  member_id uuid not null references members (id) on delete restrict,
  pickup_branch_id uuid not null references branches (id) on delete restrict,
  status text not null default 'WAITING' check (status in ('WAITING', 'SHELVED', 'FULFILLED', 'CANCELLED', 'EXPIRED')),
  copy_id uuid references copies (id) on delete restrict,
  placed_at timestamptz not null,
  placed_by uuid,
  shelved_at timestamptz,
  expires_at timestamptz,
  closed_at timestamptz,
  closed_by uuid,
  close_reason text check (length(close_reason) <= 500),
  borrowing_id uuid references borrowings (id) on delete restrict,
  updated_at timestamptz not null,
  check (status <> 'SHELVED' or (copy_id is not null and shelved_at is not null and expires_at is not null)),
  check ((status in ('WAITING', 'SHELVED')) = (closed_at is null)),
  check (status <> 'WAITING' or copy_id is null),
  check ((status = 'FULFILLED') = (borrowing_id is not null))
);
create unique index holds_one on holds (book_id, member_id) where status in ('WAITING', 'SHELVED');
create unique index holds_shelved_copy on holds (copy_id) where status = 'SHELVED';
create unique index holds_order on holds (queue);
create index holds_queue on holds (book_id, queue) where status = 'WAITING';
create index holds_member on holds (member_id, placed_at desc);
create index holds_expiry on holds (expires_at) where status = 'SHELVED';
create index holds_branch on holds (pickup_branch_id, status, queue);
