-- A SLiMS that a library moves in from, by the place of its database.
create table slims_sources (
  id uuid primary key,
  place text not null check (length(place) between 1 and 500),
  started_at timestamptz not null,
  -- The last time everything was looked through from end to end.
  checked_at timestamptz
);
create unique index slims_sources_place on slims_sources (place);

-- What became of each record: the same old number leads to the same new id, however often it is brought over.
create table slims_ids (
  source_id uuid not null references slims_sources (id) on delete restrict,
  kind text not null check (kind ~ '^[a-z][a-z-]{1,29}$'),
  old text collate "C" not null,
  -- Null: there is no place for it here; it is kept as `source` has it.
  new uuid,
  -- Of the record as it was read: the same again means that nothing changed.
  digest bytea,
  -- The whole record, where our columns cannot hold all of it. Never a password.
  record jsonb,
  -- [{ code, value }]: what did not fit, for the report.
  problems jsonb not null default '[]' check (jsonb_typeof(problems) = 'array'),
  -- Since when it is not in SLiMS any more; nothing is removed here for that.
  gone_at timestamptz,
  primary key (source_id, kind, old)
);
create index slims_ids_new on slims_ids (new) where new is not null and kind in ('member', 'title', 'item', 'code', 'fine', 'reserve', 'photo');
create index slims_ids_problems on slims_ids (source_id, kind, old) where problems <> '[]';

-- How far the first time through each table is, written with the rows it speaks of.
create table slims_progress (
  source_id uuid not null references slims_sources (id) on delete restrict,
  step text not null,
  last text,
  rows bigint not null default 0,
  done_at timestamptz,
  primary key (source_id, step)
);

-- While a million rows come in, queries are planned for the size that tables have, not for the one they had.
-- Only an owner may say so; anybody may ask, for nothing is changed by it.
create function learn_sizes(tables text[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  known constant text[] := array['slims_ids', 'headings', 'members', 'accounts', 'books', 'book_counts', 'book_contributors',
    'book_subjects', 'copies', 'borrowings', 'fines', 'fine_payments', 'ledger_entries', 'ledger_lines', 'holds', 'visits',
    'search_index'];
  each text;
begin
  foreach each in array tables loop
    if each <> all (known) then
      raise exception '% is none of them', each;
    end if;
    execute format('analyze %I', each);
  end loop;
end $$;

do $$
declare
  app text := coalesce(nullif(current_setting('pustaka.app_role', true), ''), 'pustaka_app');
begin
  if app <> current_user and to_regrole(quote_ident(app)) is not null then
    perform grant_app_rights(app);
  end if;
end $$;
