-- settings, branches, calendars
create table settings (
  key text primary key check (key ~ '^[a-z][A-Za-z0-9]*$'),
  value jsonb not null,
  updated_at timestamptz not null,
  updated_by uuid
);

create table branches (
  id uuid primary key,
  code text not null check (code ~ '^[A-Z0-9][A-Z0-9-]{0,19}$'),
  name text not null check (length(name) between 1 and 200),
  kind text not null default 'FIXED' check (kind in ('FIXED', 'MOBILE')),
  address text check (length(address) <= 1000),
  phone text check (length(phone) <= 50),
  time_zone text,
  opening_hours jsonb,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'CLOSED')),
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index branches_code on branches (code);

create table holidays (
  id uuid primary key,
  branch_id uuid references branches (id) on delete restrict,
  date date not null,
  name text not null check (length(name) between 1 and 200),
  source text not null default 'OWN' check (source in ('NATIONAL', 'OWN')),
  tentative boolean not null default false,
  created_at timestamptz not null
);
create unique index holidays_day on holidays (date, branch_id) nulls not distinct;
