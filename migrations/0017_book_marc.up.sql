-- The whole record a book came with: nothing of it is lost, whatever the columns of books can hold.
create table book_marc (
  book_id uuid primary key references books (id) on delete restrict,
  flavour text not null check (flavour in ('MARC21', 'UNIMARC', 'INDOMARC')),
  -- ISO 2709: the file's own bytes where it was that.
  record bytea not null check (length(record) between 26 and 2097152),
  digest bytea not null check (length(digest) = 16),
  -- 003 and 001: whose number it is, and the number.
  source text not null check (length(source) <= 100),
  control text check (length(control) between 1 and 100),
  batch_id uuid references catalog_batches (id) on delete restrict,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index book_marc_digest on book_marc (digest);
create index book_marc_control on book_marc (source, control) where control is not null;

do $$
declare
  app text := coalesce(nullif(current_setting('pustaka.app_role', true), ''), 'pustaka_app');
begin
  if app <> current_user and to_regrole(quote_ident(app)) is not null then
    perform grant_app_rights(app);
  end if;
end $$;
