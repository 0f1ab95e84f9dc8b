-- Many rows in one statement count once, not once each. A plan made while these tables were small must not read them whole later.
drop trigger books_counts on books;
create or replace function book_counts_start() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  insert into book_counts (book_id) select id from made;
  return null;
end $$;
create trigger books_counts after insert on books referencing new table as made
  for each statement execute function book_counts_start();

create function book_counts_add() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  more record;
begin
  -- In the order in which everybody locks them.
  for more in select book_id, sum(copy_in_stock(status))::int as stock, sum(copy_is_free(status))::int as free
    from made group by book_id order by book_id
  loop
    update book_counts set stock = stock + more.stock, available = available + more.free where book_id = more.book_id;
  end loop;
  return null;
end $$;
drop trigger copies_counts on copies;
create trigger copies_counts after insert on copies referencing new table as made
  for each statement execute function book_counts_add();
create trigger copies_counts_gone after delete on copies for each row execute function book_counts_follow();

-- The records that came with books grow with them.
create or replace function learn_sizes(tables text[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  known constant text[] := array['slims_ids', 'headings', 'members', 'accounts', 'books', 'book_counts', 'book_contributors',
    'book_subjects', 'book_marc', 'copies', 'borrowings', 'fines', 'fine_payments', 'ledger_entries', 'ledger_lines', 'holds',
    'visits', 'search_index', 'search_words'];
  each text;
begin
  foreach each in array tables loop
    if each <> all (known) then
      raise exception '% is none of them', each;
    end if;
    execute format('analyze %I', each);
  end loop;
end $$;
