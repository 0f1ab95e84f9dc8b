drop table holds;
drop sequence hold_queue_seq;
drop table borrowings;
drop function borrowing_uncount();
drop function update_borrowing_status();
drop table circulation_rules;
