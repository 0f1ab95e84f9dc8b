revoke all on all tables in schema public from pustaka_app;
revoke all on all sequences in schema public from pustaka_app;
revoke execute on function ensure_fact_partitions(date, int), erase_fact_details(text[], text[]) from pustaka_app;
revoke usage on schema public from pustaka_app;
