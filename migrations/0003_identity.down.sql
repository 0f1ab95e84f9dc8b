drop table one_time_tokens, recovery_codes, api_keys, refresh_tokens, sessions, account_roles, role_permissions, roles, accounts;
