create table reports (
  id uuid primary key,
  type text not null check (type in ('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'CUSTOM')),
  subject text not null check (subject in ('circulation', 'collection', 'overdue', 'cash', 'members')),
  -- null: called by its subject and period, in the language of whoever reads it
  title text check (length(title) between 1 and 255),
  description text check (length(description) <= 2000),
  branch_id uuid references branches (id) on delete restrict,
  start_date date not null,
  end_date date not null,
  -- Figures in a shape that says its version; no names of persons, so that erasing a person leaves nothing here.
  data jsonb not null check ((data ->> 'subject' = subject and jsonb_typeof(data -> 'version') = 'number') is true),
  generated_by uuid not null,
  created_at timestamptz not null,
  check (end_date >= start_date)
);
create index reports_type on reports (type);
create index reports_created on reports (created_at desc, id desc);
create index reports_branch on reports (branch_id, created_at desc, id desc);

create trigger reports_frozen before update or delete on reports for each statement execute function refuse_change();
