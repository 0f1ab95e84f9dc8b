create table reports (
  id uuid primary key,
  type text not null check (type in ('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'CUSTOM')),
  subject text not null check (subject in ('circulation', 'collection', 'overdue', 'cash', 'members')),
  title text not null check (length(title) between 1 and 255),
  description text check (length(description) <= 2000),
  branch_id uuid references branches (id) on delete restrict,
  start_date date not null,
  end_date date not null,
  data jsonb not null,
  generated_by uuid not null,
  created_at timestamptz not null,
  check (end_date >= start_date)
);
create index reports_type on reports (type);
create index reports_created on reports (created_at desc, id desc);
