-- What is still to be done of a bulk edit, or of undoing one: a row for each transaction to come, gone with it.
create table catalog_batch_parts (
  batch_id uuid not null references catalog_batches (id) on delete restrict,
  part int not null,
  work text not null check (work in ('EDIT', 'UNDO')),
  book_ids uuid[] not null,
  primary key (batch_id, part)
);
alter table catalog_batches
  add column cancelled_at timestamptz,
  add column cancelled_by uuid,
  -- When a part was done last: work that stands still is taken up again.
  add column moved_at timestamptz;

-- Until its owner chooses, an account speaks the language of the page it signs in on.
alter table accounts add column locale_chosen boolean not null default false;
update accounts set locale_chosen = true where locale <> 'id';
