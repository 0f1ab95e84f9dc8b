-- What the application may do. It owns nothing, cannot rewrite facts, seals, ledger or payments' history.
-- Called here, and by the program at its start when another role became the application's; %1$I is that role.
create function grant_app_rights(app text) returns void language plpgsql as $rights$
declare
  rights text[] := array[
    'grant usage on schema public to %1$I',
    'grant select, insert, update, delete on all tables in schema public to %1$I',
    'grant usage, select on all sequences in schema public to %1$I',
    'revoke update, delete, truncate on facts, fact_details, facts_default, fact_details_default,
       fact_seals, audit_checkpoints, fact_archives, ledger_entries, ledger_lines, ledger_accounts, fine_waivers from %1$I',
    'revoke insert on ledger_accounts, fact_archives, fact_erasures from %1$I',
    'revoke update on fact_erasures from %1$I',
    -- Without tx: which transaction wrote a fact or an entry is the database's word, never the writer's.
    'revoke insert on facts, ledger_entries from %1$I',
    'grant insert (id, at, action, action_type, entity_type, entity_id, actor_kind, actor_id, branch_id, request_id,
       correlation_id, changed, details_digest) on facts to %1$I',
    'grant insert (id, at, kind, description, branch_id, account_id, reverses) on ledger_entries to %1$I',
    -- Of a fine and its payments only what has happened to them since may be written, never the amount, person or time.
    'revoke update on fines, fine_payments, fine_refunds from %1$I',
    'grant update (member_id, explanation, paid, waived, cancelled_at, cancelled_by, updated_at) on fines to %1$I',
    'grant update (member_id, refunded, reference, notes) on fine_payments to %1$I',
    'grant update (status, decided_by, decided_at, decision_note, ledger_entry_id, reason) on fine_refunds to %1$I',
    -- For a person who is erased.
    'grant update (reason) on fine_waivers to %1$I',
    'revoke delete on books, copies, members, borrowings, holds, fines, fine_payments, fine_refunds, accounts, reports
       from %1$I',
    'revoke all on migrations from %1$I',
    'grant select on migrations to %1$I',
    'grant execute on function ensure_fact_partitions(date, int), erase_fact_details(text[], text[], uuid[]),
       drop_fact_month(date, bigint, bytea, timestamptz) to %1$I'
  ];
  statement text;
  month regclass;
begin
  foreach statement in array rights loop
    execute format(statement, app);
  end loop;
  -- Months are written through their parents alone.
  for month in select inhrelid from pg_inherits where inhparent in ('facts'::regclass, 'fact_details'::regclass) loop
    execute format('revoke insert, update, delete, truncate on %s from %I', month, app);
  end loop;
end $rights$;
revoke execute on function grant_app_rights(text), ensure_fact_partitions(date, int), erase_fact_details(text[], text[], uuid[]),
  drop_fact_month(date, bigint, bytea, timestamptz) from public;

-- The program names its role in pustaka.app_role. A database with one role for everything needs no grants.
do $$
declare
  app text := coalesce(nullif(current_setting('pustaka.app_role', true), ''), 'pustaka_app');
begin
  if app <> current_user and to_regrole(quote_ident(app)) is not null then
    perform grant_app_rights(app);
  end if;
end $$;
