drop table book_marc;
