-- Exports of the whole library that were asked for on the screen; the file lies beside the database.
create table library_exports (
  id uuid primary key,
  parts text[] not null check (cardinality(parts) > 0),
  without_people boolean not null,
  status text not null check (status in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'STOPPED', 'REMOVED')),
  requested_at timestamptz not null,
  requested_by uuid,
  -- The last sign of life of the job that makes it.
  seen_at timestamptz not null,
  finished_at timestamptz,
  stop_asked_at timestamptz,
  files int not null default 0 check (files >= 0),
  at_file text check (length(at_file) <= 1000),
  bytes bigint check (bytes >= 0),
  -- What went wrong: a message code with its values.
  problem jsonb
);
create unique index library_exports_one on library_exports ((true)) where status in ('QUEUED', 'RUNNING');
create index library_exports_newest on library_exports (requested_at desc, id desc);

-- Moves from a SLiMS that were asked for on the screen.
create table slims_moves (
  id uuid primary key,
  place text not null check (length(place) between 1 and 500),
  -- The address with its password, sealed; gone when the move is done, or another one was begun.
  sealed_url text,
  kind text not null check (kind in ('REHEARSAL', 'MOVE', 'MIRROR')),
  branch_id uuid references branches (id) on delete restrict,
  folder text check (length(folder) between 1 and 4000),
  status text not null check (status in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'STOPPED')),
  requested_at timestamptz not null,
  requested_by uuid,
  seen_at timestamptz not null,
  finished_at timestamptz,
  stop_asked_at timestamptz,
  steps jsonb not null default '[]' check (jsonb_typeof(steps) = 'array'),
  parity jsonb,
  problem jsonb
);
create unique index slims_moves_one on slims_moves ((true)) where status in ('QUEUED', 'RUNNING');
create index slims_moves_newest on slims_moves (requested_at desc, id desc);
