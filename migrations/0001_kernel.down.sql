drop table schedule_runs, reaction_failures, reaction_cursors, idempotency_keys;
drop function ensure_fact_partitions(date, int);
drop table fact_details, facts;
drop extension unaccent;
drop extension pg_trgm;
