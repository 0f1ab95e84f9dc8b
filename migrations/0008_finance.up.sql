-- Double entry. A line is signed: debit > 0, credit < 0; the lines of an entry sum to zero, always.
create table ledger_accounts (
  code text primary key check (code ~ '^[0-9]{4}$'),
  name_id text not null,
  name_en text not null,
  kind text not null check (kind in ('ASSET', 'LIABILITY', 'INCOME', 'EXPENSE', 'EQUITY'))
);

create table ledger_entries (
  id uuid primary key,
  at timestamptz not null,
  kind text not null check (kind ~ '^[A-Z_]{2,40}$'),
  description text not null check (length(description) <= 500),
  branch_id uuid references branches (id) on delete restrict,
  account_id uuid,
  reverses uuid references ledger_entries (id) on delete restrict,
  -- The transaction that wrote the entry: lines are taken from it alone, so a committed entry gains none.
  tx xid8 not null default pg_current_xact_id()
);
create index ledger_entries_at on ledger_entries (at);
create unique index ledger_entries_reversed on ledger_entries (reverses) where reverses is not null;

create table ledger_lines (
  entry_id uuid not null references ledger_entries (id) on delete restrict,
  line int not null check (line >= 0),
  ledger_account text not null references ledger_accounts (code) on delete restrict,
  member_id uuid references members (id) on delete restrict,
  amount bigint not null check (amount <> 0 and amount between -9007199254740991 and 9007199254740991),
  primary key (entry_id, line)
);
create index ledger_lines_member on ledger_lines (member_id, ledger_account) where member_id is not null;
create index ledger_lines_account on ledger_lines (ledger_account, entry_id);

create function ledger_entry_balances() returns trigger language plpgsql as $$
begin
  if (select coalesce(sum(amount), 0) <> 0 or count(*) < 2 from ledger_lines where entry_id = new.entry_id) then
    raise exception 'ledger entry % does not balance', new.entry_id
      using errcode = '23514', constraint = 'ledger_entry_balances';
  end if;
  return null;
end $$;
create function ledger_entry_is_open() returns trigger language plpgsql as $$
begin
  if exists (select 1 from added where not exists (
      select 1 from ledger_entries e where e.id = added.entry_id and e.tx = pg_current_xact_id())) then
    raise exception 'ledger_lines is append-only' using errcode = '23514', constraint = 'append_only';
  end if;
  return null;
end $$;
create trigger ledger_lines_with_entry after insert on ledger_lines
  referencing new table as added for each statement execute function ledger_entry_is_open();

create constraint trigger ledger_lines_balance after insert on ledger_lines
  deferrable initially deferred for each row execute function ledger_entry_balances();

create function ledger_entry_has_lines() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from ledger_lines where entry_id = new.id) then
    raise exception 'ledger entry % has no lines', new.id
      using errcode = '23514', constraint = 'ledger_entry_balances';
  end if;
  return null;
end $$;
create constraint trigger ledger_entries_lines after insert on ledger_entries
  deferrable initially deferred for each row execute function ledger_entry_has_lines();

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '23514', constraint = 'append_only';
end $$;
create trigger ledger_lines_append_only before update or delete on ledger_lines
  for each statement execute function refuse_change();
create trigger ledger_entries_append_only before update or delete on ledger_entries
  for each statement execute function refuse_change();

insert into ledger_accounts (code, name_id, name_en, kind) values
  ('1010', 'Kas', 'Cash', 'ASSET'),
  ('1020', 'Bank (transfer)', 'Bank (transfers)', 'ASSET'),
  ('1030', 'Dompet elektronik', 'E-wallets', 'ASSET'),
  ('1040', 'Kartu', 'Cards', 'ASSET'),
  ('1050', 'QRIS', 'QRIS', 'ASSET'),
  ('1200', 'Piutang denda', 'Fines receivable', 'ASSET'),
  ('2100', 'Saldo anggota', 'Members'' credit', 'LIABILITY'),
  ('4100', 'Pendapatan denda keterlambatan', 'Overdue fines', 'INCOME'),
  ('4200', 'Pendapatan penggantian buku', 'Lost and damaged charges', 'INCOME'),
  ('5100', 'Penghapusan denda', 'Fines waived', 'EXPENSE');
