-- A reader is reminded of a loan once a day at most, whoever presses the button.
create table borrowing_reminders (
  borrowing_id uuid not null references borrowings (id) on delete restrict,
  day date not null,
  sent_at timestamptz not null,
  sent_by uuid,
  primary key (borrowing_id, day)
);

do $$
declare
  app text := coalesce(nullif(current_setting('pustaka.app_role', true), ''), 'pustaka_app');
begin
  if app <> current_user and to_regrole(quote_ident(app)) is not null then
    perform grant_app_rights(app);
  end if;
end $$;
