create table member_types (
  id uuid primary key,
  code text not null check (code ~ '^[A-Z0-9][A-Z0-9_-]{0,29}$'),
  name text not null check (length(name) between 1 and 100),
  membership_days int check (membership_days between 1 and 36500),
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'RETIRED')),
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index member_types_code on member_types (code);

create sequence member_number_seq;

-- Batches of one bulk change (import, class promotion): what it touched and what stood there before.
create table member_batches (
  id uuid primary key,
  kind text not null check (kind in ('IMPORT', 'PROMOTION')),
  summary jsonb not null,
  before jsonb,
  created_at timestamptz not null,
  created_by uuid,
  undone_at timestamptz,
  undone_by uuid
);

create table members (
  id uuid primary key,
  member_id text not null check (member_id ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'),
  account_id uuid references accounts (id) on delete restrict,
  member_type_id uuid not null references member_types (id) on delete restrict,
  branch_id uuid not null references branches (id) on delete restrict,
  name text not null check (length(name) between 1 and 255),
  email text check (length(email) <= 254 and email ~ '^[^@\s]+@[^@\s]+$'),
  phone text check (length(phone) <= 50),
  address text check (length(address) <= 1000),
  identity_number text check (length(identity_number) <= 50),
  department text check (length(department) <= 100),
  class_name text check (length(class_name) <= 50),
  photo text,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'SUSPENDED', 'DELETED')),
  join_date date not null,
  expiry_date date,
  suspension_start date,
  suspension_end date,
  consent jsonb not null default '{}',
  notes text check (length(notes) <= 2000),
  batch_id uuid references member_batches (id) on delete restrict,
  merged_into uuid references members (id) on delete restrict,
  erased_at timestamptz,
  deleted_at timestamptz,
  deleted_by uuid,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((status = 'DELETED') = (deleted_at is not null)),
  check (expiry_date is null or expiry_date >= join_date),
  check (suspension_end is null or suspension_end >= suspension_start)
);
create unique index members_member_id on members (lower(member_id));
create unique index members_email on members (lower(email)) where status <> 'DELETED';
create unique index members_account on members (account_id);
create index members_status on members (status);
create index members_branch on members (branch_id, id);
create index members_active on members (id) where status = 'ACTIVE';
create index members_created on members (created_at desc, id desc);
create index members_name on members (lower(name), id);
create index members_find on members using gin ((lower(name || ' ' || member_id || ' ' || coalesce(identity_number, '') || ' ' || coalesce(email, ''))) gin_trgm_ops);
create index members_class on members (class_name) where class_name is not null;
create index members_identity on members (identity_number) where identity_number is not null;
create index members_expiry on members ((coalesce(expiry_date, 'infinity'::date)), id);
create index members_suspension on members (suspension_start) where suspension_start is not null;

-- A suspension is a story with who, when and why; the member's columns are its present state.
create table member_suspensions (
  id uuid primary key,
  member_id uuid not null references members (id) on delete restrict,
  starts_on date not null,
  ends_on date,
  reason text not null check (length(reason) between 1 and 500),
  created_at timestamptz not null,
  created_by uuid,
  lifted_at timestamptz,
  lifted_by uuid,
  check (ends_on is null or ends_on >= starts_on)
);
create unique index member_suspensions_open on member_suspensions (member_id) where lifted_at is null;
