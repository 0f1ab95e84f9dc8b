-- The sealer's Merkle tree over committed facts, in the order of (tx, id).
create table fact_seals (
  position bigint primary key check (position >= 0),
  fact_id uuid not null,
  fact_at timestamptz not null,
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32)
);
create unique index fact_seals_fact on fact_seals (fact_id);

create table audit_checkpoints (
  id uuid primary key,
  kind text not null check (kind in ('SEAL', 'RESTORE')),
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  key_id text not null,
  body text not null,
  signature bytea not null,
  created_at timestamptz not null
);
create index audit_checkpoints_size on audit_checkpoints (size, created_at);

-- Erasing a person's details keeps the leaf: only the salted digest stays.
create function erase_fact_details(types text[], ids text[]) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare erased int;
begin
  with gone as (
    delete from fact_details d using facts f
    where f.entity_type = any (types) and f.entity_id = any (ids) and d.at = f.at and d.fact_id = f.id
    returning 1)
  select count(*) into erased from gone;
  return erased;
end $$;
