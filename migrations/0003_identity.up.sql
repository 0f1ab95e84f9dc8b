create table accounts (
  id uuid primary key,
  email text check (length(email) between 3 and 254 and email ~ '^[^@\s]+@[^@\s]+$'),
  phone text check (phone ~ '^\+?[0-9][0-9 ()-]{4,30}$'),
  name text not null check (length(name) between 1 and 255),
  password_hash text,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'SUSPENDED', 'DELETED')),
  locale text not null default 'id' check (locale in ('id', 'en')),
  must_change_password boolean not null default false,
  totp_secret text,
  totp_enabled_at timestamptz,
  totp_last_step bigint,
  last_login_at timestamptz,
  last_login_ip inet,
  deleted_at timestamptz,
  deleted_by uuid,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((status = 'DELETED') = (deleted_at is not null))
);
create unique index accounts_email on accounts (lower(email)) where status <> 'DELETED';
create index accounts_status on accounts (status);

create table roles (
  id uuid primary key,
  name text not null check (name ~ '^[A-Z][A-Z0-9_]{1,49}$'),
  description text check (length(description) <= 500),
  built_in boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index roles_name on roles (name);

-- Permissions of own roles only: those of the built-in ones stand in code (identity/permissions.ts).
create table role_permissions (
  role_id uuid not null references roles (id) on delete cascade,
  permission text not null check (permission ~ '^[a-z-]+:[a-z-]+$'),
  primary key (role_id, permission)
);

create table account_roles (
  account_id uuid not null references accounts (id) on delete restrict,
  role_id uuid not null references roles (id) on delete restrict,
  scope text not null check (scope in ('own', 'branch', 'department', 'all')),
  branch_id uuid references branches (id) on delete restrict,
  granted_by uuid,
  granted_at timestamptz not null,
  check ((scope = 'branch') = (branch_id is not null))
);
create unique index account_roles_one on account_roles (account_id, role_id, branch_id) nulls not distinct;
create index account_roles_role on account_roles (role_id);

create table sessions (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  kind text not null check (kind in ('browser', 'token')),
  secret_hash bytea,
  desk_device boolean not null default false,
  branch_id uuid references branches (id) on delete restrict,
  ip inet,
  user_agent text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text
);
create unique index sessions_secret on sessions (secret_hash);
create index sessions_account on sessions (account_id) where revoked_at is null;
create index sessions_expiry on sessions (expires_at);

-- One row a rotation; the successor is derived from the token, so a lost reply can be given again.
create table refresh_tokens (
  token_hash bytea primary key,
  session_id uuid not null references sessions (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index refresh_tokens_session on refresh_tokens (session_id);

create table api_keys (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete restrict,
  name text not null check (length(name) between 1 and 100),
  secret_hash bytea not null,
  prefix text not null,
  permissions text[] not null check (cardinality(permissions) > 0),
  created_at timestamptz not null,
  created_by uuid,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create unique index api_keys_secret on api_keys (secret_hash);
create index api_keys_account on api_keys (account_id);

create table recovery_codes (
  account_id uuid not null references accounts (id) on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

-- One-time links: the first set-up and forgotten passwords.
create table one_time_tokens (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('SETUP', 'PASSWORD_RESET', 'LOGIN_CHALLENGE', 'ACTIVATION')),
  account_id uuid references accounts (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

insert into roles (id, name, built_in, created_at, updated_at)
select gen_random_uuid(), name, true, now(), now() -- clock: rows that come with the program
from unnest(array['SUPER_ADMIN', 'LIBRARIAN', 'ASSISTANT', 'DESK', 'MANAGER', 'OPERATOR', 'VIEWER', 'MEMBER', 'CLIENT']) name;
