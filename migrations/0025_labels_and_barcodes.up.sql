-- Sheets of labels of the library's own, as they are measured with a ruler; every length in millimetres.
create table label_sheets (
  id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  paper_width double precision not null check (paper_width between 10 and 500),
  paper_height double precision not null check (paper_height between 10 and 1000),
  columns int not null check (columns between 1 and 20),
  rows int not null check (rows between 1 and 50),
  label_width double precision not null check (label_width between 10 and 500),
  label_height double precision not null check (label_height between 8 and 1000),
  left_edge double precision not null default 0 check (left_edge between 0 and 200),
  top_edge double precision not null default 0 check (top_edge between 0 and 200),
  gap_x double precision not null default 0 check (gap_x between 0 and 100),
  gap_y double precision not null default 0 check (gap_y between 0 and 100),
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint label_sheets_fit_across check (left_edge + columns * label_width + (columns - 1) * gap_x <= paper_width + 0.01),
  constraint label_sheets_fit_down check (top_edge + rows * label_height + (rows - 1) * gap_y <= paper_height + 0.01)
);
create unique index label_sheets_name on label_sheets (lower(name));

-- How far a printer has to be led until it meets the labels of a sheet: ours by its code, one's own by its id.
create table label_shifts (
  sheet text primary key check (length(sheet) between 1 and 60),
  x double precision not null check (x between -20 and 20),
  y double precision not null check (y between -20 and 20),
  updated_at timestamptz not null,
  updated_by uuid
);

-- Numbers printed on labels before there are copies for them. A number is given once, whatever stands before it.
create table barcode_ranges (
  id uuid primary key,
  prefix text not null check (prefix ~ '^[A-Z0-9-]{0,10}$'),
  digits int not null check (digits between 1 and 10),
  check_digit text not null check (check_digit in ('NONE', 'MOD10', 'MOD11')),
  first_number bigint not null check (first_number >= 0),
  last_number bigint not null check (last_number <= 9999999999),
  branch_id uuid references branches (id) on delete restrict,
  note text check (length(note) between 1 and 200),
  created_at timestamptz not null,
  created_by uuid,
  check (last_number - first_number between 0 and 9999),
  constraint barcode_ranges_apart exclude using gist (int8range(first_number, last_number, '[]') with &&)
);
create index barcode_ranges_newest on barcode_ranges (created_at desc, id desc);

-- Every time labels were printed; what is printed again names the first.
create table label_prints (
  id uuid primary key,
  kind text not null check (kind in ('BARCODE', 'SPINE', 'BOTH')),
  symbol text not null check (symbol in ('CODE128', 'QR')),
  sheet text not null check (length(sheet) between 1 and 60),
  start int not null check (start >= 1),
  labels int not null check (labels >= 1),
  -- Of a range: which of its numbers.
  range_id uuid references barcode_ranges (id) on delete restrict,
  first_number bigint,
  last_number bigint,
  again_of uuid references label_prints (id) on delete restrict,
  printed_at timestamptz not null,
  printed_by uuid,
  check ((range_id is null) = (first_number is null) and (range_id is null) = (last_number is null))
);
create index label_prints_newest on label_prints (printed_at desc, id desc);
create index label_prints_range on label_prints (range_id) where range_id is not null;

create table label_print_copies (
  print_id uuid not null references label_prints (id) on delete restrict,
  -- A copy goes only with an import that is undone.
  copy_id uuid not null references copies (id) on delete cascade,
  primary key (print_id, copy_id)
);
create index label_print_copies_copy on label_print_copies (copy_id);

-- Other spellings of a heading, one a row, so that they are found and browsed like names.
create table heading_variants (
  heading_id uuid not null references headings (id) on delete cascade,
  kind text not null,
  name text not null,
  normalised text collate "C" not null,
  primary key (heading_id, normalised)
);
create index heading_variants_name on heading_variants (kind, normalised);
create index heading_variants_find on heading_variants using gin (to_tsvector('simple', normalised));

-- The words of a name as the program's own normalise() has them for Latin letters.
create function variant_words(name text) returns text language sql immutable as $$
  select trim(both ' ' from regexp_replace(
    regexp_replace(
      translate(
        regexp_replace(normalize(lower(normalize(name, nfkc)), nfd), U&'[\0300-\036f]', '', 'g'),
        'øđðłı', 'oddli'),
      '(\w)[''‘’`´](\w)', '\1\2', 'g'),
    '[^[:alnum:]]+', ' ', 'g'))
$$;

create function heading_variants_follow() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then delete from heading_variants where heading_id = new.id; end if;
  insert into heading_variants (heading_id, kind, name, normalised)
    select distinct on (variant_words(v)) new.id, new.kind, v, left(variant_words(v), 255) from unnest(new.variants) v
    where variant_words(v) <> '' order by variant_words(v), v
    on conflict do nothing;
  return null;
end $$;
create trigger heading_variants_new after insert on headings
  for each row when (new.variants <> '{}') execute function heading_variants_follow();
create trigger heading_variants_changed after update of variants on headings
  for each row when (new.variants is distinct from old.variants) execute function heading_variants_follow();

insert into heading_variants (heading_id, kind, name, normalised)
  select distinct on (h.id, variant_words(v)) h.id, h.kind, v, left(variant_words(v), 255)
  from headings h, unnest(h.variants) v where variant_words(v) <> '' order by h.id, variant_words(v), v
  on conflict do nothing;
