drop function drop_fact_month(date, bigint, bytea, timestamptz);
drop function erase_fact_details(text[], text[], uuid[]);
drop table fact_erasures, fact_archives, audit_tree, audit_checkpoints, fact_seals;
