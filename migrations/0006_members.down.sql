drop table member_suspensions, members, member_batches;
drop sequence member_number_seq;
drop table member_types;
