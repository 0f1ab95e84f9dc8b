alter table headings drop constraint headings_merge_batch, drop column merge_batch_id;
delete from catalog_batches where kind = 'HEADING_MERGE';
alter table catalog_batches drop constraint catalog_batches_kind_check,
  add constraint catalog_batches_kind_check check (kind in ('IMPORT', 'BULK_EDIT'));

drop index members_batch;
drop table member_batch_rows;

drop index borrowings_branch;
alter table borrowings drop column transit_to_before, drop column copy_status_before;

-- Loans of retired rules name none again, as they did when rules were deleted.
alter table borrowings drop constraint borrowings_rule_id_fkey,
  add constraint borrowings_rule_id_fkey foreign key (rule_id) references circulation_rules (id) on delete set null;
drop index circulation_rules_one;
delete from circulation_rules where retired_at is not null;
create unique index circulation_rules_one
  on circulation_rules (branch_id, member_type_id, collection_type_id, material_type) nulls not distinct;
alter table circulation_rules drop constraint circulation_rules_retired, drop column retired_by, drop column retired_at;
