-- A rule is retired, never deleted: the loans made under it keep it, and their fines with it.
alter table circulation_rules
  add column retired_at timestamptz,
  add column retired_by uuid,
  add constraint circulation_rules_retired check (retired_by is null or retired_at is not null);
drop index circulation_rules_one;
create unique index circulation_rules_one
  on circulation_rules (branch_id, member_type_id, collection_type_id, material_type) nulls not distinct
  where retired_at is null;
alter table borrowings drop constraint borrowings_rule_id_fkey,
  add constraint borrowings_rule_id_fkey foreign key (rule_id) references circulation_rules (id) on delete restrict;

-- What an undone loan puts its copy back to. Null: lent before this was kept.
alter table borrowings
  add column copy_status_before text check (copy_status_before in
    ('AVAILABLE', 'ON_HOLD_SHELF', 'IN_TRANSIT', 'DAMAGED', 'LOST')),
  add column transit_to_before uuid references branches (id) on delete restrict;

-- The loans of one branch, newest first.
create index borrowings_branch on borrowings (branch_id, borrow_date desc, id desc);

-- What an import found in members it changed, so that it can be undone while nobody touched them since.
create table member_batch_rows (
  batch_id uuid not null references member_batches (id) on delete restrict,
  member_id uuid not null references members (id) on delete restrict,
  before jsonb not null,
  version int not null,
  primary key (batch_id, member_id)
);
create index member_batch_rows_member on member_batch_rows (member_id);
create index members_batch on members (batch_id, id) where batch_id is not null;

-- A merge of headings is a batch that remembers what it moved.
alter table catalog_batches drop constraint catalog_batches_kind_check,
  add constraint catalog_batches_kind_check check (kind in ('IMPORT', 'BULK_EDIT', 'HEADING_MERGE'));
alter table headings
  add column merge_batch_id uuid references catalog_batches (id) on delete restrict,
  add constraint headings_merge_batch check (merge_batch_id is null or merged_into is not null);

do $$
declare
  app text := coalesce(nullif(current_setting('pustaka.app_role', true), ''), 'pustaka_app');
begin
  if app <> current_user and to_regrole(quote_ident(app)) is not null then
    perform grant_app_rights(app);
  end if;
end $$;
