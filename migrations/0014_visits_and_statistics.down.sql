drop table statistics_runs, statistics_snapshots, visit_counters, visit_last_seen, visits, visit_rooms;
drop function refuse_visit_delete();
drop function ensure_visit_partitions(date, int);
drop sequence visit_number_seq;
