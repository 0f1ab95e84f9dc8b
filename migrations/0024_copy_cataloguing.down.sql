drop table catalogue_targets;
