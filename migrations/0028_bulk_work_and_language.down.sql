alter table accounts drop column locale_chosen;
alter table catalog_batches drop column cancelled_at, drop column cancelled_by, drop column moved_at;
drop table catalog_batch_parts;
