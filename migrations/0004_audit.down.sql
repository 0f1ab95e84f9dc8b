drop function erase_fact_details(text[], text[]);
drop table audit_checkpoints, fact_seals;
