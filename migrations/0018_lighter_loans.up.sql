-- Lending and returning, twice as light.

-- Without the status a copy's way out and home changes no index of copies (HOT); a title has few copies in a branch.
drop index copies_book;
create index copies_book on copies (book_id, branch_id);

-- One statement for what happens at every loan.
create or replace function book_counts_follow() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.book_id = new.book_id then
    update book_counts set stock = stock + copy_in_stock(new.status) - copy_in_stock(old.status),
        available = available + copy_is_free(new.status) - copy_is_free(old.status),
        total_borrows = total_borrows + (new.status = 'ON_LOAN')::int
      where book_id = new.book_id;
    return null;
  end if;
  if tg_op <> 'INSERT' then
    update book_counts set available = available - copy_is_free(old.status), stock = stock - copy_in_stock(old.status)
      where book_id = old.book_id;
  end if;
  if tg_op <> 'DELETE' then
    update book_counts set stock = stock + copy_in_stock(new.status), available = available + copy_is_free(new.status)
      where book_id = new.book_id;
  end if;
  return null;
end $$;
drop trigger copies_counts on copies;
create trigger copies_counts after insert or delete on copies for each row execute function book_counts_follow();
create trigger copies_counts_change after update of status, book_id on copies for each row
  when (old.status <> new.status or old.book_id <> new.book_id) execute function book_counts_follow();

-- Who writes the state that the dates say calls no function.
drop trigger trg_update_borrowing_status on borrowings;
create trigger trg_update_borrowing_status before insert or update on borrowings for each row
  when (new.status <> 'CANCELLED' and new.status <> case when new.return_date is not null then 'RETURNED'
    when new.due_date < new.updated_at then 'OVERDUE' else 'BORROWED' end)
  execute function update_borrowing_status();
