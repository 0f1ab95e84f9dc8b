create sequence receipt_number_seq;

create table fines (
  id uuid primary key,
  borrowing_id uuid references borrowings (id) on delete restrict,
  member_id uuid not null references members (id) on delete restrict,
  branch_id uuid not null references branches (id) on delete restrict,
  reason text not null check (reason in ('OVERDUE', 'LOST', 'DAMAGED', 'OTHER')),
  -- At most a trillion, so that sums stay exact below 2^53.
  amount bigint not null check (amount between 1 and 1000000000000),
  paid bigint not null default 0 check (paid >= 0),
  waived bigint not null default 0 check (waived >= 0),
  outstanding bigint not null generated always as (
    case when cancelled_at is null then amount - paid - waived else 0 end) stored,
  status text not null generated always as (
    case when cancelled_at is not null then 'CANCELLED'
         when paid + waived >= amount then case when paid = 0 then 'WAIVED' else 'PAID' end
         when paid + waived = 0 then 'UNPAID' else 'PARTIAL' end) stored,
  -- A loan renewed while overdue is charged then, and may be charged again at its return: one row a period.
  period int not null default 0 check (period >= 0),
  explanation jsonb not null default '{}',
  cancelled_at timestamptz,
  cancelled_by uuid,
  ledger_entry_id uuid not null references ledger_entries (id) on delete restrict,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint fines_never_overpaid check (paid + waived <= amount),
  constraint fines_cancelled_unpaid check (cancelled_at is null or paid = 0)
);
create unique index fines_one on fines (borrowing_id, reason, period) where borrowing_id is not null and cancelled_at is null;
create index fines_member on fines (member_id, created_at desc, id desc);
create index fines_created on fines (created_at desc, id desc);
create index fines_branch on fines (branch_id, created_at desc, id desc);
create index fines_unpaid on fines (created_at, id) where paid + waived < amount and cancelled_at is null;
create index fines_unpaid_member on fines (member_id) where paid + waived < amount and cancelled_at is null;

create table fine_payments (
  id uuid primary key,
  receipt_number bigint not null default nextval('receipt_number_seq'),
  fine_id uuid not null references fines (id) on delete restrict,
  borrowing_id uuid references borrowings (id) on delete restrict,
  member_id uuid not null references members (id) on delete restrict,
  branch_id uuid not null references branches (id) on delete restrict,
  -- One sum over several fines: its first payment, its second, ...
  part int not null default 0 check (part >= 0),
  amount bigint not null check (amount between 1 and 1000000000000),
  payment_date timestamptz not null,
  method text not null check (method in ('CASH', 'TRANSFER', 'E_WALLET', 'CARD', 'QRIS', 'CREDIT')),
  reference text check (length(reference) <= 200),
  processed_by uuid not null,
  notes text check (length(notes) <= 500),
  refunded bigint not null default 0 check (refunded >= 0),
  -- What was handed over beyond the fine and put on the member's credit.
  change_credited bigint not null default 0 check (change_credited between 0 and 1000000000000),
  ledger_entry_id uuid not null references ledger_entries (id) on delete restrict,
  created_at timestamptz not null,
  constraint fine_payments_never_over_refunded check (refunded <= amount),
  check (method <> 'CREDIT' or change_credited = 0)
);
create unique index fine_payments_receipt on fine_payments (receipt_number);
-- One QRIS transaction pays once, however many fines it is spread over.
create unique index fine_payments_reference on fine_payments (reference) where method = 'QRIS' and reference is not null and part = 0;
create index fine_payments_fine on fine_payments (fine_id);
create index fine_payments_borrowing on fine_payments (borrowing_id);
create index fine_payments_member on fine_payments (member_id, payment_date desc);
create index fine_payments_date on fine_payments (payment_date, id);

create table fine_waivers (
  id uuid primary key,
  fine_id uuid not null references fines (id) on delete restrict,
  amount bigint not null check (amount > 0),
  reason text not null check (length(reason) between 1 and 500),
  waived_by uuid not null,
  waived_at timestamptz not null,
  ledger_entry_id uuid not null references ledger_entries (id) on delete restrict
);
create index fine_waivers_fine on fine_waivers (fine_id);

-- Money goes back only when a second person agrees (a setting may say otherwise, and is stored with the row).
create table fine_refunds (
  id uuid primary key,
  payment_id uuid not null references fine_payments (id) on delete restrict,
  branch_id uuid not null references branches (id) on delete restrict,
  amount bigint not null check (amount > 0),
  method text not null check (method in ('CASH', 'TRANSFER', 'E_WALLET', 'CARD', 'QRIS', 'CREDIT')),
  reason text not null check (length(reason) between 1 and 500),
  status text not null check (status in ('REQUESTED', 'APPROVED', 'REJECTED')),
  requested_by uuid not null,
  requested_at timestamptz not null,
  second_person boolean not null,
  decided_by uuid,
  decided_at timestamptz,
  decision_note text check (length(decision_note) <= 500),
  ledger_entry_id uuid references ledger_entries (id) on delete restrict,
  check ((status = 'REQUESTED') = (decided_by is null)),
  check ((status = 'APPROVED') = (ledger_entry_id is not null)),
  constraint fine_refunds_second_person check (status <> 'APPROVED' or not second_person or decided_by <> requested_by)
);
create index fine_refunds_payment on fine_refunds (payment_id);
create index fine_refunds_decided on fine_refunds (decided_at) where status = 'APPROVED';
create index fine_refunds_requested on fine_refunds (requested_at desc, id desc);
create index fine_refunds_open on fine_refunds (requested_at) where status = 'REQUESTED';
