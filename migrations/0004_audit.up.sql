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

-- Erasing a person's details keeps the leaf: only the salted digest stays. What a person did themselves goes too;
-- what staff did stays, unless it was done to the subjects named.
create function erase_fact_details(types text[], ids text[], persons uuid[] default '{}') returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare erased int;
begin
  with gone as (
    delete from fact_details d using facts f
    where ((f.entity_type = any (types) and f.entity_id = any (ids))
        or (f.actor_kind = 'member' and f.actor_id = any (persons)))
      and d.at = f.at and d.fact_id = f.id
    returning 1)
  select count(*) into erased from gone;
  return erased;
end $$;
