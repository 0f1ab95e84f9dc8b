update search_index set facets = array(
    select id from unnest(facets) id where id not in (select f.id from search_facets f where f.name = 'flag') order by id)
  where kind = 'book' and facets && array(select id from search_facets where name = 'flag');
delete from search_facets where name = 'flag';
drop index books_archived;
drop index catalog_batches_newest;
drop table catalog_batch_rows;
drop table saved_filters;
