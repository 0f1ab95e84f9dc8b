drop table search_word_changes, search_words, search_facets, search_index;
