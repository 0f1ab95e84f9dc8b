drop table holidays, branches, settings;
