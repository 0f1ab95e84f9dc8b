import type { Ctx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';

const TABLES = [
  'books',
  'book_counts',
  'book_contributors',
  'book_subjects',
  'book_marc',
  'headings',
  'copies',
  'search_index',
];
const FEWEST = 2_000;

const known = prepared<{ books: number }>(
  'catalog.sizes.known',
  `select greatest(reltuples, 0)::int as books from pg_class where oid = 'books'::regclass`,
);
const learn = prepared('catalog.sizes.learn', 'select learn_sizes($1::text[])');

/** Plans were made for the size that tables had: whenever the catalogue has doubled, it is looked at again. */
export async function sizesLearner(ctx: Ctx): Promise<(created: number) => Promise<void>> {
  const before = (await known.one(ctx.sql, []))?.books ?? 0;
  let next = Math.max(FEWEST, 2 * before);
  return async (created) => {
    if (before + created < next) return;
    next = 2 * (before + created);
    for (const table of TABLES) await learn.all(ctx.sql, [[table]]);
  };
}
