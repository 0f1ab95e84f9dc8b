-- Other catalogues that are asked for records, in the order they are asked and shown.
create table catalogue_targets (
  id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  protocol text not null check (protocol in ('SRU', 'Z3950')),
  url text check (url ~ '^https?://' and length(url) <= 500),
  sru_version text check (sru_version in ('1.1', '1.2', '2.0', 'PARAMETERS')),
  record_schema text check (length(record_schema) between 1 and 60),
  -- Names of indexes; null: there is none of that kind.
  index_isbn text,
  index_issn text,
  index_title text,
  index_author text,
  host text check (length(host) between 1 and 255),
  port int check (port between 1 and 65535),
  database text check (length(database) between 1 and 100),
  syntax text check (syntax in ('USMARC', 'UNIMARC', 'XML')),
  charset text check (charset in ('AUTO', 'UTF8', 'MARC8')),
  timeout_ms int not null check (timeout_ms between 500 and 30000),
  position int not null check (position between 0 and 1000),
  enabled boolean not null,
  -- What came of asking it last by hand.
  checked_at timestamptz,
  check_ok boolean,
  check_ms int,
  check_code text,
  check_detail text,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint catalogue_targets_address check (
    case protocol
      when 'SRU' then url is not null and sru_version is not null and num_nulls(host, port, database, syntax, charset) = 5
      else num_nonnulls(host, port, database, syntax, charset) = 5
        and num_nulls(url, sru_version, record_schema, index_isbn, index_issn, index_title, index_author) = 7
    end),
  constraint catalogue_targets_checked check (num_nulls(checked_at, check_ok, check_ms) in (0, 3))
);
create unique index catalogue_targets_name on catalogue_targets (lower(name));
