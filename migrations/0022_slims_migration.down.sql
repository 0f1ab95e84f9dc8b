drop function learn_sizes(text[]);
drop table slims_progress;
drop table slims_ids;
drop table slims_sources;
