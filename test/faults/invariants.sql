-- Each statement must return no rows. The first comment line of a statement is its name.

-- one open borrowing a copy
select copy_id from borrowings where return_date is null and status <> 'CANCELLED' group by copy_id having count(*) > 1;
