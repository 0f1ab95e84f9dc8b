create table headings (
  id uuid primary key,
  kind text not null check (kind in ('AUTHOR', 'SUBJECT')),
  name text not null check (length(name) between 1 and 255),
  normalised text collate "C" not null check (length(normalised) between 1 and 255),
  variants text[] not null default '{}',
  merged_into uuid references headings (id) on delete restrict,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (merged_into <> id)
);
create unique index headings_one on headings (kind, normalised) where merged_into is null;
create index headings_merged on headings (merged_into) where merged_into is not null;
create index headings_once_called on headings (kind, normalised) where merged_into is not null;

-- Reference copies do not leave the house: loanable = false.
create table collection_types (
  id uuid primary key,
  code text not null check (code ~ '^[A-Z0-9][A-Z0-9_-]{0,29}$'),
  name text not null check (length(name) between 1 and 100),
  loanable boolean not null default true
);
create unique index collection_types_code on collection_types (code);

create table catalog_batches (
  id uuid primary key,
  kind text not null check (kind in ('IMPORT', 'BULK_EDIT')),
  summary jsonb not null,
  before jsonb,
  created_at timestamptz not null,
  created_by uuid,
  undone_at timestamptz,
  undone_by uuid
);

create table books (
  id uuid primary key,
  title text not null check (length(title) between 1 and 500),
  author text not null check (length(author) between 1 and 255),
  isbn text check (isbn ~ '^97[89][0-9]{10}$'),
  category text not null check (length(category) between 1 and 100),
  material_type text not null default 'BOOK' check (material_type ~ '^[A-Z][A-Z_]{1,29}$'),
  language text check (language ~ '^[a-z]{2,3}$'),
  published_year int check (published_year between 1000 and 2200),
  publisher text check (length(publisher) <= 255),
  place text check (length(place) <= 255),
  edition text check (length(edition) <= 255),
  series text check (length(series) <= 500),
  pages text check (length(pages) <= 100),
  classification text check (length(classification) <= 50),
  call_number text check (length(call_number) <= 100),
  description text check (length(description) <= 5000),
  cover_image text,
  location text check (length(location) <= 100),
  rating real not null default 0 check (rating between 0 and 5),
  review_count int not null default 0 check (review_count >= 0),
  flags text[] not null default '{}',
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'DAMAGED', 'LOST', 'ARCHIVED')),
  archived_at timestamptz,
  archived_by uuid,
  batch_id uuid references catalog_batches (id) on delete restrict,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((status = 'ARCHIVED') = (archived_at is not null))
);
create index books_isbn on books (isbn) where isbn is not null;
create index books_category on books (category, created_at desc) where status = 'ACTIVE';
create index books_status on books (status, created_at desc);
create index books_created on books (created_at desc, id desc);
create index books_title on books (lower(title), id);
create index books_author on books (lower(author), id);
create index books_classification on books (classification, id) where classification is not null;

create table book_contributors (
  book_id uuid not null references books (id) on delete restrict,
  heading_id uuid not null references headings (id) on delete restrict,
  role text not null default 'AUTHOR' check (role ~ '^[A-Z_]{2,30}$'),
  position int not null check (position >= 0),
  primary key (book_id, heading_id, role)
);
create index book_contributors_heading on book_contributors (heading_id);

create table book_subjects (
  book_id uuid not null references books (id) on delete restrict,
  heading_id uuid not null references headings (id) on delete restrict,
  primary key (book_id, heading_id)
);
create index book_subjects_heading on book_subjects (heading_id);

-- Kept by the triggers below only, so that lending a copy never touches the book's row or its ETag.
create table book_counts (
  book_id uuid primary key references books (id) on delete restrict,
  stock int not null default 0,
  available int not null default 0,
  total_borrows int not null default 0 check (total_borrows >= 0),
  check (available >= 0),
  constraint chk_stock_available check (available <= stock)
) with (fillfactor = 70);

create sequence copy_barcode_seq;

create table copies (
  id uuid primary key,
  book_id uuid not null references books (id) on delete restrict,
  barcode text not null check (barcode ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'),
  branch_id uuid not null references branches (id) on delete restrict,
  collection_type_id uuid not null references collection_types (id) on delete restrict,
  location text check (length(location) <= 100),
  status text not null default 'AVAILABLE' check (status in
    ('AVAILABLE', 'ON_LOAN', 'ON_HOLD_SHELF', 'IN_TRANSIT', 'DAMAGED', 'LOST', 'WITHDRAWN')),
  transit_to uuid references branches (id) on delete restrict,
  price bigint check (price between 0 and 9007199254740991),
  acquired_on date,
  inventory_number text check (length(inventory_number) <= 100),
  notes text check (length(notes) <= 1000),
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  withdrawn_reason text,
  batch_id uuid references catalog_batches (id) on delete restrict,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((status = 'IN_TRANSIT') = (transit_to is not null)),
  check ((status = 'WITHDRAWN') = (withdrawn_at is not null))
) with (fillfactor = 80);
create unique index copies_barcode on copies (lower(barcode));
create index copies_book on copies (book_id, branch_id, status);
create index copies_branch on copies (branch_id, id);
create index copies_inventory on copies (inventory_number) where inventory_number is not null;

create function book_counts_start() returns trigger language plpgsql as $$
begin
  insert into book_counts (book_id) values (new.id);
  return new;
end $$;
create trigger books_counts after insert on books for each row execute function book_counts_start();

create function copy_in_stock(status text) returns int language sql immutable as
  $$ select case when status in ('LOST', 'WITHDRAWN') then 0 else 1 end $$;
create function copy_is_free(status text) returns int language sql immutable as
  $$ select case when status = 'AVAILABLE' then 1 else 0 end $$;

create function book_counts_follow() returns trigger language plpgsql as $$
declare
  was_stock int := 0; is_stock int := 0; was_free int := 0; is_free int := 0; lent int := 0;
begin
  if tg_op <> 'INSERT' then was_stock := copy_in_stock(old.status); was_free := copy_is_free(old.status); end if;
  if tg_op <> 'DELETE' then is_stock := copy_in_stock(new.status); is_free := copy_is_free(new.status); end if;
  if tg_op = 'UPDATE' and old.book_id <> new.book_id then
    update book_counts set available = available - was_free, stock = stock - was_stock where book_id = old.book_id;
    update book_counts set stock = stock + is_stock, available = available + is_free where book_id = new.book_id;
    return null;
  end if;
  if tg_op = 'UPDATE' and new.status = 'ON_LOAN' and old.status <> 'ON_LOAN' then lent := 1; end if;
  if was_stock <> is_stock or was_free <> is_free or lent <> 0 then
    update book_counts set stock = stock + is_stock - was_stock, available = available + is_free - was_free,
      total_borrows = total_borrows + lent
      where book_id = case when tg_op = 'DELETE' then old.book_id else new.book_id end;
  end if;
  return null;
end $$;
create trigger copies_counts after insert or delete or update of status, book_id on copies
  for each row execute function book_counts_follow();
