-- Headings are found by the beginning of any of their words, those that were merged too. Trigrams would cost an import
-- three times as much.
create index headings_find on headings using gin (to_tsvector('simple', normalised));

-- The books of one heading, newest first, without sorting all of them.
drop index book_contributors_heading;
create index book_contributors_heading on book_contributors (heading_id, book_id);
drop index book_subjects_heading;
create index book_subjects_heading on book_subjects (heading_id, book_id);

-- What the first run was told so far, so that it can be gone on with; gone when the library is set up.
create table setup_drafts (
  id boolean primary key default true check (id),
  answers jsonb not null default '{}',
  password_hash text,
  updated_at timestamptz not null
);

do $$
declare
  app text := coalesce(nullif(current_setting('pustaka.app_role', true), ''), 'pustaka_app');
begin
  if app <> current_user and to_regrole(quote_ident(app)) is not null then
    perform grant_app_rights(app);
  end if;
end $$;
