drop function remove_imported_copies(uuid, uuid[]);
drop function remove_imported_books(uuid, uuid[]);
drop function book_changes(uuid, int);
drop function drop_books(uuid[]);
drop index copies_batch;
drop index books_batch;
drop table import_profiles;
drop table import_rejects;
drop table imports;
