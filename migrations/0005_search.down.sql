drop table search_words, search_index;
