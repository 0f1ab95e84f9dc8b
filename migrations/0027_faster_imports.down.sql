create or replace function learn_sizes(tables text[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  known constant text[] := array['slims_ids', 'headings', 'members', 'accounts', 'books', 'book_counts', 'book_contributors',
    'book_subjects', 'copies', 'borrowings', 'fines', 'fine_payments', 'ledger_entries', 'ledger_lines', 'holds', 'visits',
    'search_index'];
  each text;
begin
  foreach each in array tables loop
    if each <> all (known) then
      raise exception '% is none of them', each;
    end if;
    execute format('analyze %I', each);
  end loop;
end $$;

drop trigger copies_counts_gone on copies;
drop trigger copies_counts on copies;
drop function book_counts_add();
create trigger copies_counts after insert or delete on copies for each row execute function book_counts_follow();

drop trigger books_counts on books;
create or replace function book_counts_start() returns trigger language plpgsql as $$
begin
  insert into book_counts (book_id) values (new.id);
  return new;
end $$;
create trigger books_counts after insert on books for each row execute function book_counts_start();
