-- A file somebody brings in: books or members, looked at first, then written part by part, and taken back while untouched.
create table imports (
  id uuid primary key,
  kind text not null check (kind in ('BOOKS', 'MEMBERS')),
  format text not null check (format in ('csv', 'xlsx', 'iso2709', 'marcxml', 'json')),
  file_name text not null check (length(file_name) between 1 and 255),
  file_size bigint not null check (file_size > 0),
  file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
  -- { encoding, delimiter, columns }: what the first bytes told.
  sniffed jsonb not null default '{}',
  -- Pictures of members beside their list.
  photos_name text check (length(photos_name) between 1 and 255),
  photos_size bigint,
  state text not null check (state in
    ('UPLOADED', 'MAPPED', 'PREVIEWED', 'RUNNING', 'PAUSED', 'DONE', 'CANCELLED', 'FAILED', 'UNDOING', 'UNDONE')),
  -- [{ header, field }], field null: passed over.
  mapping jsonb not null default '[]',
  options jsonb not null default '{}',
  preview jsonb,
  -- How far it is, written with the rows it speaks of.
  cursor jsonb not null default '{}',
  counts jsonb not null default '{}',
  problem jsonb,
  undone jsonb,
  created_by uuid references accounts (id) on delete restrict,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz,
  -- The file is kept so long, then only its story.
  file_removed_at timestamptz,
  version int not null default 1
);
create index imports_newest on imports (created_at desc, id desc);
create index imports_working on imports (updated_at) where state in ('RUNNING', 'UNDOING');
create index imports_same_file on imports (file_sha256);

-- Rows that could not be brought in, as they stand in the file.
create table import_rejects (
  import_id uuid not null references imports (id) on delete restrict,
  n int not null,
  line int not null,
  -- In bytes, where the format knows it.
  at_byte bigint,
  field text not null,
  code text not null,
  message text not null,
  cells jsonb,
  raw bytea check (length(raw) <= 131072),
  primary key (import_id, n)
);

-- Columns and choices as a library brings them each time.
create table import_profiles (
  id uuid primary key,
  kind text not null check (kind in ('BOOKS', 'MEMBERS')),
  name text not null check (length(name) between 1 and 60),
  mapping jsonb not null,
  options jsonb not null,
  created_by uuid references accounts (id) on delete restrict,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1
);
create unique index import_profiles_one on import_profiles (kind, lower(name));

create index books_batch on books (batch_id, id) where batch_id is not null;
create index copies_batch on copies (batch_id, id) where batch_id is not null;

-- The application may not delete books or copies. An import that is undone takes back what it made, and nothing that anybody
-- changed, lent or waits for since: whatever is spoken of elsewhere stays (foreign keys), one by one where need be.
-- How often a book was changed since it was made, without what was taken back: that left its version two higher.
create function book_changes(book uuid, version int) returns int stable language sql set search_path = public, pg_temp as $$
  select version - 1 - 2 * (select count(*)::int from catalog_batch_rows r where r.book_id = book and r.undone_at is not null);
$$;
create function remove_imported_books(batch uuid, ids uuid[]) returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  mine uuid[];
  each uuid;
begin
  if not has_table_privilege(session_user, 'books', 'update') then
    raise insufficient_privilege using message = 'this is the application''s to ask';
  end if;
  select coalesce(array_agg(b.id order by b.id), '{}') into mine from books b join catalog_batches k on k.id = b.batch_id
    where k.kind = 'IMPORT' and b.batch_id = batch and b.id = any (ids) and book_changes(b.id, b.version) = 0
      and not exists (select from copies c where c.book_id = b.id
        and (c.batch_id is distinct from batch or c.version > 1 or c.status <> 'AVAILABLE'));
  begin
    perform drop_books(mine);
    return query select unnest(mine);
    return;
  exception when foreign_key_violation then null;
  end;
  foreach each in array mine loop
    begin
      perform drop_books(array[each]);
      return next each;
    exception when foreign_key_violation then null;
    end;
  end loop;
end $$;
create function drop_books(ids uuid[]) returns void language sql set search_path = public, pg_temp as $$
  delete from copies where book_id = any (ids);
  delete from book_contributors where book_id = any (ids);
  delete from book_subjects where book_id = any (ids);
  delete from book_marc where book_id = any (ids);
  delete from catalog_batch_rows where book_id = any (ids) and undone_at is not null;
  delete from book_counts where book_id = any (ids);
  delete from books where id = any (ids);
$$;
create function remove_imported_copies(batch uuid, ids uuid[]) returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  each uuid;
begin
  if not has_table_privilege(session_user, 'books', 'update') then
    raise insufficient_privilege using message = 'this is the application''s to ask';
  end if;
  for each in select c.id from copies c join catalog_batches k on k.id = c.batch_id
    where k.kind = 'IMPORT' and c.batch_id = batch and c.id = any (ids) and c.version = 1 and c.status = 'AVAILABLE' order by c.id
  loop
    begin
      delete from copies where id = each;
      return next each;
    exception when foreign_key_violation then null;
    end;
  end loop;
end $$;
