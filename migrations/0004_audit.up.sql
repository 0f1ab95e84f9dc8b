-- The sealer's Merkle tree over committed facts, in the order of (tx, id): one leaf a row, no gap.
create table fact_seals (
  position bigint primary key check (position >= 0),
  fact_tx xid8 not null,
  fact_id uuid not null,
  fact_at timestamptz not null,
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32)
);
create unique index fact_seals_fact on fact_seals (fact_id, fact_at);

-- `body` is the signed line, as the witness file has it; the other columns repeat what is asked for.
create table audit_checkpoints (
  number bigint primary key generated always as identity,
  kind text not null check (kind in ('SEAL', 'RESTORE')),
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  body text not null,
  created_at timestamptz not null
);
create index audit_checkpoints_size on audit_checkpoints (size, number);

-- The growing edge of the tree at the newest checkpoint: believed only while its root is the signed one.
create table audit_tree (
  one boolean primary key default true check (one),
  state text not null
);

-- Months that left the database for a file of their own; written by drop_fact_month alone.
create table fact_archives (
  month date primary key check (extract(day from month) = 1),
  facts bigint not null check (facts >= 0),
  sha256 bytea not null check (octet_length(sha256) = 32),
  archived_at timestamptz not null
);

-- What was erased here and is still to be erased in the archived months.
create table fact_erasures (
  number bigint primary key generated always as identity,
  types text[] not null,
  ids text[] not null,
  persons uuid[] not null
);

-- Erasing a person's details keeps the leaf: only the salted digest stays. What a person did themselves goes too;
-- what staff did stays, unless it was done to the subjects named.
create function erase_fact_details(types text[], ids text[], persons uuid[] default '{}') returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare erased int;
begin
  insert into fact_erasures (types, ids, persons) values (types, ids, persons);
  with gone as (
    delete from fact_details d using facts f
    where ((f.entity_type = any (types) and f.entity_id = any (ids))
        or (f.actor_kind = 'member' and f.actor_id = any (persons)))
      and d.at = f.at and d.fact_id = f.id
    returning 1)
  select count(*) into erased from gone;
  return erased;
end $$;

-- Takes a month out of the database once its archive is on disk. Whoever asks cannot shorten the twelve months by
-- a clock of their own, nor drop what was never sealed.
create function drop_fact_month(month date, archived bigint, sha256 bytea, at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
declare
  first timestamptz := month::timestamp at time zone 'UTC';
  next timestamptz := (month + interval '1 month')::timestamp at time zone 'UTC';
  part text;
  here bigint;
begin
  if next > now() - interval '12 months' then -- clock: a guard, not business
    raise exception 'month % is not twelve months old', month;
  end if;
  select count(*) into here from facts f where f.at >= first and f.at < next;
  if here <> archived then
    raise exception 'month % has % facts, its archive %', month, here, archived;
  end if;
  if exists (select from facts f where f.at >= first and f.at < next
      and not exists (select from fact_seals s where s.fact_id = f.id and s.fact_at = f.at)) then
    raise exception 'month % has facts without a seal', month;
  end if;
  insert into fact_archives values (month, archived, sha256, at);
  foreach part in array array['fact_details', 'facts'] loop
    execute format('alter table %I detach partition %I', part, part || '_' || to_char(month, 'YYYYMM'));
    execute format('drop table %I', part || '_' || to_char(month, 'YYYYMM'));
  end loop;
end $$;
