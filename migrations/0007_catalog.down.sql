drop table copies;
drop function book_counts_follow();
drop function copy_is_free(text);
drop function copy_in_stock(text);
drop sequence copy_barcode_seq;
drop table book_counts, book_subjects, book_contributors, books;
drop function book_counts_start();
drop table catalog_batches, collection_types, headings;
