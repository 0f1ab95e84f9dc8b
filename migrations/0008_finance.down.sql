drop table ledger_lines, ledger_entries, ledger_accounts;
drop function refuse_change();
drop function ledger_entry_has_lines();
drop function ledger_entry_is_open();
drop function ledger_entry_balances();
