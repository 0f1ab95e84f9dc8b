drop table slims_moves;
drop table library_exports;
