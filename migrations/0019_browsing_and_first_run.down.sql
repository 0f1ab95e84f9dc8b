drop table setup_drafts;
drop index book_subjects_heading;
create index book_subjects_heading on book_subjects (heading_id);
drop index book_contributors_heading;
create index book_contributors_heading on book_contributors (heading_id);
drop index headings_find;
