-- One index for every kind of record. `access`: who may find it (public | staff).
create table search_index (
  kind text not null,
  id uuid not null,
  access text not null default 'public' check (access in ('public', 'staff')),
  title text not null,
  body tsvector not null,
  trigrams text not null,
  facets jsonb not null default '{}',
  facet_keys text[] not null default '{}',
  popularity int not null default 0,
  sort_title text not null,
  updated_at timestamptz not null,
  primary key (kind, id)
);
create index search_index_body on search_index using gin (body);
create index search_index_trigrams on search_index using gin (trigrams gin_trgm_ops);
create index search_index_facet_keys on search_index using gin (facet_keys);
create index search_index_popular on search_index (kind, popularity desc, id);

-- Words as people write them, with how many records hold them: prefix suggestions and did-you-mean.
create table search_words (
  word text primary key check (length(word) between 2 and 60),
  records int not null check (records >= 0)
);
create index search_words_prefix on search_words (word text_pattern_ops, records desc);
create index search_words_trigrams on search_words using gin (word gin_trgm_ops);
