-- Who came, and the frozen figures of the dashboard.
create table visit_rooms (
  id uuid primary key,
  branch_id uuid not null references branches (id) on delete restrict,
  code text not null check (code ~ '^[A-Z0-9][A-Z0-9-]{0,19}$'),
  name text not null check (length(name) between 1 and 100),
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'CLOSED')),
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index visit_rooms_code on visit_rooms (branch_id, code);

create sequence visit_number_seq;

-- number ascends with the inserts: what came after a count is what has a higher one.
create table visits (
  id uuid not null,
  number bigint not null default nextval('visit_number_seq'),
  at timestamptz not null,
  kind text not null check (kind in ('MEMBER', 'GUEST')),
  -- Null when the member was erased.
  member_id uuid references members (id) on delete restrict,
  guest_name text check (length(guest_name) between 1 and 100),
  institution text check (length(institution) <= 100),
  purpose text check (length(purpose) <= 100),
  branch_id uuid not null references branches (id) on delete restrict,
  room_id uuid references visit_rooms (id) on delete restrict,
  recorded_by uuid,
  primary key (at, id),
  check (kind = 'MEMBER' or member_id is null),
  check (kind = 'GUEST' or guest_name is null)
) partition by range (at);
create index visits_number on visits (number);
create index visits_member on visits (member_id, at desc) where member_id is not null;
create index visits_branch on visits (branch_id, at desc);

-- Made ahead by a schedule, and by the first start; a visit outside every made month is still kept.
create table visits_default partition of visits default;
create function ensure_visit_partitions(first_month date, months int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  made int := 0;
  month date;
  part text;
begin
  for month in select (date_trunc('month', first_month) + make_interval(months => n))::date
               from generate_series(0, months - 1) n loop
    part := 'visits_' || to_char(month, 'YYYYMM');
    if to_regclass(part) is null then
      -- Another instance may be at it; and a month with rows in the default partition already stays there.
      begin
        execute format('create table %I partition of visits for values from (%L) to (%L)', part,
          month::timestamp at time zone 'UTC', (month + interval '1 month')::timestamp at time zone 'UTC');
        made := made + 1;
      exception when duplicate_table or check_violation then null;
      end;
    end if;
  end loop;
  return made;
end $$;

-- History is not deleted; old months go with their partition, by the owner.
create function refuse_visit_delete() returns trigger language plpgsql as $$
begin
  raise exception 'visits are kept' using errcode = 'restrict_violation';
end $$;
create trigger visits_kept before delete on visits for each statement execute function refuse_visit_delete();

-- The last time each person was counted: of two scans at once, one wins. Guests stand here by a digest, for a day.
create table visit_last_seen (
  who text primary key,
  at timestamptz not null,
  visit_id uuid not null
);
create index visit_last_seen_at on visit_last_seen (at);

-- Kept in the transaction of each visit, for today's count without counting.
create table visit_counters (
  day date not null,
  branch_id uuid not null references branches (id) on delete restrict,
  total int not null check (total >= 0),
  primary key (day, branch_id)
) with (fillfactor = 50);

-- Frozen figures by source and name; what a restart begins with.
create table statistics_snapshots (
  source text not null,
  name text not null,
  generated_at timestamptz not null,
  ttl_seconds int not null check (ttl_seconds > 0),
  data jsonb not null,
  primary key (source, name)
);

-- The daily passes that ended well or badly.
create table statistics_runs (
  source text not null,
  part text not null check (part in ('visitors', 'books')),
  started_at timestamptz not null,
  finished_at timestamptz not null,
  ok boolean not null,
  error text,
  primary key (source, part)
);

do $$
declare
  app text := coalesce(nullif(current_setting('pustaka.app_role', true), ''), 'pustaka_app');
begin
  if app <> current_user and to_regrole(quote_ident(app)) is not null then
    perform grant_app_rights(app);
  end if;
end $$;
