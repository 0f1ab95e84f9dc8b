do $$
declare
  app text := coalesce(nullif(current_setting('pustaka.app_role', true), ''), 'pustaka_app');
begin
  if app <> current_user and to_regrole(quote_ident(app)) is not null then
    execute format('revoke all on all tables in schema public from %1$I', app);
    execute format('revoke all on all sequences in schema public from %1$I', app);
    execute format('revoke execute on function ensure_fact_partitions(date, int), erase_fact_details(text[], text[], uuid[]), drop_fact_month(date, bigint, bytea, timestamptz) from %1$I', app);
    execute format('revoke usage on schema public from %1$I', app);
  end if;
end $$;
drop function grant_app_rights(text);
