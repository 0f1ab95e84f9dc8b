-- Lists as somebody wants to see them again; `query` is what stands behind the '?' of the list's address.
create table saved_filters (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete restrict,
  list text not null check (list ~ '^[a-z][a-z-]{1,29}$'),
  name text not null check (length(name) between 1 and 60),
  query text not null check (length(query) <= 2000),
  created_at timestamptz not null
);
create unique index saved_filters_one on saved_filters (account_id, list, lower(name));

-- What a bulk edit found in each book, so that it can be undone while nobody touched the book since.
create table catalog_batch_rows (
  batch_id uuid not null references catalog_batches (id) on delete restrict,
  book_id uuid not null references books (id) on delete restrict,
  before jsonb not null,
  -- Of the book as the edit left it.
  version int not null,
  undone_at timestamptz,
  primary key (batch_id, book_id)
);
create index catalog_batch_rows_book on catalog_batch_rows (book_id);
create index catalog_batches_newest on catalog_batches (kind, created_at desc, id desc);

-- What was archived last stands first.
create index books_archived on books (archived_at desc, id desc) where status = 'ARCHIVED';

-- Books that an import flagged are found by the index, too.
insert into search_facets (name, value)
  select distinct 'flag', split_part(flag, ':', 1) from books, unnest(flags) flag where flag <> ''
  on conflict (name, value) do nothing;
update search_index s set facets = array(
    select distinct id from (
      select unnest(s.facets) as id
      union select f.id from unnest(b.flags) flag join search_facets f on f.name = 'flag' and f.value = split_part(flag, ':', 1)) x
    order by id)
  from books b where s.kind = 'book' and s.id = b.id and b.flags <> '{}';

do $$
declare
  app text := coalesce(nullif(current_setting('pustaka.app_role', true), ''), 'pustaka_app');
begin
  if app <> current_user and to_regrole(quote_ident(app)) is not null then
    perform grant_app_rights(app);
  end if;
end $$;
