-- What every module stands on: facts, idempotency keys, cursors of durable readers, schedules.
-- Runs as pustaka_owner; the application's role pustaka_app owns nothing.
create extension if not exists pg_trgm;
create extension if not exists unaccent;

create table facts (
  id uuid not null,
  at timestamptz not null,
  tx xid8 not null default pg_current_xact_id(),
  action text not null,
  action_type text not null check (action_type ~ '^[A-Z_]+$'),
  entity_type text not null,
  entity_id text not null,
  actor_kind text not null check (actor_kind in ('account', 'member', 'system', 'anonymous')),
  actor_id uuid,
  branch_id uuid,
  request_id text,
  correlation_id text,
  changed text[] not null default '{}',
  details_digest bytea not null,
  primary key (at, id)
) partition by range (at);
create index facts_reader on facts (tx, id);
create index facts_entity on facts (entity_type, entity_id, at desc);
create index facts_actor on facts (actor_id, at desc);
create index facts_action on facts (action_type, at desc);

create table fact_details (
  fact_id uuid not null,
  at timestamptz not null,
  salt bytea not null,
  body jsonb not null,
  primary key (at, fact_id)
) partition by range (at);

-- Months are the unit of retention. Made ahead by a schedule, and by the first start.
create function ensure_fact_partitions(first_month date, months int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  made int := 0;
  month date;
  parent text;
begin
  for month in select (date_trunc('month', first_month) + make_interval(months => n))::date
               from generate_series(0, months - 1) n loop
    foreach parent in array array['facts', 'fact_details'] loop
      if to_regclass(format('%I', parent || '_' || to_char(month, 'YYYYMM'))) is null then
        -- Another instance may be at it; and a month with rows in the default partition already stays there.
        begin
          execute format('create table %I partition of %I for values from (%L) to (%L)',
            parent || '_' || to_char(month, 'YYYYMM'), parent,
            month::timestamp at time zone 'UTC', (month + interval '1 month')::timestamp at time zone 'UTC');
          made := made + 1;
        exception when duplicate_table or check_violation then null;
        end;
      end if;
    end loop;
  end loop;
  return made;
end $$;

-- A fact outside every made month is still kept: nothing acknowledged may be lost.
create table facts_default partition of facts default;
create table fact_details_default partition of fact_details default;

create table idempotency_keys (
  actor text not null,
  key text not null check (length(key) between 1 and 200),
  body_hash bytea not null,
  -- json, not jsonb: a replay is the same to the letter
  reply json,
  created_at timestamptz not null,
  primary key (actor, key)
);
create index idempotency_keys_created on idempotency_keys (created_at);

create table reaction_cursors (
  name text primary key,
  tx xid8 not null,
  fact_id uuid not null,
  updated_at timestamptz not null
);

create table reaction_failures (
  id uuid primary key,
  reaction text not null,
  fact_id uuid not null,
  fact_at timestamptz not null,
  error text not null,
  attempts int not null check (attempts > 0),
  failed_at timestamptz not null,
  resolved_at timestamptz,
  unique (reaction, fact_id)
);

create table schedule_runs (
  name text primary key,
  due_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  ok boolean,
  error text
);
