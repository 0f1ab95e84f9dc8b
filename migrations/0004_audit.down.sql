drop function erase_fact_details(text[], text[], uuid[]);
drop table audit_tree, audit_checkpoints, fact_seals;
