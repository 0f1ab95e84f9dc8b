-- What the application may do. It owns nothing, cannot rewrite facts, seals, ledger or payments' history.
grant usage on schema public to pustaka_app;
grant select, insert, update, delete on all tables in schema public to pustaka_app;
grant usage, select on all sequences in schema public to pustaka_app;
revoke update, delete, truncate on facts, fact_details, facts_default, fact_details_default,
  fact_seals, audit_checkpoints, ledger_entries, ledger_lines, ledger_accounts, fine_waivers from pustaka_app;
revoke insert on ledger_accounts from pustaka_app;
-- Of a fine and its payments only what has happened to them since may be written, never the amount, person or time.
revoke update on fines, fine_payments, fine_refunds from pustaka_app;
grant update (member_id, explanation, paid, waived, cancelled_at, cancelled_by, updated_at) on fines to pustaka_app;
grant update (member_id, refunded, reference, notes) on fine_payments to pustaka_app;
grant update (status, decided_by, decided_at, decision_note, ledger_entry_id) on fine_refunds to pustaka_app;
revoke delete on books, copies, members, borrowings, holds, fines, fine_payments, fine_refunds, accounts, reports from pustaka_app;
revoke all on migrations from pustaka_app;
grant select on migrations to pustaka_app;
revoke execute on function ensure_fact_partitions(date, int), erase_fact_details(text[], text[]) from public;
grant execute on function ensure_fact_partitions(date, int), erase_fact_details(text[], text[]) to pustaka_app;
