drop trigger trg_update_borrowing_status on borrowings;
create trigger trg_update_borrowing_status before insert or update on borrowings
  for each row execute function update_borrowing_status();

drop trigger copies_counts_change on copies;
drop trigger copies_counts on copies;
create or replace function book_counts_follow() returns trigger language plpgsql as $$
declare
  was_stock int := 0; is_stock int := 0; was_free int := 0; is_free int := 0; lent int := 0;
begin
  if tg_op <> 'INSERT' then was_stock := copy_in_stock(old.status); was_free := copy_is_free(old.status); end if;
  if tg_op <> 'DELETE' then is_stock := copy_in_stock(new.status); is_free := copy_is_free(new.status); end if;
  if tg_op = 'UPDATE' and old.book_id <> new.book_id then
    update book_counts set available = available - was_free, stock = stock - was_stock where book_id = old.book_id;
    update book_counts set stock = stock + is_stock, available = available + is_free where book_id = new.book_id;
    return null;
  end if;
  if tg_op = 'UPDATE' and new.status = 'ON_LOAN' and old.status <> 'ON_LOAN' then lent := 1; end if;
  if was_stock <> is_stock or was_free <> is_free or lent <> 0 then
    update book_counts set stock = stock + is_stock - was_stock, available = available + is_free - was_free,
      total_borrows = total_borrows + lent
      where book_id = case when tg_op = 'DELETE' then old.book_id else new.book_id end;
  end if;
  return null;
end $$;
create trigger copies_counts after insert or delete or update of status, book_id on copies
  for each row execute function book_counts_follow();

drop index copies_book;
create index copies_book on copies (book_id, branch_id, status);
