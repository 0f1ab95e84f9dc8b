-- One index for every kind of record, put by the record's owner in the same transaction.
-- Sorted by code point (texts are normalised before), so that one index serves order and beginnings.
create table search_index (
  kind text not null check (kind ~ '^[a-z][a-z-]{1,19}$'),
  id uuid not null,
  is_public boolean not null,
  popularity smallint not null default 0 check (popularity between 0 and 40),
  number int not null default 0,
  created_at timestamptz not null,
  facets int[] not null default '{}',
  sort_title text collate "C" not null,
  sort_author text collate "C" not null,
  title text not null,
  body tsvector not null,
  primary key (kind, id)
);
-- A short pending list: every search reads it from end to end.
create index search_index_body on search_index using gin (body, facets) with (gin_pending_list_limit = 256);
create index search_index_popular on search_index (popularity desc, id);
create index search_index_title on search_index (sort_title, id);
create index search_index_author on search_index (sort_author, id);
create index search_index_created on search_index (created_at, id);
create index search_index_number on search_index (number, id);
create index search_index_known on search_index (sort_title, id) where popularity >= 8;

-- Facet values as small numbers: narrow rows are what makes counting ten thousand of them quick.
create table search_facets (
  id int primary key generated always as identity,
  name text not null check (length(name) between 1 and 50),
  value text not null check (length(value) between 1 and 300)
);
create unique index search_facets_one on search_facets (name, value);

-- Words of titles and authors as people write them, with how many public records hold them:
-- suggestions, did-you-mean, and the proof that a common word stands in more than ten thousand records.
create table search_words (
  kind text not null,
  word text collate "C" not null check (length(word) between 2 and 60),
  records int not null,
  primary key (kind, word)
);
create index search_words_prefix on search_words (word, records);
create index search_words_common on search_words (word, records) where records >= 20;
create index search_words_trigrams on search_words using gin (word gin_trgm_ops);

-- Only ever added to by writers, and folded into search_words by one reader: two who save the same
-- common word never wait for each other.
create table search_word_changes (
  id bigint primary key generated always as identity,
  kind text not null,
  added text[] not null,
  removed text[] not null,
  records int not null
);
